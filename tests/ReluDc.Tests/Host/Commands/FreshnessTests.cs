using ReluDc.Engine;

namespace ReluDc.Tests.Host.Commands;

/// <summary>A page never shows outputs of other inputs, or of somebody else; and nothing that is not ours is written over.</summary>
public sealed class FreshnessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Task<HostProcess> RunAsync(params string[] arguments) => HostProcess.RunAsync(folder.Path, arguments);

    /// <summary>Renders, and says how: "unchanged", "executed" or the whole of what was said.</summary>
    private async Task<string> RenderAsync(string notebook, IReadOnlyDictionary<string, string>? environment = null)
    {
        var run = await HostProcess.RunAsync(folder.Path, environment ?? new Dictionary<string, string>(),
            "render", notebook, "--out", "site");
        return run.Errors.Contains(": unchanged\n", StringComparison.Ordinal) ? "unchanged"
            : run.Errors.Contains(": executed in", StringComparison.Ordinal) ? "executed" : run.Errors;
    }

    private void Shows(string page, string value) => Assert.Contains($">{value}</pre>", File.ReadAllText(folder[page]));

    [Fact]
    public async Task An_altered_copy_that_is_altered_again_shows_and_computes_the_last_value()
    {
        folder.Notebook("a.ipynb", "// tags: parameters\ndouble f = 5; // Hz, 1 … 10: frequency", "$\"f is {f}\"");
        await RunAsync("run", "a.ipynb", "-p", "f=7", "--out", "a7.ipynb");
        await RunAsync("render", "a7.ipynb", "-p", "f=9", "--out", "site");
        var page = File.ReadAllText(folder["site/a7.html"]);
        Assert.Contains("f is 9", page);
        Assert.Contains("<code>f = 9</code>", page);
        Assert.DoesNotContain("f = 7", page);

        await RunAsync("render", "a7.ipynb", "--out", "site"); // as it is
        page = File.ReadAllText(folder["site/a7.html"]);
        Assert.Contains("f is 7", page);
        Assert.Contains("<code>f = 7</code>", page);
    }

    [Fact]
    public async Task Each_input_that_changes_before_a_run_is_seen()
    {
        folder.Notebook("a.ipynb", """
            using System.IO;
            var name = "ta" + "ble";
            string.Join(' ', File.ReadAllText(name + ".csv"), Environment.GetEnvironmentVariable("RELUDC_SOMETHING"))
            """);
        File.WriteAllText(folder["table.csv"], "1");
        var environment = new Dictionary<string, string> { ["RELUDC_SOMETHING"] = "x" };
        Assert.Equal("executed", await RenderAsync("a.ipynb", environment));
        Assert.Equal("unchanged", await RenderAsync("a.ipynb", environment));
        Shows("site/a.html", "1 x");
        File.WriteAllText(folder["table.csv"], "2");
        Assert.Equal("executed", await RenderAsync("a.ipynb", environment));
        Shows("site/a.html", "2 x");
        environment["RELUDC_SOMETHING"] = "y";
        Assert.Equal("executed", await RenderAsync("a.ipynb", environment));
        Shows("site/a.html", "2 y");
    }

    [Fact]
    public async Task An_input_that_changes_during_a_run_and_back_is_not_taken_for_the_old_one()
    {
        folder.Notebook("a.ipynb", """
            using System.IO;
            File.WriteAllText("begun", "");
            while (!File.Exists("go")) System.Threading.Thread.Sleep(20);
            File.ReadAllText("table.csv")
            """);
        File.WriteAllText(folder["table.csv"], "old");
        File.WriteAllText(folder["begun"], "");
        var run = RunAsync("render", "a.ipynb", "--out", "site");
        File.Delete(folder["begun"]);
        for (var tries = 0; !File.Exists(folder["begun"]) && tries < 3000; tries++)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        File.WriteAllText(folder["table.csv"], "new");
        File.WriteAllText(folder["go"], "");
        Assert.Contains("something that it may read changed meanwhile", (await run).Errors);
        Shows("site/a.html", "new");
        File.WriteAllText(folder["table.csv"], "old");
        Assert.Equal("executed", await RenderAsync("a.ipynb"));
        Shows("site/a.html", "old");
        Assert.Equal("unchanged", await RenderAsync("a.ipynb"));
    }

    [Fact]
    public async Task Outputs_that_somebody_altered_after_the_run_are_not_shown()
    {
        folder.Notebook("a.ipynb", "6 * 7");
        Assert.Equal("executed", await RenderAsync("a.ipynb"));
        foreach (var (now, altered) in new[] { ("42", "43"), ("6 * 7", "6 * 8"), ("\"execution_count\":1", "\"execution_count\":2") })
        {
            var text = File.ReadAllText(folder["site/a.ipynb"]);
            Assert.Contains(now, text);
            File.WriteAllText(folder["site/a.ipynb"], text.Replace(now, altered));
            Assert.Equal("executed", await RenderAsync("a.ipynb"));
            Shows("site/a.html", "42");
        }
    }

    [Theory]
    [InlineData("render", "a.ipynb", "--out", ".", "would replace")]
    [InlineData("render", ".", "--out", "link", "would replace")]
    [InlineData("render", "a.ipynb", "--out", "taken", "was not made by this program, and would be replaced")]
    [InlineData("render", "a.ipynb", "--out", "page", "was not made by this program, and would be replaced")]
    [InlineData("render", "a.ipynb", "--out", "index", "was not made by this program, and would be replaced")]
    [InlineData("render", "a.ipynb", "--out", "page", "was not made by this program, and would be replaced", "--single-file")]
    [InlineData("run", "a.ipynb", "--out", "taken/a.ipynb", "was not made by this program, and would be replaced")]
    [InlineData("run", "a.ipynb", "--out", "link/a.ipynb", "is the notebook itself")]
    [InlineData("render", "a.ipynb", "--out", "/proc/site", "/proc/site")]
    public async Task What_is_not_ours_is_not_written_over(string command, string notebook, string option, string output, string message,
        params string[] more)
    {
        folder.Notebook("a.ipynb", "1");
        foreach (var name in new[] { "taken", "page", "index" })
            Directory.CreateDirectory(folder[name]);
        folder.Notebook("taken/a.ipynb", "2");
        File.WriteAllText(folder["page/a.html"], "<h1>Mine</h1>");
        File.WriteAllText(folder["index/index.html"], "<h1>Mine</h1>");
        Directory.CreateSymbolicLink(folder["link"], folder.Path);
        Dictionary<string, string> Files() => Directory.GetFiles(folder.Path).Concat(new[] { "taken", "page", "index" }
            .SelectMany(name => Directory.GetFiles(folder[name]))).ToDictionary(file => file, File.ReadAllText);
        var before = Files();
        var run = await RunAsync([command, notebook, option, output, .. more]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, Assert.Single(run.Errors.TrimEnd().Split('\n')));
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused_before_anything_runs_and_the_longest_is_not()
    {
        var longest = new string('x', 249); // and .ipynb: 255 bytes, the most that file systems take
        folder.Notebook(longest + ".ipynb", "1");
        Assert.Equal(0, (await RunAsync("run", longest + ".ipynb", "--out", longest[..248] + "y.ipynb")).ExitCode);
        var refused = await RunAsync("run", longest + ".ipynb", "--out", longest + "yy.ipynb");
        Assert.Equal(2, refused.ExitCode);
        Assert.DoesNotContain("executed", refused.Errors);
        Assert.Equal(0, (await RunAsync("render", longest + ".ipynb", "--out", "site")).ExitCode);
    }

    [Fact]
    public async Task A_notebook_rendered_alone_does_not_fail_for_a_fault_of_its_neighbour()
    {
        folder.Notebook("a.ipynb", "# A $\\nonsense{x}$", "1");
        folder.Notebook("b.ipynb", "# B", "2");
        Assert.Equal(1, (await RunAsync("render", "a.ipynb", "--out", "site")).ExitCode);
        var alone = await RunAsync("render", "b.ipynb", "--out", "site");
        Assert.Equal(0, alone.ExitCode);
        Assert.DoesNotContain("nonsense", alone.Errors);
        Assert.Contains("a.html", File.ReadAllText(folder["site/index.html"]));
        Assert.Equal(1, (await RunAsync("render", "a.ipynb", "--out", "site")).ExitCode); // it is told to who asks for it
    }

    [Fact]
    public async Task What_has_run_is_on_disk_while_the_rest_still_runs()
    {
        folder.Notebook("a.ipynb", "1 + 1");
        folder.Notebook("b.ipynb", "while (!System.IO.File.Exists(\"go\")) System.Threading.Thread.Sleep(20);");
        var run = RunAsync("render", ".", "--out", "site", "--jobs", "2");
        for (var tries = 0; !File.Exists(folder["site/a.html"]) && tries < 3000; tries++)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Shows("site/a.html", "2");
        Assert.NotNull(RunRecord.Intact(folder["site/a.ipynb"]));
        Assert.False(run.IsCompleted);
        File.WriteAllText(folder["go"], "");
        Assert.Equal(0, (await run).ExitCode);
    }
}
