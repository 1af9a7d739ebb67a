using System.Globalization;
using System.IO.Compression;
using System.Text;
using ReluDc.HeartRate;

namespace ReluDc.Tests.HeartRate;

/// <summary>Files as people have them: each kind gives the same recording, and says what was guessed; or is named as what it is.</summary>
public sealed class RecordingKindTests : IDisposable
{
    private const double Gravity = 9.80665;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A pulse of 1.2 Hz with two harmonics, in closed form.</summary>
    private static double Pulse(double t) =>
        Math.Cos(2 * Math.PI * 1.2 * t) + 0.4 * Math.Cos(2 * Math.PI * 2.4 * t + 1) + 0.1 * Math.Cos(2 * Math.PI * 3.6 * t + 2);

    /// <summary>Acceleration in g along an axis; gravity lies along the last.</summary>
    private static double Swing(int axis, double t) => 0.2 * Math.Sin(2 * Math.PI * (0.7 + axis) * t) + (axis == 2 ? 1 : 0);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Rows(double rateHz, Func<double, int, string> row, double durationS = 20) =>
        Enumerable.Range(0, (int)(rateHz * durationS)).Select(n => row(n / rateHz, n));

    private static string Plain(double t, double perS = 1, double start = 0) => $"{Number(start + t * perS)},{Number(Pulse(t))}";

    private static string Moving(double t, double perG = 1, double gravity = 1) => $"{Number(t)},{Number(Pulse(t))},"
        + string.Join(',', Enumerable.Range(0, 3).Select(axis => Number(perG * (Swing(axis, t) - (axis == 2 ? 1 - gravity : 0)))));

