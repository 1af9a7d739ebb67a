using System.Diagnostics;
using Xunit;

namespace ReluDc.Tests.Host.Commands;

/// <summary>The experiment command: what it makes, what an interruption leaves, what it refuses.</summary>
public sealed class ExperimentCommandTests
{
    [Fact]
    public async Task An_interrupted_experiment_goes_on_where_it_stopped_and_ends_with_the_same_file()
    {
        using var folder = new TemporaryFolder();
        string[] Arguments(string file) => ["experiment", "convergence", "--repetitions", "1", "--out", file];
        var whole = await HostProcess.RunAsync(folder.Path, Arguments("whole.csv"));
        Assert.Equal((0, "whole.csv"), (whole.ExitCode, whole.Output.Trim()));
        Assert.False(File.Exists(folder["whole.csv.part"]));

        // As a killed run leaves it: one part whole, of the next a few rows and half a line.
        var lines = File.ReadAllLines(folder["whole.csv"]);
        var relu = lines.Where(line => line.StartsWith("ReLU,", StringComparison.Ordinal))
            .Select(line => line.Replace(",60,", ",61,", StringComparison.Ordinal)).ToList();
        File.WriteAllText(folder["rest.csv.part"],
            string.Join('\n', [.. relu, "#ReLU, repetition 1", .. lines.Skip(1).Take(3), "linear,1,0.4"]));
        var rest = await HostProcess.RunAsync(folder.Path, Arguments("rest.csv"));
        Assert.Equal(0, rest.ExitCode);
        Assert.Contains("going on: 1 of 3 runs are in", rest.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["rest.csv.part"]));
        // The part that was there was taken as it was (its epoch 61 tells); the others were computed to the same digits.
        Assert.Equal(lines.Select(line => line.StartsWith("ReLU,", StringComparison.Ordinal)
            ? line.Replace(",60,", ",61,", StringComparison.Ordinal)
            : line), File.ReadAllLines(folder["rest.csv"]));
    }

    [Fact]
    public async Task Ctrl_c_leaves_what_is_done_and_says_how_to_go_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signal");
        using var folder = new TemporaryFolder();
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            ["exec", HostProcess.Program, "experiment", "convergence", "--repetitions", "50", "--jobs", "1", "--out", folder["runs.csv"]])
        {
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        for (var waited = 0; waited < 600
            && !(File.Exists(folder["runs.csv.part"]) && File.ReadAllText(folder["runs.csv.part"]).Contains('#')); waited++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("the same command goes on with it", await errors, StringComparison.Ordinal);
        Assert.Contains("#linear, repetition 1", File.ReadAllText(folder["runs.csv.part"]), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["runs.csv"]));
    }

    [Theory]
    [InlineData("nonsense: no such experiment; allowed: convergence, ablations", "nonsense")]
    [InlineData("--repetitions 0: allowed: a whole number from 1 to 10000", "convergence", "--repetitions", "0")]
    public async Task What_cannot_be_is_refused_in_one_line(string message, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var run = await HostProcess.RunAsync(folder.Path, ["experiment", .. arguments]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
