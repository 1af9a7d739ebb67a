using System.Collections.Immutable;
using System.Globalization;

namespace ReluDc.Networks;

/// <summary>What training one architecture gave. Taught in notebook 09.</summary>
/// <param name="Architecture">Task and network.</param>
/// <param name="Seed">Which repetition, from 1.</param>
/// <param name="Accuracy">Accuracy on fresh windows after training, in [0, 1].</param>
/// <param name="FinalLoss">Mean loss of the last epoch, in nats.</param>
/// <param name="Distance">
/// How far the convolutions' kernels moved, as a multiple of the length they began with: √(Σ‖w − w₀‖²/Σ‖w₀‖²) over
/// all of them.
/// </param>
public sealed record ArchitectureRun(Architecture Architecture, int Seed, double Accuracy, double FinalLoss, double Distance)
{
    /// <summary>The columns of a file of runs.</summary>
    public const string Header = "spacing_hz,depth,kernel_size,pooling,activation,seed,accuracy,loss,distance";

    /// <summary>Training windows of each class.</summary>
    public const int PerClass = 128;

    private const int TestPerClass = 100;
    private const int Epochs = 25;
    private const int BatchSize = 32;
    private const double LearningRate = 3e-3;

    /// <inheritdoc cref="ArchitectureRun(Architecture, int, double, double, double)" path="/param[@name='Architecture']"/>
    public Architecture Architecture { get; init => field = Argument.Given(value, nameof(Architecture)); } = Argument.Given(Architecture);

    /// <summary>Trains: 25 epochs of Adam (3·10⁻³) on 384 windows in batches of 32.</summary>
    /// <param name="architecture">Task and network.</param>
    /// <param name="seed">Which repetition, from 1. Architectures of one spacing share the windows.</param>
    /// <param name="cancellation">Asked before every step.</param>
    public static ArchitectureRun Of(Architecture architecture, int seed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        Argument.AtLeastOne(seed, "Repetitions");
        Pcg32 Stream(int number) => new((ulong)seed, (ulong)number);
        var classes = architecture.Classes;
        var training = classes.Label(classes.Draw(PerClass, Stream(2)));
        var test = classes.Label(classes.Draw(TestPerClass, Stream(3)));
        var network = architecture.Network(classes.Shape, classes.FrequenciesHz.Length, Stream(4));
        var before = network.Copy();
        var epochs = new Training(new Adam(LearningRate), Loss.SoftmaxCrossEntropy, Epochs, BatchSize)
            .Run(network, training, Stream(5), cancellation: cancellation);
        return new(architecture, seed, network.Accuracy(test), epochs[^1].Loss, network.RelativeDistanceFrom(before));
    }

    /// <summary>Reads a file of runs, such as data/architectures.csv.</summary>
    /// <param name="path">Comma-separated, with <see cref="Header"/> as its first line.</param>
    /// <exception cref="FormatException">A line is not as it should be; the message names it.</exception>
    public static ImmutableArray<ArchitectureRun> Read(string path)
    {
        var table = CsvTable.Read(path, Header, "pooling", "activation");
        return [.. Enumerable.Range(0, table.RowCount).Select(row => new ArchitectureRun(
            ReadArchitecture(table, row), table.Whole("seed", row), table["accuracy"][row], table["loss"][row], table["distance"][row]))];
    }

    /// <summary>The row of this run in such a file. Four significant digits.</summary>
    public string Row()
    {
        var (spacingHz, depth, kernelSize, pooling, activation) = Architecture;
        return string.Create(CultureInfo.InvariantCulture,
            $"{spacingHz},{depth},{kernelSize},{pooling},{activation},{Seed},{Accuracy:G4},{FinalLoss:G4},{Distance:G4}");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Architecture}, seed {Seed}: accuracy {Accuracy:P1}, loss {FinalLoss:G4}, distance {Distance:G4}");

    private static Architecture ReadArchitecture(CsvTable table, int row)
    {
        var (depth, kernelSize) = (table.Whole("depth", row), table.Whole("kernel_size", row));
        try
        {
            return new(table["spacing_hz"][row], depth, kernelSize, table.Texts("pooling")[row], table.Texts("activation")[row]);
        }
        catch (ArgumentException e)
        {
            throw table.Fault(row, e.Message.ReplaceLineEndings(" "));
        }
    }
}
