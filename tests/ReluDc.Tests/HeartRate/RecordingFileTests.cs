using System.Globalization;
using ReluDc.HeartRate;
using ReluDc.Networks;

namespace ReluDc.Tests.HeartRate;

/// <summary>Recordings of people's own: what is read, and what is refused.</summary>
public sealed class RecordingFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A pulse of 1.2 Hz with two harmonics, in closed form.</summary>
    private static double Pulse(double t) =>
        Math.Cos(2 * Math.PI * 1.2 * t) + 0.4 * Math.Cos(2 * Math.PI * 2.4 * t + 1) + 0.1 * Math.Cos(2 * Math.PI * 3.6 * t + 2);

    private string Write(string name, IEnumerable<string> lines)
    {
        File.WriteAllLines(folder[name], lines);
        return folder[name];
    }

    private static string Line(params double[] values) =>
        string.Join(',', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));

    private string Recording(double rateHz, double durationS, Func<int, double>? jitterS = null, Func<double, double>? ppg = null) =>
        Write("r.csv", Enumerable.Range(0, (int)(rateHz * durationS)).Select(n => n / rateHz + (jitterS?.Invoke(n) ?? 0))
            .Select(t => Line(t, (ppg ?? Pulse)(t))).Prepend("time_s,ppg"));

    [Fact]
    public void What_has_32_Hz_already_stays_as_it_is()
    {
        var recording = RecordingFile.Read(Recording(32, 20));
        Assert.Equal(640, recording.Ppg.Count);
        Assert.Equal(7, recording.Windows);
        Assert.Empty(recording.Acceleration);
        for (var n = 0; n < 640; n++)
            Assert.Equal(Pulse(n / 32.0), recording.Ppg.Samples[n]);
    }

    /// <summary>
    /// Away from the ends, where the filter sees half of its samples only, the pulse comes back to 1 part in 1000 of its amplitude; at
    /// 20 Hz 3.6 Hz lies well below the cut-off of 9 Hz.
    /// </summary>
    [Theory]
    [InlineData(20)]
    [InlineData(25)]
    [InlineData(50)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(116.99)]
    [InlineData(125)]
    [InlineData(500)]
    public void Any_rate_becomes_32_Hz(double rateHz)
    {
        var recording = RecordingFile.Read(Recording(rateHz, 20));
        Assert.Equal(PpgRecording.SampleRateHz, recording.Ppg.SampleRateHz);
        Assert.InRange(recording.Ppg.Count, 638, 640);
        for (var n = 40; n < 600; n++)
            Assert.Equal(Pulse(n / 32.0), recording.Ppg.Samples[n], 1e-3);
        for (var n = 0; n < recording.Ppg.Count; n++)
            Assert.Equal(Pulse(n / 32.0), recording.Ppg.Samples[n], 0.25); // at the ends one side is missing
    }

    [Fact]
    public void What_lies_above_16_Hz_does_not_fold_down()
    {
        var recording = RecordingFile.Read(Recording(100, 20, ppg: t => Pulse(t) + Math.Cos(2 * Math.PI * 20 * t)));
        for (var n = 40; n < 600; n++)
            Assert.Equal(Pulse(n / 32.0), recording.Ppg.Samples[n], 0.01); // −40 dB of the 20 Hz
    }

    [Fact]
    public void Time_stamps_may_jitter()
    {
        var random = new Pcg32(1);
        var recording = RecordingFile.Read(Recording(100, 20, _ => 0.003 * (random.NextDouble() - 0.5)));
        for (var n = 40; n < 600; n++)
            Assert.Equal(Pulse(n / 32.0), recording.Ppg.Samples[n], 0.02);
    }

    [Fact]
    public void Acceleration_comes_in_g_and_in_any_order_of_columns()
    {
        var recording = RecordingFile.Read(Write("r.csv", Enumerable.Range(0, 320)
            .Select(n => Line(0.1, 0.2, n / 32.0 + 5, 1, Pulse(n / 32.0))).Prepend("acc_x,acc_y,time_s,acc_z,ppg")));
        Assert.Equal([0.1, 0.2, 1.0], recording.Acceleration.Select(axis => axis.Samples[100]));
        Assert.Equal([5.0, 7.0], recording.WindowStartsS);
    }

    /// <summary>BVP at 64 Hz, ACC at 32 Hz and started later by 2.3 s: both are kept from there on, in step.</summary>
    [Theory]
    [InlineData(2.3)]
    [InlineData(-1.4)]
    [InlineData(0)]
    public void An_E4_export_is_brought_in_step(double laterS)
    {
        string[] bvp = ["1600000000.00", "64.000000", .. Enumerable.Range(0, 64 * 30).Select(n => Line(Pulse(n / 64.0)))];
        double Swing(double t) => Math.Sin(2 * Math.PI * 0.9 * t);
        var start = Line(1600000000 + laterS);
        string[] acc = [$"{start}, {start}, {start}", "32.000000, 32.000000, 32.000000", .. Enumerable.Range(0, 32 * 30)
            .Select(n => Line(Math.Round(20 * Swing(n / 32.0 + laterS)), 0, 64))];
        Write("BVP.csv", bvp);
        Write("ACC.csv", acc);
        var recording = RecordingFile.Read(folder.Path);
        Assert.Equal(Math.Max(0, laterS), recording.StartS, 1e-6);
        Assert.Equal(30 - Math.Abs(laterS), recording.Ppg.DurationS, 0.05);
        for (var n = 40; n < 800; n++)
        {
            var t = recording.StartS + n / 32.0;
            Assert.Equal(Pulse(t), recording.Ppg.Samples[n], 1e-3);
            Assert.Equal(20 / 64.0 * Swing(t), recording.Acceleration[0].Samples[n], 0.02); // whole counts: half of one is 0.008 g
            Assert.Equal(1, recording.Acceleration[2].Samples[n], 1e-9);
        }
        Assert.Equal(recording.Ppg.Samples, RecordingFile.Read(folder["BVP.csv"]).Ppg.Samples);
    }

    [Fact]
    public void A_reference_gives_the_rate_of_each_window()
    {
        var reference = RecordingFile.ReadReference(Write("hr.csv", ["start_s,hr_bpm", "0,70", "2,71.5", "4,73"]));
        Assert.Equal(71.5, reference.At(2));
        Assert.Equal(71.5, reference.At(2.9));
        Assert.Equal(73, reference.At(5));
        Assert.Null(reference.At(6));
    }

    private static IEnumerable<string> Good(int count, Func<int, string>? other = null) =>
        Enumerable.Range(0, count).Select(n => other?.Invoke(n) ?? Line(n / 32.0, Pulse(n / 32.0))).Prepend("time_s,ppg");

    public static TheoryData<string, string[], string[]> Refused => new()
    {
        { "empty file", [], ["empty", "time_s,ppg"] },
        { "no samples", ["time_s,ppg"], ["no rows below"] },
        { "word", [.. Good(300, n => n == 7 ? "0.21875,abc" : null!)], ["line 9", "ppg is abc", "finite number"] },
        { "decimal comma", [.. Good(300, n => n == 7 ? "0,21875,1,5" : null!)], ["line 9", "4 fields; 2", "point"] },
        { "missing field", [.. Good(300, n => n == 7 ? "0.21875" : null!)], ["line 9", "1 fields; 2"] },
        { "no time", [.. Good(300, n => n == 7 ? ",1" : null!)], ["line 9", "time_s is empty"] },
        { "time stands", [.. Good(300, n => n == 7 ? Line(6 / 32.0, 1) : null!)], ["line 9", "time_s", "rise"] },
        { "constant", ["time_s,ppg", .. Enumerable.Range(0, 300).Select(n => Line(n / 32.0, 3))], ["never changes", "3"] },
        { "short", [.. Good(200)], ["8 s is the least"] },
        { "too slow", ["time_s,ppg", .. Enumerable.Range(0, 300).Select(n => Line(n / 10.0, Pulse(n / 10.0)))],
            ["10 samples a second", "20 to 2000"] },
        { "too fast", ["time_s,ppg", .. Enumerable.Range(0, 9000).Select(n => Line(n / 4000.0, Pulse(n / 4000.0)))],
            ["4000 samples a second", "20 to 2000"] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_not_as_it_should_be_is_refused_in_one_line(string what, string[] lines, string[] said)
    {
        var file = Write("r.csv", lines);
        var message = Assert.Throws<FormatException>(() => RecordingFile.Read(file)).Message;
        Assert.All(said.Prepend(file), part =>
            Assert.True(message.Contains(part, StringComparison.Ordinal), $"{what}: {part} is not in: {message}"));
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("0,1.2", "hertz")]
    [InlineData("0,850", "interval in ms")]
    [InlineData("0,7", "20 to 300")]
    [InlineData("0,70\n0,71", "rise")]
    [InlineData("0,70,1", "3 fields; 2")]
    public void A_reference_that_is_none_is_refused(string rows, string said)
    {
        var file = Write("hr.csv", ["start_s,hr_bpm", rows]);
        Assert.Contains(said, Assert.Throws<FormatException>(() => RecordingFile.ReadReference(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_E4_files_that_do_not_meet_are_refused()
    {
        Assert.Contains("no such file",
            Assert.Throws<FormatException>(() => RecordingFile.Read(folder["nothing.csv"])).Message,
            StringComparison.Ordinal);
        Assert.Contains("BVP.csv: there is no such file",
            Assert.Throws<FormatException>(() => RecordingFile.Read(folder.Path)).Message,
            StringComparison.Ordinal);
        Write("BVP.csv", ["1600000000", "64", .. Enumerable.Range(0, 64 * 20).Select(n => Line(Pulse(n / 64.0)))]);
        Write("ACC.csv", ["1600000015,1600000015,1600000015", "32,32,32", .. Enumerable.Range(0, 32 * 20).Select(_ => "0,0,64")]);
        Assert.Contains("5 s in common",
            Assert.Throws<FormatException>(() => RecordingFile.Read(folder.Path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Real_recordings_are_read()
    {
        var (stairs, reference) = RealRecordings.Stairs();
        Assert.Equal((215, 215, 3), (stairs.Windows, reference.RatesBpm.Length, stairs.Acceleration.Length));
        var rest = RealRecordings.Rest().ToList();
        Assert.Equal((21, 792), (rest.Count, rest
            .Sum(pair => pair.Recording.WindowStartsS.Count(start => pair.Reference.At(start) is not null))));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(RealRecordings.Folder(), "heartpy"), "*_32hz.csv").Select(RecordingFile.Read)
            .Count());
    }
}
