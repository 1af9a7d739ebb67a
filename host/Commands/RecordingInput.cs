using ReluDc.HeartRate;

namespace ReluDc.Notebooks;

/// <summary>Files of users' own, read with bounded memory; what cannot be read is refused in one line that names the file.</summary>
internal static class RecordingInput
{
    private const long MostMegabytes = 200; // some 20 hours of five columns at 64 Hz

    /// <summary>A recording: a CSV file, or an E4 export's folder.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public static PpgRecording Recording(string path)
    {
        string[] files = Directory.Exists(path) ? [Path.Combine(path, "BVP.csv"), Path.Combine(path, "ACC.csv")] : [path];
        return Read(path, files, RecordingFile.Read);
    }

    /// <summary>True heart rates.</summary>
    /// <exception cref="FormatException">They cannot be read.</exception>
    public static HeartRateReference Reference(string path) => Read(path, [path], RecordingFile.ReadReference);

    /// <summary>Those of a recording.</summary>
    /// <exception cref="FormatException">They cannot be read, or are on another clock: no window has one.</exception>
    public static HeartRateReference Reference(string path, PpgRecording recording)
    {
        var reference = Reference(path);
        return recording.WindowStartsS.Any(start => reference.At(start) is not null) ? reference : throw new FormatException(
            FormattableString.Invariant($"{path}: its windows begin from {reference.StartsS[0]:0.###} to {reference.StartsS[^1]:0.###} s, ")
            + FormattableString.Invariant($"those of {recording.Name} from {recording.StartS:0.###} to ")
            + FormattableString.Invariant($"{recording.WindowStartsS.Last():0.###} s, and none is the same; allowed: both on one clock"));
    }

    /// <summary>The paper's network.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public static PaperNetwork Weights(string path) => Read(path, [path], PaperNetwork.Read);

    private static T Read<T>(string path, IEnumerable<string> files, Func<string, T> read)
    {
        try
        {
            foreach (var file in files.Where(File.Exists))
                Check(file);
            return read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static void Check(string file)
    {
        // A pipe and a device have no length: the one would be waited for, the other may never end.
        var length = new FileInfo(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file).Length;
        if (length is 0 or > MostMegabytes * 1_000_000)
            throw new FormatException($"{file}: {(length == 0 ? "it is empty, or no ordinary file" : $"it has {length / 1_000_000} MB")}; "
                + $"allowed: a file of at most {MostMegabytes} MB");
    }
}
