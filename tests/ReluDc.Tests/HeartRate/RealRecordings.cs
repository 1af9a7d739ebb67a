using ReluDc.HeartRate;
using ReluDc.Networks;

namespace ReluDc.Tests.HeartRate;

/// <summary>Recordings of people, where the machine has them: they are no part of the project.</summary>
internal static class RealRecordings
{
    /// <summary>The folder that RELUDC_PPG_DATA names. Without it the test is skipped.</summary>
    public static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("RELUDC_PPG_DATA");
        Assert.SkipUnless(Directory.Exists(folder), "real recordings: RELUDC_PPG_DATA names no folder of them");
        return folder!;
    }

    /// <summary>PPG-DaLiA, subject 6 on stairs.</summary>
    public static (PpgRecording Recording, HeartRateReference Reference) Stairs()
    {
        var folder = Path.Combine(Folder(), "dalia-s6-stairs");
        return (RecordingFile.Read(Path.Combine(folder, "signal.csv")), RecordingFile.ReadReference(Path.Combine(folder, "hr.csv")));
    }

    /// <summary>21 recordings of people who sit.</summary>
    public static IEnumerable<(PpgRecording Recording, HeartRateReference Reference)> Rest() =>
        from file in Directory.GetFiles(Path.Combine(Folder(), "welltory-rest"), "*_32hz.csv").Order(StringComparer.Ordinal)
        select (RecordingFile.Read(file), RecordingFile.ReadReference(file.Replace("_32hz", "_hr", StringComparison.Ordinal)));
}
