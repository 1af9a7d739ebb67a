namespace ReluDc.Tests.Host.Sweep;

/// <summary>The command on small notebooks, as its users meet it.</summary>
public sealed class SweepCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_fails_is_listed_with_the_command_that_repeats_it_and_a_second_run_goes_on()
    {
        var library = $"#r \"{Path.Combine(Checkout.Root, "lib", "bin", "ReluDc.Figures.dll")}\"\nusing ReluDc.Figures;\nNotebook.Begin();";
        folder.Notebook("a.ipynb", "# A", library,
            "// tags: parameters\ndouble f1Hz = 5; // Hz, 1 … 10: frequency\nint n = 2; // 0 … 4",
            "if (n == 4) throw new ArgumentException(\"four\");",
            "Claim.State(id: \"C99-test\", source: \"Eq. 8\", says: \"Low.\", predicted: 0, measured: f1Hz, unit: \"1\", tolerance: 9, "
                + "because: \"test\", verdict: Verdict.Holds)");
        var run = await SweepAsync("a.ipynb", "--draws", "5", "--table", "table.csv");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("notebook,draws,seed,failed\na,5,1,2\n", File.ReadAllText(folder["table.csv"]));
        File.Delete(folder["table.csv"]); // it lies beside the notebook, and so may be read by it
        Assert.Equal("""
            dotnet run -- render a.ipynb -p f1Hz=10
              the check of claim C99-test failed: 10 instead of 0
            dotnet run -- render a.ipynb -p n=4
              cell 4: ArgumentException: four
            a: 5 draws, 2 failed

            """.ReplaceLineEndings("\n"), run.Output.ReplaceLineEndings("\n"));
        var repeated = await HostProcess.RunAsync(folder.Path, "render", "a.ipynb", "-p", "f1Hz=10", "--out", "site");
        Assert.Equal(1, repeated.ExitCode);
        Assert.Equal(1, (await HostProcess.RunAsync(folder.Path, "run", "a.ipynb", "-p", "f1Hz=10", "--out", "b.ipynb")).ExitCode);
        Assert.Equal(1, (await HostProcess.RunAsync(folder.Path, "claims", "a.ipynb", "-p", "f1Hz=10")).ExitCode);

        var kept = File.ReadAllText(folder["sweep.tsv"]);
        Assert.Equal(6, kept.Count(c => c == '\n'));
        File.WriteAllText(folder["sweep.tsv"], kept[..^20]); // ended while it wrote
        var again = await SweepAsync("a.ipynb", "--draws", "5");
        Assert.Equal((1, run.Output), (again.ExitCode, again.Output));
        Assert.Contains("5 of 5 runs", again.Errors);
        Assert.Equal(kept, File.ReadAllText(folder["sweep.tsv"]));
    }

    [Theory]
    [InlineData("--draws", "0", "--draws 0: allowed: a whole number from 1")]
    [InlineData("--out", "own.txt", "--out own.txt is no journal of a sweep; allowed: another file, or move that one away")]
    public async Task Wrong_usage_is_one_line_and_changes_nothing(string option, string value, string message)
    {
        folder.Notebook("a.ipynb", "# A", "1 + 1");
        File.WriteAllText(folder["own.txt"], "mine");
        var run = await SweepAsync("a.ipynb", option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Errors);
        Assert.Equal("mine", File.ReadAllText(folder["own.txt"]));
    }

    private Task<HostProcess> SweepAsync(params string[] arguments) => HostProcess.RunAsync(folder.Path, ["sweep", .. arguments]);
}