    private static string Date(double t) => DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_000 + (long)Math.Round(1000 * t))
        .ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static string Comma(string row) => row.Replace(',', ';').Replace('.', ',');

    /// <summary>Files without acceleration: name, lines, and what is said.</summary>
    public static TheoryData<string, string[], string[]> Still => new()
    {
        { "own form", ["time_s,ppg", .. Rows(32, (t, _) => Plain(t))], [] },
        { "timestamp", ["timestamp,bvp", .. Rows(50, (t, _) => Plain(t))], ["times: timestamp; PPG: bvp", "taken for seconds"] },
        { "capitals", ["Time,PPG", .. Rows(50, (t, _) => Plain(t))], ["times: Time; PPG: PPG", "seconds"] },
        { "milliseconds", ["t,green", .. Rows(50, (t, _) => Plain(t, 1000))], ["milliseconds: that makes 50"] },
        { "milliseconds, told", ["time_ms,ppg", .. Rows(50, (t, _) => Plain(t, 1000))], ["times: time_ms"] },
        { "microseconds", ["time,ppg", .. Rows(50, (t, _) => Plain(t, 1e6))], ["microseconds"] },
        { "epoch in milliseconds", ["time,ppg", .. Rows(50, (t, _) => Plain(t, 1000, 1.6e12))],
            ["milliseconds", "from 1970: the first is 2020-09-13 12:26:40"] },
        { "dates", ["datetime,ppg", .. Rows(50, (t, _) => $"{Date(t)},{Number(Pulse(t))}")], ["times: datetime", "from 1970"] },
        { "unit in brackets", ["Time [ms],PPG (a.u.)", .. Rows(50, (t, _) => Plain(t, 1000))], ["times: Time [ms]; PPG: PPG (a.u.)"] },
        { "unit row", ["time,ppg", "ms,a.u.", .. Rows(50, (t, _) => Plain(t, 1000))], ["units: ms, a.u."] },
        { "semicolons", ["time_s;ppg", .. Rows(50, (t, _) => Plain(t).Replace(',', ';'))], ["semicolons", "a point"] },
        { "decimal comma", ["time_s;ppg", .. Rows(50, (t, _) => Comma(Plain(t)))], ["semicolons", "a comma"] },
        { "tabs", ["time_s\tppg", .. Rows(50, (t, _) => Plain(t).Replace(',', '\t'))], ["tabs"] },
        { "blanks", ["time_s ppg", .. Rows(50, (t, _) => Plain(t).Replace(",", "   ", StringComparison.Ordinal))], ["blanks"] },
        { "quotes", ["\"time_s\",\"ppg\"", .. Rows(50, (t, _) => $"\"{Plain(t).Replace(",", "\",\"", StringComparison.Ordinal)}\"")], [] },
        { "Excel's line", ["sep=;", "time_s;ppg", .. Rows(50, (t, _) => Comma(Plain(t)))], ["semicolons"] },
        { "comments", ["# a device", "# 2024", "time_s,ppg", .. Rows(50, (t, _) => Plain(t))], ["comment lines left out: 2"] },
        { "names in a comment", ["# time_s,ppg", .. Rows(50, (t, _) => Plain(t))], ["comment lines left out: 1"] },
        { "no names", [.. Rows(50, (t, _) => Plain(t))], ["the first is taken for times", "seconds"] },
        { "other columns", ["index,time_s,ppg,label", .. Rows(50, (t, n) => $"{n},{Plain(t)},sitting")], ["left out: index, label"] },
        { "1 kHz", ["time,ppg", .. Rows(1000, (t, _) => Plain(t, 1000))], ["1000 samples a second"] },
        { "2 kHz", ["time_s,ppg", .. Rows(2000, (t, _) => Plain(t))], [] },
        { "a comma at the end", ["time_s,ppg", .. Rows(50, (t, _) => Plain(t) + ",")], [] },
    };

    [Theory]
    [MemberData(nameof(Still))]
    public void A_file_of_any_kind_is_read_rightly_and_says_what_was_guessed(string what, string[] lines, string[] said)
    {
        var recording = Read(lines);
        Said(what, recording, said);
        Assert.Empty(recording.Acceleration);
        Assert.InRange(recording.Ppg.Count, 636, 640);
        for (var n = 40; n < 590; n++)
            Assert.Equal(Pulse(n / 32.0), recording.Ppg.Samples[n], 2e-3);
    }

    /// <summary>Files with acceleration: name, lines, what is said, and how much of gravity is in the result.</summary>
    public static TheoryData<string, string[], string[], double> InMotion => new()
    {
        { "own form", ["time_s,ppg,acc_x,acc_y,acc_z", .. Rows(50, (t, _) => Moving(t))], [], 1 },
        { "short names", ["time_s,ppg,x,y,z", .. Rows(50, (t, _) => Moving(t))], ["acceleration: x, y, z", "taken for g"], 1 },
        { "m/s²", ["time_s,ppg,ax,ay,az", .. Rows(50, (t, _) => Moving(t, Gravity))], ["taken for m/s²: its median length is 9.9"], 1 },
        { "m/s², told", ["time_s,ppg,acc_x_ms2,acc_y_ms2,acc_z_ms2", .. Rows(50, (t, _) => Moving(t, Gravity))], ["acc_x_ms2"], 1 },
        { "mg, told", ["time_s,ppg,x [mg],y [mg],z [mg]", .. Rows(50, (t, _) => Moving(t, 1000))], ["x [mg]"], 1 },
        { "counts", ["time_s,ppg,acc_x,acc_y,acc_z", .. Rows(50, (t, _) => Moving(t, 16384))], ["raw counts", "1 g of gravity"], 1 },
        { "no gravity", ["time_s,ppg,acc_x,acc_y,acc_z", .. Rows(50, (t, _) => Moving(t, 1, gravity: 0))], ["g without gravity"], 0 },
        { "m/s², no gravity, told", ["time_s,ppg,ax (m/s^2),ay (m/s^2),az (m/s^2)", .. Rows(50, (t, _) => Moving(t, Gravity, gravity: 0))],
            ["ax (m/s^2)"], 0 },
        { "no names", [.. Rows(50, (t, _) => Moving(t))], ["the others for acceleration", "taken for g"], 1 },
        { "half as often", ["time_s,ppg,acc_x,acc_y,acc_z", .. Rows(100, (t, n) => n % 2 == 0 ? Moving(t) : Plain(t) + ",,,")],
            [], 1 },
    };

    [Theory]
    [MemberData(nameof(InMotion))]
    public void Acceleration_of_any_unit_becomes_g(string what, string[] lines, string[] said, double gravity)
    {
        var recording = Read(lines);
        Said(what, recording, said);
        for (var axis = 0; axis < 3; axis++)
            for (var n = 40; n < 590; n++)
                // Counts are divided by their median length, which movement makes 2 % longer than gravity.
                Assert.Equal(Swing(axis, n / 32.0) - (axis == 2 ? 1 - gravity : 0), recording.Acceleration[axis].Samples[n], 0.03);
    }

    [Fact]
    public void One_axis_alone_is_read_and_the_others_are_still()
    {
        var recording = Read(["time_s,ppg,acc_z", .. Rows(50, (t, _) => $"{Plain(t)},{Number(Swing(2, t))}")]);
        Said("one axis", recording, ["2 of three axes are not there"]);
        Assert.Equal(0, recording.Acceleration[0].Peak);
        Assert.Equal(Swing(2, 10), recording.Acceleration[2].Samples[320], 0.01);
    }

    /// <summary>A gap of three seconds, and two fields that say nothing: straight lines, and each is said.</summary>
    [Fact]
    public void Gaps_up_to_four_seconds_are_bridged_and_told()
    {
        var gap = Read(["time_s,ppg", .. Rows(50, (t, _) => Plain(t)).Where((_, n) => n is < 400 or >= 550)]);
        Said("gap", gap, ["ppg: a gap bridged", "3.02 s of 19.98 s", "before line 402"]);
        Assert.Equal(640, gap.Ppg.Count, 2.0);
        var (from, to) = (Pulse(399 / 50.0), Pulse(550 / 50.0));
        for (var n = 280; n < 330; n++)
            Assert.Equal(from + (to - from) * (n / 32.0 - 399 / 50.0) * 50 / 151, gap.Ppg.Samples[n], 0.02);
        for (var n = 400; n < 590; n++)
            Assert.Equal(Pulse(n / 32.0), gap.Ppg.Samples[n], 2e-3);
        foreach (var nothing in new[] { "NaN", "", "null", "inf" })
            Said(nothing, Read(["time_s,ppg", .. Rows(50, (t, n) => n is 300 or 310 ? $"{Number(t)},{nothing}" : Plain(t))]),
                ["2 fields without a number"]);
    }

    public static TheoryData<string, string[], string[]> Refused => new()
    {
        { "names that say nothing", ["a,b", "0,1"], ["a,b names no column of times", "such as time_s,ppg"] },
        { "no PPG", ["time_s,x,y,z", .. Rows(50, (t, _) => $"{Number(t)},0,0,1")], ["no column of the PPG", "green"] },
        { "one column", [.. Rows(50, (t, _) => Number(Pulse(t)))], ["1 column without names", "time_s,ppg"] },
        { "three columns", [.. Rows(50, (t, _) => Plain(t) + ",1")], ["3 columns without names"] },
        { "counted samples", [.. Rows(50, (t, n) => $"{n},{Number(Pulse(t))}")], ["counts samples", "time_s"] },
        { "a column twice", ["time_s,ppg,ppg", .. Rows(50, (t, _) => Plain(t) + ",1")], ["two columns are called ppg"] },
        { "seconds that are none", ["time_s,ppg", .. Rows(50, (t, _) => Plain(t, 1000))], ["milliseconds: divide by 1000"] },
        { "a gap of five seconds", ["time_s,ppg", .. Rows(50, (t, _) => Plain(t)).Where((_, n) => n is < 400 or >= 650)],
            ["line 402", "a gap of 5.02 s", "at most 4 s"] },
        { "comma and point", ["time_s;ppg", .. Rows(50, (t, n) => n == 3 ? Plain(t).Replace(',', ';') : Comma(Plain(t)))],
            ["with a point"] },
        { "no unit", ["time_s,ppg,x,y,z", .. Rows(50, (t, _) => Moving(t, 5000, gravity: 0))], ["no unit that could be told", "acc_x_g"] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_told_is_refused_in_one_line(string what, string[] lines, string[] said)
    {
        var message = Assert.Throws<FormatException>(() => Read(lines)).Message;
        Assert.All(said, part => Assert.True(message.Contains(part, StringComparison.Ordinal), $"{what}: {part} is not in: {message}"));
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void What_is_no_text_is_named_as_what_it_is()
    {
        foreach (var (name, entry, said) in new[] { ("a.xlsx", "xl/workbook.xml", "spreadsheet"), ("a.zip", "signal.csv", "zip archive") })
        {
            using (var archive = ZipFile.Open(folder[name], ZipArchiveMode.Create))
            using (var writer = new StreamWriter(archive.CreateEntry(entry).Open()))
                writer.Write("time_s,ppg\n0,1\n");
            Assert.Contains(said, Assert.Throws<FormatException>(() => RecordingFile.Read(folder[name])).Message, StringComparison.Ordinal);
        }
        File.WriteAllBytes(folder["a.bin"], [1, 2, 0, 3]);
        Assert.Contains("no text", Assert.Throws<FormatException>(() => RecordingFile.Read(folder["a.bin"])).Message,
            StringComparison.Ordinal);
        File.WriteAllLines(folder["wide.csv"], Rows(50, (t, _) => Plain(t).Replace(',', '\t')).Prepend("time_s\tppg"), Encoding.Unicode);
        Assert.Equal(Pulse(10), RecordingFile.Read(folder["wide.csv"]).Ppg.Samples[320], 2e-3); // spreadsheets' Unicode text is text
    }

    private PpgRecording Read(IEnumerable<string> lines)
    {
        File.WriteAllLines(folder["r.csv"], lines);
        return RecordingFile.Read(folder["r.csv"]);
    }

    private static void Said(string what, PpgRecording recording, string[] said)
    {
        var all = string.Join('\n', recording.Remarks);
        Assert.All(said, part => Assert.True(all.Contains(part, StringComparison.Ordinal), $"{what}: {part} is not in: {all}"));
        Assert.Equal(said.Length == 0, recording.Remarks.IsEmpty);
    }
}
