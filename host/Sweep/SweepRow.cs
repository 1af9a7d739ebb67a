using System.Globalization;
using System.Text;
using ReluDc.Networks;

namespace ReluDc.Notebooks;

/// <summary>What came of a notebook's draws: a row of data/sweep.csv.</summary>
/// <param name="Notebook">The notebook's name.</param>
/// <param name="Draws">How many there were, 1 or more.</param>
/// <param name="Seed">Of the random ones.</param>
/// <param name="Failed">Those at which a cell or a check failed.</param>
internal sealed record SweepRow(string Notebook, int Draws, int Seed, int Failed)
{
    private const string Head = "notebook,draws,seed,failed";

    /// <summary>Rows as a CSV file.</summary>
    public static byte[] Write(IEnumerable<SweepRow> rows) => Encoding.UTF8.GetBytes(string.Concat(rows.Select(row =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Notebook},{row.Draws},{row.Seed},{row.Failed}\n")).Prepend(Head + "\n")));

    /// <summary>The rows of a CSV file.</summary>
    /// <exception cref="FormatException">It is not such a table; the message is one line.</exception>
    public static IReadOnlyList<SweepRow> Read(string path)
    {
        var table = CsvTable.Read(path, Head, "notebook");
        return [.. Enumerable.Range(0, table.RowCount).Select(row => new SweepRow(table.Texts("notebook")[row], table.Whole("draws", row),
            table.Whole("seed", row), table.Whole("failed", row)))];
    }
}
