using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>One file of an Empatica E4 export: when it starts, at what rate, and its columns.</summary>
internal sealed record E4File(string Path, double StartS, double RateHz, ImmutableArray<ImmutableArray<double>> Columns)
{
    /// <summary>
    /// Reads one: the first line has the start in seconds since 1970, the second the rate in hertz, once for each column; below them are
    /// the samples.
    /// </summary>
    public static E4File Read(string path, int columns)
    {
        var all = CsvTable.ReadColumns(path, columns);
        if (all[0].Length < 3)
            throw new FormatException($"{path}: {all[0].Length} lines; allowed: the start time, the rate, and samples");
        if (all.Any(column => column[0] != all[0][0] || column[1] != all[0][1]))
            throw new FormatException($"{path}, lines 1 and 2: start time and rate are to be the same in each of the {columns} columns");
        return new(path, all[0][0], all[0][1], [.. all.Select(column => column[2..])]);
    }
}
