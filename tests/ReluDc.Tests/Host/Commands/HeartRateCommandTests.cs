using System.Globalization;
using System.Text.RegularExpressions;
using ReluDc.HeartRate;

namespace ReluDc.Tests.Host.Commands;

/// <summary>The commands for recordings: what they print, what they make, what they refuse.</summary>
public sealed class HeartRateCommandTests
{
    [Fact]
    public async Task One_recording_is_read_window_by_window_and_drawn()
    {
        using var folder = new TemporaryFolder();
        var made = await HostProcess.RunAsync(folder.Path, ["synthesize", "walk", "--seconds", "40", "--seed", "3", "--out", "mine.csv"]);
        Assert.Equal((0, "mine.csv\nmine_hr.csv"), (made.ExitCode, made.Output.Trim()));
        var run = await HostProcess.RunAsync(folder.Path, ["heart-rate", "mine.csv", "--out", "page"]);
        Assert.Equal(0, run.ExitCode);
        var lines = run.Output.Split('\n');
        Assert.Equal("mine.csv: 40 s with acceleration, 17 windows", lines[0]);
        // 17 windows: start, reading or dash, band, confidence, truth.
        var rows = lines.Where(line => Regex.IsMatch(line, @"^ +\d+ +([\d.]+|–) +\d+–\d+ +[01]\.\d\d +[\d.]+$"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(Enumerable.Range(0, 17).Select(k => $"{2 * k}"), rows.Select(row => row[0]));
        Assert.Equal(File.ReadAllLines(folder["mine_hr.csv"]).Skip(1)
            .Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture).ToString("F1", CultureInfo.InvariantCulture)),
            rows.Select(row => row[4]));
        Assert.Contains("network, tracked", run.Output, StringComparison.Ordinal);
        Assert.Equal(Path.Combine("page", "mine.html"), lines[^2]);
        var page = File.ReadAllText(folder["page/mine.html"]);
        Assert.Contains("<h1>Heart rate of mine.csv</h1>", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<svg").Length - 1); // for wide screens and for narrow ones
        Assert.Contains("<th scope=\"row\">network, tracked</th>", page, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder["page"]));
        // Read from the past alone: other readings, in as many windows, and the page says so.
        var causal = await HostProcess.RunAsync(folder.Path, ["heart-rate", "mine.csv", "--causal", "--out", "page"]);
        Assert.Equal(0, causal.ExitCode);
        Assert.Equal(lines.Length, causal.Output.Split('\n').Length);
        Assert.NotEqual(run.Output, causal.Output);
        Assert.Contains("Read as it came", File.ReadAllText(folder["page/mine.html"]), StringComparison.Ordinal);
        Assert.DoesNotContain("Read as it came", page, StringComparison.Ordinal);
    }

