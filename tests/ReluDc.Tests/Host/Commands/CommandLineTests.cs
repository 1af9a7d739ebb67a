using System.Text.Json.Nodes;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Host.Commands;

/// <summary>The command line as users meet it: exit codes, what is said, and what is left on disk.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Task<HostProcess> RunAsync(params string[] arguments) => HostProcess.RunAsync(folder.Path, arguments);

    private static void OneLine(HostProcess run, int exitCode, params string[] parts)
    {
        Assert.Equal(exitCode, run.ExitCode);
        Assert.All(parts, part => Assert.Contains(part, run.Errors));
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("truncated.ipynb", "not valid JSON")]
    [InlineData("not-json.ipynb", "not valid JSON")]
    [InlineData("python.ipynb", "its language is python; allowed: C#")]
    [InlineData("no-such-file.ipynb", "no such file; allowed: the path of an .ipynb or .dib file")]
    public async Task A_file_that_cannot_be_read_ends_with_4_and_one_line(string name, string reason)
    {
        OneLine(await RunAsync("render", Checkout.Fixture($"bad/{name}"), "--out", "site"), 4, name, reason);
        OneLine(await RunAsync("run", Checkout.Fixture($"bad/{name}"), "--out", "x.ipynb"), 4, name, reason);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_folder_without_notebooks_is_wrong_usage()
    {
        Directory.CreateDirectory(folder["empty"]);
        OneLine(await RunAsync("render", "empty", "--out", "site"), 2, "empty: holds no notebook; allowed: ");
    }

    [Theory]
    [InlineData("f9Hz=1", "has no parameter 'f9Hz'; allowed: double f1Hz = 5, int n = 2")]
    [InlineData("f1Hz=NaN", "parameter f1Hz is a number (double); 'NaN' is not")]
    [InlineData("f1Hz=∞", "parameter f1Hz is a number (double); '∞' is not")]
    [InlineData("f1Hz=-Infinity", "parameter f1Hz is a number (double)")]
    [InlineData("f1Hz=high", "parameter f1Hz is a number (double)")]
    [InlineData("n=2.5", "parameter n is a whole number (int)")]
    [InlineData("f1Hz", "allowed: name=value")]
    public async Task A_wrong_parameter_is_wrong_usage_and_names_what_is_allowed(string parameter, string message)
    {
        folder.Notebook("a.ipynb", "// tags: parameters\ndouble f1Hz = 5; // Hz, 1 … 10: frequency\nint n = 2;");
        OneLine(await RunAsync("render", "a.ipynb", "-p", parameter, "--out", "site"), 2, message);
        Assert.False(Directory.Exists(folder["site"]));
    }

    [Theory]
    [InlineData("--jobs", "0")]
    [InlineData("--jobs", "many")]
    [InlineData("--timeout", "-1")]
    [InlineData("--timeout", "NaN")]
    [InlineData("--timeout", "soon")]
    [InlineData("--nonsense", "1")]
    public async Task A_wrong_option_is_wrong_usage(string option, string value)
    {
        folder.Notebook("a.ipynb", "1");
        var run = await RunAsync("render", "a.ipynb", option, value, "--out", "site");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(option, run.Errors);
        Assert.DoesNotContain("   at ", run.Errors);
        Assert.False(Directory.Exists(folder["site"]));
    }

    [Theory]
    [InlineData("render", "a.ipynb", "taken", "--out taken: taken is a file; allowed: a folder")]
    [InlineData("render", "a.ipynb", "taken/site", "is a file; allowed: a folder")]
    [InlineData("render", "a.ipynb", "", "--out is empty; allowed: the folder of the site")]
    [InlineData("run", "a.ipynb", "folder", "--out folder is a folder; allowed: the path of a file, such as folder")]
    [InlineData("run", "a.ipynb", "taken/a.ipynb", "is a file; allowed: the path of a file in a folder")]
    [InlineData("run", "a.ipynb", "", "--out is empty; allowed: the path of a file")]
    [InlineData("run", "folder", "b.ipynb", "folder is a folder; allowed: one notebook")]
    [InlineData("render", "index.ipynb", "site", "index.ipynb: its page would be the site's index; allowed: another name")]
    public async Task A_destination_that_cannot_be_written_is_wrong_usage_before_anything_runs(string command, string notebook,
        string output, string message)
    {
        Directory.CreateDirectory(folder["folder"]);
        folder.Notebook("a.ipynb", "1");
        folder.Notebook("index.ipynb", "1");
        File.WriteAllText(folder["taken"], "kept");
        OneLine(await RunAsync(command, notebook, "--out", output), 2, message);
        Assert.Equal("kept", File.ReadAllText(folder["taken"]));
        Assert.Equal(["a.ipynb", "folder", "index.ipynb", "taken"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_empty_path_is_a_missing_file()
    {
        OneLine(await RunAsync("render", "", "--out", "site"), 4, "'': no such file");
        OneLine(await RunAsync("run", "", "--out", "x.ipynb"), 4, "'': no such file");
        OneLine(await RunAsync("claims", "no-such.ipynb"), 4, "no-such.ipynb: no such file");
    }

    [Fact]
    public async Task Help_names_the_commands_and_the_exit_codes()
    {
        var help = await RunAsync("--help");
        Assert.Equal((0, ""), (help.ExitCode, help.Errors));
        Assert.All(["render", "run <notebook>", "claims", "experiment", "kernel", "vscode", "0 all well", "1 a cell", "2 wrong usage",
            "3 timed out", "4 a file"], part => Assert.Contains(part, help.Output));
        var render = await RunAsync("render", "--help");
        Assert.All(["--out", "--force", "--single-file", "--jobs", "--timeout", "name=value"],
            part => Assert.Contains(part, render.Output));
    }

    [Fact]
    public async Task Two_notebooks_of_one_name_are_wrong_usage()
    {
        Directory.CreateDirectory(folder["b"]);
        folder.Notebook("a.ipynb", "1");
        folder.Notebook("b/a.ipynb", "1");
        OneLine(await RunAsync("render", "a.ipynb", "b", "--out", "site"), 2, "two notebooks are named a", "allowed: one of each name");
    }

    [Fact]
    public async Task A_failing_cell_ends_with_1_and_every_other_notebook_is_rendered()
    {
        folder.Notebook("a.ipynb", "# A", "var x = 1;\nint.Parse(\"no\")", "1 + 1");
        folder.Notebook("b.ipynb", "# B", "40 + 2");
        var run = await RunAsync("render", ".", "--out", "site");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a: cell 2, line 2: FormatException: ", run.Errors);
        var page = File.ReadAllText(folder["site/a.html"]);
        Assert.Contains("FormatException", page);
        Assert.Contains("Not run.", page);
        Assert.Contains("42", File.ReadAllText(folder["site/b.html"]));
        Assert.Contains("did not run to its end", page);
    }

    [Fact]
    public async Task Unreadable_and_readable_notebooks_together_end_with_4_and_the_readable_ones_are_rendered()
    {
        File.Copy(Checkout.Fixture("bad/truncated.ipynb"), folder["a.ipynb"]);
        folder.Notebook("b.ipynb", "# B", "1");
        var run = await RunAsync("render", ".", "--out", "site");
        Assert.Equal(4, run.ExitCode);
        Assert.True(File.Exists(folder["site/b.html"]));
        Assert.False(File.Exists(folder["site/a.html"]));
    }

    [Fact]
    public async Task A_timeout_ends_with_3_and_the_other_notebooks_are_rendered()
    {
        folder.Notebook("a.ipynb", "# A", "while (true) { }");
        folder.Notebook("b.ipynb", "# B", "1");
        var run = await RunAsync("render", ".", "--out", "site", "--timeout", "20", "--jobs", "2");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("a: cell 2: stopped after 20 s (--timeout)", run.Errors);
        Assert.True(File.Exists(folder["site/b.html"]));
        Assert.Contains("stopped after 20 s", File.ReadAllText(folder["site/a.html"]));
    }

    [Fact]
    public async Task An_unchanged_notebook_is_not_executed_again_unless_forced_and_new_prose_needs_no_execution()
    {
        const string Code = "DateTime.UtcNow.Ticks";
        folder.Notebook("a.ipynb", "# Before", Code);
        Assert.Contains("executed in", (await RunAsync("render", "a.ipynb", "--out", "site")).Errors);
        var first = Executed("site/a.ipynb");
        Assert.Contains("a: unchanged", (await RunAsync("render", "a.ipynb", "--out", "site")).Errors);
        Assert.Equal(first, Executed("site/a.ipynb"));

        folder.Notebook("a.ipynb", "# After", Code);
        Assert.Contains("a: unchanged", (await RunAsync("render", "a.ipynb", "--out", "site")).Errors);
        Assert.Equal(first, Executed("site/a.ipynb"));
        Assert.Contains("After</h1>", File.ReadAllText(folder["site/a.html"]));

        Assert.Contains("executed in", (await RunAsync("render", "a.ipynb", "--out", "site", "--force")).Errors);
        var forced = Executed("site/a.ipynb");
        Assert.NotEqual(first, forced);
        folder.Notebook("a.ipynb", "# After", Code + " + 0");
        Assert.Contains("executed in", (await RunAsync("render", "a.ipynb", "--out", "site")).Errors);
        Assert.NotEqual(forced, Executed("site/a.ipynb"));
    }

    [Fact]
    public async Task Parameters_reach_the_cells_and_the_page_says_so()
    {
        folder.Notebook("a.ipynb", "# A", "// tags: parameters\ndouble f1Hz = 5; // Hz, 1 … 10: frequency", "f1Hz * 2");
        var run = await RunAsync("run", "a.ipynb", "-p", "f1Hz=10.5", "--out", "b.ipynb");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("b.ipynb\n", run.Output);
        Assert.Contains("f1Hz = 10.5 lies outside 1 … 10", run.Errors);
        Assert.Equal("21", Executed("b.ipynb"));
        await RunAsync("render", "a.ipynb", "-p", "f1Hz=10.5", "--out", "site");
        var page = File.ReadAllText(folder["site/a.html"]);
        Assert.Contains("f1Hz = 10.5", page);
        Assert.Contains("outside 1 … 10", page);
    }

    [Fact]
    public async Task A_failed_run_is_written_up_to_its_failure()
    {
        folder.Notebook("a.ipynb", "# A", "40 + 2", "no such name", "3");
        var run = await RunAsync("run", "a.ipynb", "--out", "new/b.ipynb");
        Assert.Equal((1, "new/b.ipynb\n"), (run.ExitCode, run.Output));
        Assert.Contains("a: cell 3, line 1: ", run.Errors);
        var cells = JsonNode.Parse(File.ReadAllText(folder["new/b.ipynb"]))!["cells"]!.AsArray();
        Assert.Equal("42", (string?)cells[1]!["outputs"]![0]!["data"]!["text/plain"]![0]);
        Assert.Equal("error", (string?)cells[2]!["outputs"]![0]!["output_type"]);
        Assert.Empty(cells[3]!["outputs"]!.AsArray());
    }

    [Fact]
    public async Task A_damaged_result_of_an_earlier_run_is_made_afresh()
    {
        folder.Notebook("a.ipynb", "# A", "40 + 2");
        await RunAsync("render", "a.ipynb", "--out", "site");
        var whole = File.ReadAllText(folder["site/a.ipynb"]);
        foreach (var damaged in new[]
            { whole[..(whole.Length / 2)], whole.Replace("\"execution_count\":1", "\"execution_count\":1.5"), "" })
        {
            Assert.NotEqual(whole, damaged);
            File.WriteAllText(folder["site/a.ipynb"], damaged);
            var run = await RunAsync("render", "a.ipynb", "--out", "site");
            Assert.Equal(0, run.ExitCode);
            Assert.Contains("a: executed in", run.Errors);
            Assert.Equal("42", Executed("site/a.ipynb"));
        }
    }

    [Fact]
    public async Task Run_refuses_to_overwrite_its_notebook()
    {
        var path = folder.Notebook("a.ipynb", "1");
        var before = File.ReadAllBytes(path);
        OneLine(await RunAsync("run", "a.ipynb", "--out", "a.ipynb"), 2, "allowed: another file");
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task A_page_in_one_file_needs_no_other()
    {
        folder.Notebook("a.ipynb", "# A", "1");
        Assert.Equal(0, (await RunAsync("render", "a.ipynb", "--out", "mail", "--single-file")).ExitCode);
        Assert.Equal(["a.html"], Directory.GetFileSystemEntries(folder["mail"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Claims_are_printed_and_a_failed_check_ends_with_1()
    {
        var library = $"#r \"{Path.Combine(Checkout.Root, "lib", "bin", "ReluDc.Figures.dll")}\"\nusing ReluDc.Figures;\nNotebook.Begin();";
        const string Claim = "Claim.State(id: \"C99-test\", source: \"Eq. 8\", says: \"One is one.\", predicted: 1, measured: 1.5, unit: "
            + "\"1\", tolerance: 0.1, because: \"test\", verdict: Verdict.Holds)";
        folder.Notebook("a.ipynb", "# A", library, Claim);
        var run = await RunAsync("claims", "a.ipynb", "--json");
        Assert.Equal(1, run.ExitCode);
        var claim = JsonNode.Parse(run.Output)!.AsArray().Single()!;
        Assert.Equal(("C99-test", false, "a"), ((string?)claim["id"], (bool)claim["passes"]!, (string?)claim["notebook"]));
        Assert.Contains("the check of claim C99-test failed", run.Errors);

        folder.Notebook("a.ipynb", "# A", library, Claim.Replace("0.1", "0.6"));
        var table = await RunAsync("claims", "a.ipynb");
        Assert.Equal(0, table.ExitCode);
        Assert.Contains("| [C99-test](../notebooks/a.ipynb) | Eq. 8 | One is one. |", table.Output);
    }

    [Fact]
    public void Names_that_help_lists_are_those_of_the_library()
    {
        Assert.Equal(Experiments.All(repetitions: 1).Select(experiment => experiment.Name), Experiments.Names);
        Assert.Equal(ReluDc.HeartRate.Activity.All.Concat(ReluDc.HeartRate.Activity.Everyday).Select(activity => activity.Name),
            SynthesizeCommand.Names);
    }

    [Fact]
    public async Task Nothing_but_whole_files_is_left_behind()
    {
        folder.Notebook("a.ipynb", "# A", "1");
        await RunAsync("render", "a.ipynb", "--out", "site");
        Assert.DoesNotContain(Directory.GetFiles(folder["site"], "*", SearchOption.AllDirectories),
            file => file.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.EndsWith("</html>\n", File.ReadAllText(folder["site/a.html"]).TrimEnd(' '));
    }

    private string Executed(string name) =>
        (string)JsonNode.Parse(File.ReadAllText(folder[name]))!["cells"]!.AsArray()[^1]!["outputs"]![0]!["data"]!["text/plain"]![0]!;
}
