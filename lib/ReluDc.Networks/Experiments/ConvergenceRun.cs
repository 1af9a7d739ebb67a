using System.Collections.Immutable;
using System.Globalization;

namespace ReluDc.Networks;

/// <summary>What one repetition of one model of the <see cref="ConvergenceExperiment"/> gave. Taught in notebook 05.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Repetition">Which repetition, from 1: its seed.</param>
/// <param name="FrozenAccuracy">
/// Accuracy on fresh windows of a linear read-out of the pooled features before any training, in [0, 1].
/// </param>
/// <param name="TrainedAccuracy">Accuracy of the trained network on the same windows, in [0, 1].</param>
/// <param name="Points">Loss and distances by epoch, one at least.</param>
public sealed record ConvergenceRun(
    string Model, int Repetition, double FrozenAccuracy, double TrainedAccuracy, ImmutableArray<ConvergencePoint> Points)
{
    /// <summary>The columns of a file of runs.</summary>
    public const string Header = "model,repetition,frozen_accuracy,trained_accuracy,epoch,loss,accuracy,distance_conv1,distance_conv2";

    /// <inheritdoc cref="ConvergenceRun(string, int, double, double, ImmutableArray{ConvergencePoint})" path="/param[@name='Points']"/>
    public ImmutableArray<ConvergencePoint> Points { get; init => field = Argument.Filled(value, "A run has points", nameof(Points)); } =
        Argument.Filled(Points, "A run has points");

    /// <summary>Reads a file of runs, such as data/convergence.csv.</summary>
    /// <param name="path">Comma-separated, with <see cref="Header"/> as its first line; the rows of a run stand together.</param>
    /// <exception cref="FormatException">A line is not as it should be; the message names it.</exception>
    public static ImmutableArray<ConvergenceRun> Read(string path)
    {
        var table = CsvTable.Read(path, Header, "model");
        double At(string column, int row) => table[column][row];
        ConvergencePoint Point(int row) =>
            new(table.Whole("epoch", row), At("loss", row), At("accuracy", row), At("distance_conv1", row), At("distance_conv2", row));
        return [.. Enumerable.Range(0, table.RowCount)
            .GroupBy(row => (Model: table.Texts("model")[row], Repetition: table.Whole("repetition", row)))
            .Select(run => new ConvergenceRun(run.Key.Model, run.Key.Repetition,
                At("frozen_accuracy", run.First()), At("trained_accuracy", run.First()), [.. run.Select(Point)]))];
    }

    /// <summary>
    /// The rows of this run in such a file: every epoch to the tenth, then every fifth, and the last. Four significant digits.
    /// </summary>
    public IEnumerable<string> Rows()
    {
        var run = string.Create(CultureInfo.InvariantCulture, $"{Model},{Repetition},{FrozenAccuracy:G4},{TrainedAccuracy:G4}");
        return Points.Where(point => IsRow(point.Epoch, Points.Length)).Select(point =>
            string.Create(CultureInfo.InvariantCulture,
                $"{run},{point.Epoch},{point.Loss:G4},{point.Accuracy:G4},{point.Distance1:G4},{point.Distance2:G4}"));
    }

    /// <summary>How many <see cref="Rows"/> a run of so many epochs has.</summary>
    internal static int RowCount(int epochs) => Enumerable.Range(1, epochs).Count(epoch => IsRow(epoch, epochs));

    private static bool IsRow(int epoch, int last) => epoch <= 10 || epoch % 5 == 0 || epoch == last;

    /// <inheritdoc/>
    public override string ToString()
    {
        var epochs = Points[^1].Epoch == 1 ? "1 epoch" : $"{Points[^1].Epoch} epochs";
        return FormattableString.Invariant(
            $"{Model}, repetition {Repetition}: accuracy {FrozenAccuracy:P1} before training, {TrainedAccuracy:P1} after {epochs}");
    }
}

/// <summary>Where a run stood at the end of an epoch. Taught in notebook 05.</summary>
/// <param name="Epoch">Which epoch, from 1.</param>
/// <param name="Loss">Mean loss of the epoch, in nats.</param>
/// <param name="Accuracy">Share of its examples that were right, in [0, 1].</param>
/// <param name="Distance1">Frobenius distance of the first convolution's kernel from where it began.</param>
/// <param name="Distance2">The same of the second.</param>
public readonly record struct ConvergencePoint(int Epoch, double Loss, double Accuracy, double Distance1, double Distance2)
{
    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"epoch {Epoch}: loss {Loss:G4}, accuracy {Accuracy:P1}, distances {Distance1:G4} and {Distance2:G4}");

    internal static ConvergencePoint Of(Epoch epoch) => new(epoch.Number, epoch.Loss, epoch.Accuracy,
        epoch.Distances[ConvergenceModel.Convolutions.First], epoch.Distances[ConvergenceModel.Convolutions.Second]);
}
