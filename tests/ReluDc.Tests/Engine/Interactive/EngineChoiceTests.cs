using System.Text.Json.Nodes;

namespace ReluDc.Tests.Engine;

/// <summary>How a user chooses the engine: on the command line and in Jupyter.</summary>
public sealed class EngineChoiceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("render")]
    [InlineData("run", "some.ipynb")]
    [InlineData("claims")]
    [InlineData("kernel", "install")]
    public async Task An_engine_that_there_is_not_is_refused_in_one_line(params string[] command)
    {
        var refused = await HostProcess.RunAsync(folder.Path, [.. command, "--engine", "x"]);
        Assert.Equal((2, "", "--engine x: allowed: reludc, interactive\n"), (refused.ExitCode, refused.Output, refused.Errors));
    }

    [Fact]
    public async Task A_notebook_runs_where_it_was_sent()
    {
        folder.Notebook("polyglot.ipynb", "#!html\n<b>bold</b>", "Microsoft.DotNet.Interactive.Kernel.Root.GetType().Name");
        var run = await HostProcess.RunAsync(folder.Path, "run", "polyglot.ipynb", "--engine", "interactive", "--out", "ran.ipynb");
        Assert.True(run.ExitCode == 0, run.Errors);
        var cells = JsonNode.Parse(await File.ReadAllTextAsync(folder["ran.ipynb"], TestContext.Current.CancellationToken))!["cells"]!;
        Assert.Equal("<b>bold</b>", (string?)cells[0]!["outputs"]![0]!["data"]!["text/html"]![0]);
        Assert.Equal("CompositeKernel", (string?)cells[1]!["outputs"]![0]!["data"]!["text/plain"]![0]);
    }

    [Fact]
    public async Task A_page_made_by_one_engine_is_made_anew_by_the_other()
    {
        folder.Notebook("one.ipynb", "1 + 1");
        async Task<string> RenderAsync(params string[] engine) =>
            (await HostProcess.RunAsync(folder.Path, ["render", "one.ipynb", "--out", "site", .. engine])).Errors;
        Assert.Contains("executed", await RenderAsync());
        Assert.Contains("executed", await RenderAsync("--engine", "interactive"));
        Assert.Contains("unchanged", await RenderAsync("--engine", "interactive"));
    }

    [Fact]
    public async Task The_engine_is_built_again_when_its_sources_have_changed_and_only_then()
    {
        folder.Notebook("one.ipynb", "1 + 1");
        async Task<string> RunAsync() =>
            (await HostProcess.RunAsync(folder.Path, "run", "one.ipynb", "--engine", "interactive", "--out", "ran.ipynb")).Errors;
        var said = "";
        for (var attempt = 0; attempt < 3 && !said.Contains("being built"); attempt++) // another test may ask for it in between
        {
            await File.WriteAllTextAsync(Path.Combine(Checkout.Root, "bin", "interactive", "built-from.txt"), "other sources",
                TestContext.Current.CancellationToken);
            said = await RunAsync();
        }
        Assert.Matches(@"being built[\s\S]*built in \d+ s\n", said);
        Assert.DoesNotContain("built", await RunAsync());
    }

    [Fact]
    public async Task Jupyter_is_told_of_a_second_kernel_and_that_is_taken_back()
    {
        var installed = await HostProcess.RunAsync(folder.Path, "kernel", "install", "--engine", "interactive", "--prefix", folder.Path);
        var file = folder[Path.Combine("share", "jupyter", "kernels", "reludc-interactive", "kernel.json")];
        Assert.Equal((0, file + "\n"), (installed.ExitCode, installed.Output));
        var spec = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        Assert.Equal(("C#", ".NET Interactive (C#)"), ((string?)spec["language"], (string?)spec["display_name"]));
        Assert.True(File.Exists((string?)spec["argv"]![2]));
        Assert.EndsWith("ReluDc.Engine.Interactive.dll", (string?)spec["argv"]![2]);
        Assert.Equal(0, (await HostProcess.RunAsync(folder.Path, "kernel", "uninstall", "--prefix", folder.Path)).ExitCode);
        Assert.False(File.Exists(file));
    }
}
