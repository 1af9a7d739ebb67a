using System.Text;
using ReluDc.Engine;
using ReluDc.HeartRate;
using static System.FormattableString;

namespace ReluDc.Notebooks;

/// <summary>A table of heart rates that a command writes for other programs: a row for each window of a recording.</summary>
internal static class ReadingsFile
{
    /// <summary>Its first line. hr_bpm is empty where there is no reading, truth_bpm where there is no reference.</summary>
    public const string Header = "start_s,hr_bpm,low_bpm,high_bpm,confidence,truth_bpm";

    /// <summary>The file, looked at before the work.</summary>
    /// <exception cref="UsageException">It is a folder, a device, or a file of another kind.</exception>
    public static string Checked(string path)
    {
        ExistingFile.Begins(Destination.NewFile(path, "--csv"), Header, "another --csv", "--csv");
        return path;
    }

    /// <summary>Writes it.</summary>
    public static void Write(string path, IEnumerable<HeartRateEstimate> estimates, HeartRateReference? reference)
    {
        var rows = estimates.Select(e => Invariant($"{e.StartS:0.###},{e.ReadingBpm:F1},{e.LowBpm:F1},{e.HighBpm:F1},")
            + Invariant($"{e.Confidence:F3},{reference?.At(e.StartS):F1}"));
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(Header)) + "\n"));
    }
}