    /// <summary>A file as a spreadsheet in Germany saves it: what is guessed is printed, and the readings go to a table.</summary>
    [Fact]
    public async Task Guesses_are_printed_and_readings_are_written()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["mine.csv"], File.ReadLines(Path.Combine(Checkout.Root, "data", "rest.csv")).Select((line, i) => i == 0
            ? "time;green;x;y;z"
            : line.Replace(',', ';').Replace('.', ',')));
        File.Copy(Path.Combine(Checkout.Root, "data", "rest_hr.csv"), folder["mine_hr.csv"]);
        var run = await HostProcess.RunAsync(folder.Path, ["heart-rate", "mine.csv", "--csv", "readings.csv", "--out", "page"]);
        Assert.Equal(0, run.ExitCode);
        foreach (var guess in new[] { "semicolons, and decimals begin with a comma", "times: time; PPG: green; acceleration: x, y, z",
            "times are taken for seconds: that makes 32 samples a second", "acceleration is taken for g" })
            Assert.Matches($@"(?m)^  .*{guess}", run.Output);
        var rows = File.ReadAllLines(folder["readings.csv"]);
        Assert.Equal("start_s,hr_bpm,low_bpm,high_bpm,confidence,truth_bpm", rows[0]);
        Assert.Equal(28, rows.Length);
        Assert.All(rows.Skip(1), (row, window) => Assert.Matches($@"^{2 * window},(\d+\.\d)?,\d+\.\d,\d+\.\d,[01]\.\d+,\d+\.\d$", row));
        Assert.DoesNotContain("no accelerometer", run.Output, StringComparison.Ordinal);
        File.WriteAllLines(folder["bare.csv"], File.ReadLines(folder["mine.csv"]).Select(row => string.Join(';', row.Split(';')[..2])));
        var bare = await HostProcess.RunAsync(folder.Path, ["heart-rate", "bare.csv", "--out", "page"]);
        Assert.Contains("\n  no accelerometer: in motion, steps may be read as a pulse\n", bare.Output, StringComparison.Ordinal);
        File.WriteAllText(folder["other.csv"], "mine\n");
        var refused = await HostProcess.RunAsync(folder.Path, ["heart-rate", "mine.csv", "--csv", "other.csv"]);
        Assert.Equal((2, "mine\n"), (refused.ExitCode, File.ReadAllText(folder["other.csv"])));
        Assert.Contains("--csv other.csv is a file of another kind, and stays", refused.Errors, StringComparison.Ordinal);
    }

    /// <summary>A recording that counts from 1970, and a reference that counts from 0.</summary>
    [Theory]
    [InlineData("mine.csv", "--reference", "truth.csv")]
    [InlineData("set")]
    public async Task A_reference_on_another_clock_is_refused_in_one_line(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var (recording, reference) = Activity.Rest.Draw(30, 1);
        PpgRecording late = new(recording.Name, recording.Ppg, recording.Acceleration, 1_600_000_000);
        Directory.CreateDirectory(folder["set"]);
        foreach (var (signals, truth) in new[] { ("mine.csv", "truth.csv"), ("set/mine.csv", "set/mine_hr.csv") })
        {
            File.WriteAllLines(folder[signals], RecordingFile.Lines(late));
            File.WriteAllLines(folder[truth], RecordingFile.Lines(reference));
        }
        var run = await HostProcess.RunAsync(folder.Path, ["heart-rate", .. arguments]);
        Assert.Equal(4, run.ExitCode);
        var line = run.Errors.Trim().Split('\n')[^1];
        Assert.Contains("its windows begin from 0 to 22 s, those of mine.csv from 1600000000 to 1600000022 s", line,
            StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Errors, StringComparison.Ordinal);
        Assert.Equal("", run.Output.Trim());
    }

    [Fact]
    public async Task A_folder_of_recordings_is_compared_design_by_design()
    {
        var run = await HostProcess.RunAsync(Checkout.Root, ["heart-rate", "data"]);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("data: 3 recordings; errors in BPM", run.Output, StringComparison.Ordinal);
        foreach (var design in new[]
            { "FFT peak", "FFT peak, motion removed", "spectrum, tracked", "network", "network, tracked", "predicting the mean" })
            Assert.Matches($@"(?m)^  {design} +81 +[\d.]+", run.Output);
    }

    /// <summary>data/'s recordings are what the command in its README makes.</summary>
    [Theory]
    [InlineData("rest")]
    [InlineData("walk")]
    [InlineData("run")]
    public void The_recordings_in_data_are_what_the_command_makes(string name)
    {
        var (recording, reference) = Activity.All.Single(activity => activity.Name == name).Draw(60, 1);
        Assert.Equal(File.ReadAllLines(Path.Combine(Checkout.Root, "data", $"{name}.csv")), RecordingFile.Lines(recording));
        Assert.Equal(File.ReadAllLines(Path.Combine(Checkout.Root, "data", $"{name}_hr.csv")), RecordingFile.Lines(reference));
        var read = RecordingFile.Read(Path.Combine(Checkout.Root, "data", $"{name}.csv"));
        Assert.Equal(27, read.Windows);
        Assert.Equal(recording.Acceleration[2].Samples[77], read.Acceleration[2].Samples[77], 1e-6);
    }

    [Theory]
    [InlineData(4, "nothing.csv: there is no such file or folder", "heart-rate", "nothing.csv")]
    [InlineData(4, "start_s,hr_bpm names no column of times", "heart-rate", "DATA/rest_hr.csv")]
    [InlineData(4, "allowed: NAME.csv or NAME_32hz.csv with NAME_hr.csv", "heart-rate", ".")]
    [InlineData(4, "not a Keras model", "heart-rate", "DATA", "--weights", "DATA/rest.csv")]
    [InlineData(2, "--reference: allowed with one recording", "heart-rate", "DATA", "--reference", "DATA/rest_hr.csv")]
    [InlineData(2, "--csv: allowed with one recording", "heart-rate", "DATA", "--csv", "x.csv")]
    [InlineData(2, "--csv DATA is a folder", "heart-rate", "DATA/rest.csv", "--csv", "DATA")]
    [InlineData(2, "--csv is empty", "heart-rate", "DATA/rest.csv", "--csv", "")]
    [InlineData(2, "--svg DATA is a folder", "graph", "DATA/../notebooks/01-what-relu-does-to-a-tone.ipynb", "--svg", "DATA")]
    [InlineData(2, "--weights: allowed without --causal", "heart-rate", "DATA/rest.csv", "--weights", "x.h5", "--causal")]
    [InlineData(2, "swim: no such activity; allowed: rest, walk, run", "synthesize", "swim", "--out", "x.csv")]
    [InlineData(2, "--seconds 5: allowed: 8 or more", "synthesize", "rest", "--seconds", "5", "--out", "x.csv")]
    public async Task What_cannot_be_is_refused_in_one_line(int exitCode, string message, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var run = await HostProcess.RunAsync(folder.Path,
            [.. arguments.Select(argument => argument.Replace("DATA", Path.Combine(Checkout.Root, "data"), StringComparison.Ordinal))]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message.Replace("DATA", Path.Combine(Checkout.Root, "data"), StringComparison.Ordinal), run.Errors,
            StringComparison.Ordinal);
        Assert.Single(run.Errors.Trim().Split('\n'));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
