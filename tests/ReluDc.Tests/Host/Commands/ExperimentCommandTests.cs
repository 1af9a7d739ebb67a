using System.Diagnostics;
using ReluDc.Networks;
using ReluDc.Notebooks;
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
            string.Join('\n', [$"#journal 2 of convergence: {lines[0]}", .. relu, $"{JournalMark.Of("ReLU, repetition 1", relu)}",
                .. lines.Skip(1).Take(3), "linear,1,0.4"]));
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
        // The run holds the journal, so only its length can be asked for: more than its first line.
        for (var waited = 0; waited < 600 && !(new FileInfo(folder["runs.csv.part"]) is { Exists: true, Length: > 400 }); waited++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        Assert.Equal($"interrupted: what is done is in {folder["runs.csv.part"]}, and the same command goes on with it",
            (await errors).TrimEnd());
        Assert.Contains(" linear, repetition 1\n", File.ReadAllText(folder["runs.csv.part"]), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["runs.csv"]));
    }

    /// <summary>What would be lost is known before the work, from the rows that each part makes.</summary>
    [Fact]
    public async Task A_larger_result_another_kind_of_file_and_a_larger_journal_are_replaced_only_when_forced()
    {
        using var folder = new TemporaryFolder();
        var file = folder["c.csv"];
        ExperimentCommand Command(int repetitions, string name = "convergence") => new(name, repetitions, file, 1, Force: false);
        async Task<string> Refused(ExperimentCommand command)
        {
            using var stopping = new Stopping();
            return (await Assert.ThrowsAsync<UsageException>(() => Task.Run(() => command.RunAsync(stopping)))).Message;
        }

        File.Copy(Path.Combine(Checkout.Root, "data", "convergence.csv"), file);
        Assert.Equal($"{file} holds 6000 rows, and this run would make 600; allowed: --force, another --out, or --repetitions 100",
            await Refused(Command(10)));
        Assert.Contains("or --repetitions 100", await Refused(Command(99)), StringComparison.Ordinal);
        Assert.Contains("is a file of another kind, and stays; allowed: --force, or another --out",
            await Refused(Command(10, "architectures")), StringComparison.Ordinal);
        folder.Notebook("c.csv", "1");
        Assert.Contains("is a file of another kind, and stays", await Refused(Command(10)), StringComparison.Ordinal);
        Assert.Contains("is the result of the experiment ablations", await Refused(Command(10) with
            { Out = Path.Combine(Checkout.Root, "data", "ablations.csv") }), StringComparison.Ordinal);
        Assert.Equal(["c.csv"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));

        File.Delete(file);
        using (var journal = ExperimentJournal.Open(file, Experiments.Of("convergence", 3)))
            journal.Add("linear, repetition 3", ["x"]);
        Assert.Contains("holds 1 runs that this command would drop; allowed: --force", await Refused(Command(2)), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_make_as_many_rows_as_they_say()
    {
        foreach (var (name, repetitions) in new[]
            { ("convergence", 100), ("ablations", 20), ("architectures", 5), ("depth", 20), ("heart-rate", 1), ("scenes", 1) })
            Assert.Equal(File.ReadLines(Path.Combine(Checkout.Root, "data", name + ".csv")).Count() - 1,
                Experiments.Of(name, repetitions).Parts.Sum(part => part.RowCount));
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
