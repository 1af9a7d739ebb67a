using System.Globalization;
using ReluDc.HeartRate;

namespace ReluDc.Tests.Fuzz;

/// <summary>Spoilt recordings and references: read to the end and sound, or refused in one line.</summary>
public sealed class RecordingFuzzTests : IDisposable
{
    private const int LongestLine = 1000; // of what is said about a file

    private static readonly string[] tokens =
        ["time_s,ppg\n", "time_s,ppg,acc_x,acc_y,acc_z\n", "start_s,hr_bpm\n", ",", "\n", ";", "\"", "\"\"", "1e308", "-1e308",
            "64.000000\n", "0,0,64\n", "9.999999e22", "0.03125,1\n", " ", "\"a\nb\"", "1600000000.00"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_spoilt_recording_is_read_whole_or_refused_in_one_line()
    {
        var seeds = Corpus.Of("recordings");
        new FuzzCampaign("recordings").Run(
            random => Mutations.Bytes(random, Mutations.Pick(random, seeds), tokens, Mutations.Pick(random, seeds)),
            input =>
            {
                File.WriteAllBytes(folder["r.csv"], input);
                Read(() => Check(RecordingFile.Read(folder["r.csv"])));
                Read(() => Check(RecordingFile.ReadReference(folder["r.csv"])));
            });
    }

    [Fact]
    public void A_spoilt_export_of_an_E4_is_read_whole_or_refused_in_one_line()
    {
        var seeds = Corpus.Of("recordings");
        var files = new[] { "BVP.csv", "ACC.csv" };
        byte[][] good = [.. seeds.Where(seed => seed.AsSpan().StartsWith("1600000000"u8))
            .OrderBy(seed => seed.AsSpan().IndexOf((byte)',') > 0)];
        new FuzzCampaign("E4 exports").Run(
            random => [(byte)random.NextInt(2),
                .. Mutations.Bytes(random, Mutations.Pick(random, good), tokens, Mutations.Pick(random, good))],
            input =>
            {
                for (var i = 0; i < files.Length; i++)
                    File.WriteAllBytes(folder[files[i]], input[0] == i ? input[1..] : good[i]);
                Read(() => Check(RecordingFile.Read(folder.Path)));
            });
    }

    private void Read(Action read)
    {
        try
        {
            read();
        }
        catch (FormatException e)
        {
            var name = Path.GetFileName(folder.Path); // which has a letter beyond ASCII
            var odd = e.Message.Replace(name, "", StringComparison.Ordinal).FirstOrDefault(letter => char.IsControl(letter)
                || char.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.Surrogate);
            Assert.True(odd == '\0' && !e.Message.Contains('\0', StringComparison.Ordinal), $"U+{(int)odd:x4} is in: {e.Message}");
            Assert.True(e.Message.Length < LongestLine, $"{e.Message.Length} characters are no line: {e.Message}");
        }
    }

    private static void Check(PpgRecording recording)
    {
        Assert.True(double.IsFinite(recording.StartS));
        Assert.True(recording.Windows >= 1);
        Assert.Equal(recording.Windows, recording.WindowStartsS.Distinct().Count());
        foreach (var signal in recording.Acceleration.Prepend(recording.Ppg))
        {
            Assert.Equal(PpgRecording.SampleRateHz, signal.SampleRateHz);
            Assert.Equal(recording.Ppg.Count, signal.Count);
            Assert.True(signal.Samples.All(double.IsFinite), "a sample is not finite");
        }
    }

    private static void Check(HeartRateReference reference)
    {
        Assert.NotEmpty(reference.RatesBpm);
        Assert.Equal(reference.StartsS.Length, reference.RatesBpm.Length);
        Assert.True(reference.RatesBpm.All(rate => rate is >= 20 and <= 300));
        Assert.True(reference.StartsS.All(double.IsFinite));
        Assert.NotEqual("", reference.ToString());
    }
}
