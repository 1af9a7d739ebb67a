using System.Collections.Immutable;
using System.Globalization;

namespace ReluDc.Networks;

/// <summary>What a network of some depth had reached after some epochs. Taught in notebook 06.</summary>
/// <param name="Depth">Convolutions in a row, each followed by a ReLU; 1 or more.</param>
/// <param name="Seed">Which repetition, from 1.</param>
/// <param name="Epochs">Epochs of training so far, 0 before.</param>
/// <param name="Accuracy">
/// Accuracy on fresh windows, in [0, 1]. Before training it is that of a linear read-out, fitted to the features of the random layers.
/// </param>
/// <param name="Distance">
/// How far the convolutions' kernels have moved, as a multiple of the length they began with: √(Σ‖w − w₀‖²/Σ‖w₀‖²) over all of them.
/// </param>
/// <param name="DcShare">
/// Share of power at 0 Hz in what the last convolution's ReLU puts out, in [0, 1], mean over the fresh windows.
/// </param>
public sealed record DepthRun(int Depth, int Seed, int Epochs, double Accuracy, double Distance, double DcShare)
{
    /// <summary>The columns of a file of runs.</summary>
    public const string Header = "depth,seed,epochs,accuracy,distance,dc_share";

    /// <summary>Reads a file of runs, such as data/depth.csv.</summary>
    /// <param name="path">Comma-separated, with <see cref="Header"/> as its first line.</param>
    /// <exception cref="FormatException">A line is not as it should be; the message names it.</exception>
    public static ImmutableArray<DepthRun> Read(string path)
    {
        var table = CsvTable.Read(path, Header);
        return [.. Enumerable.Range(0, table.RowCount).Select(row => new DepthRun(table.Whole("depth", row), table.Whole("seed", row),
            table.Whole("epochs", row), table["accuracy"][row], table["distance"][row], table["dc_share"][row]))];
    }

    /// <summary>The row of this run in such a file. Four significant digits.</summary>
    public string Row() => string.Create(CultureInfo.InvariantCulture, $"{Depth},{Seed},{Epochs},{Accuracy:G4},{Distance:G4},{DcShare:G4}");

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Depth} {(Depth == 1 ? "layer" : "layers")}, seed {Seed}, {Epochs} epochs: accuracy {Accuracy:P1}, distance {Distance:G4}");
}
