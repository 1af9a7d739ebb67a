using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using ReluDc.Tests.Browser;

namespace ReluDc.Tests.Engine;

/// <summary>The kernel under Jupyter's own programs, as Debian packages them.</summary>
public sealed class FrontEndTests : IAsyncLifetime
{
    private const string Python = "/usr/bin/python3"; // Debian's, which has Debian's Jupyter; another one may come first on PATH

    private readonly TemporaryFolder folder = new();
    private string kernelName = "";

    public async ValueTask InitializeAsync()
    {
        var installed = await HostProcess.RunAsync(folder.Path, "kernel", "install", "--prefix", folder.Path);
        kernelName = Path.GetFileName(Path.GetDirectoryName(installed.Output.Trim()))!;
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_passes_the_conformance_tests_of_jupyter_with_every_optional_part()
    {
        await NeedAsync("jupyter_kernel_test");
        var (exitCode, output) = await RunAsync(Path.Combine(Checkout.Root, "tests", "ReluDc.Tests", "Engine", "Kernel", "Clients",
            "conformance.py"), kernelName);
        Assert.True(exitCode == 0, output);
        Assert.Matches(@"Ran 1\d tests", output);
        Assert.DoesNotContain("skipped", output);
    }

    [Fact]
    public async Task Nbconvert_executes_the_course_or_three_of_its_notebooks()
    {
        await NeedAsync("nbconvert");
        var notebooks = Directory.GetFiles(Path.Combine(Checkout.Root, "notebooks"), "*.ipynb")
            .Where(path => LongTests.AreAsked || Path.GetFileName(path)[..2] is "01" or "03" or "07").ToArray();
        var (exitCode, output) = await RunAsync(["-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", folder["executed"],
            $"--ExecutePreprocessor.kernel_name={kernelName}", .. notebooks]);
        Assert.True(exitCode == 0, output);
        foreach (var notebook in notebooks)
        {
            var cells = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder["executed"], Path.GetFileName(notebook)),
                TestContext.Current.CancellationToken))!["cells"]!.AsArray();
            var outputs = cells.Where(cell => (string?)cell!["cell_type"] == "code").SelectMany(cell => cell!["outputs"]!.AsArray())
                .ToArray();
            Assert.Contains(outputs, one => one!["data"]?["application/vnd.plotly.v1+json"] is not null);
            Assert.All(outputs, one => Assert.True((string?)one!["output_type"] == "stream" || one["data"]?["text/plain"] is not null,
                one!.ToJsonString()));
        }
        await CheckHtmlAsync("01-what-relu-does-to-a-tone.ipynb");
    }

    /// <summary>nbconvert's page of an executed notebook shows all figures, though it reaches no network.</summary>
    private async Task CheckHtmlAsync(string executed)
    {
        var (exitCode, output) = await RunAsync("-m", "nbconvert", "--to", "html", folder[Path.Combine("executed", executed)]);
        Assert.True(exitCode == 0, output);
        Assert.SkipUnless(File.Exists(CourseSite.Chromium), $"no browser at {CourseSite.Chromium}; CHROMIUM_PATH names another");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
            { ExecutablePath = CourseSite.Chromium, Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync();
        await page.RouteAsync("http*://**", route => route.AbortAsync());
        await page.GotoAsync(new Uri(folder[Path.Combine("executed", Path.ChangeExtension(executed, ".html"))]).AbsoluteUri,
            new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await CheckFiguresAsync(page);
    }

    /// <summary>Each of the first notebook's figures is to be seen, five and a signal, with its curves and its text.</summary>
    private static async Task CheckFiguresAsync(IPage page)
    {
        const string Drawn = "() => [...document.querySelectorAll('svg.reludc-svg')].filter(svg => svg.getBoundingClientRect().width > 300 "
            + "&& svg.querySelectorAll('path').length > 2 && svg.querySelectorAll('text').length > 5).length";
        const string Pictures = "() => [...document.querySelectorAll('img[src^=\"data:image/svg\"]:not(.reludc-sound img)')]"
            + ".filter(image => image.naturalWidth > 300).length";
        Assert.Equal(6, await page.EvaluateAsync<int>(Drawn) + await page.EvaluateAsync<int>(Pictures));
    }

    [Fact]
    public async Task In_the_classic_notebook_a_reader_runs_a_notebook_changes_a_frequency_and_runs_it_again()
    {
        await NeedAsync("notebook");
        Assert.SkipUnless(File.Exists(CourseSite.Chromium), $"no browser at {CourseSite.Chromium}; CHROMIUM_PATH names another");
        Directory.CreateDirectory(folder["notebooks"]);
        Directory.CreateSymbolicLink(folder["lib"], Path.Combine(Checkout.Root, "lib"));
        const string Name = "01-what-relu-does-to-a-tone.ipynb";
        var source = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "notebooks", Name), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder[Path.Combine("notebooks", Name)],
            source.Replace("\"name\": \".net-csharp\"", $"\"name\": \"{kernelName}\""), TestContext.Current.CancellationToken);

        var port = FreePorts.One();
        using var server = Process.Start(Start("-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={port}",
            "--NotebookApp.token=", "--NotebookApp.password=", $"--notebook-dir={folder.Path}"))!;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine(); // what nobody reads would stop it
        try
        {
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new()
                { ExecutablePath = CourseSite.Chromium, Args = ["--no-sandbox"] });
            var page = await browser.NewPageAsync();
            await page.RouteAsync(url => !url.Contains($"127.0.0.1:{port}", StringComparison.Ordinal), route => route.AbortAsync());
            await OpenAsync(page, $"http://127.0.0.1:{port}/notebooks/notebooks/{Name}");
            await RunAllAsync(page);
            await CheckFiguresAsync(page);
            var before = await OutputsAsync(page);
            Assert.Contains("DC", before);
            Assert.DoesNotContain("Error", before);

            var parameters = await page.EvaluateAsync<int>(
                "() => Jupyter.notebook.get_cells().findIndex(cell => (cell.metadata.tags || []).includes('parameters'))");
            var text = await page.EvaluateAsync<string>("i => Jupyter.notebook.get_cell(i).get_text()", parameters);
            Assert.Contains("f1Hz = 5", text);
            await page.Locator(".cell").Nth(parameters).Locator(".CodeMirror").ClickAsync();
            await page.Keyboard.PressAsync("Control+A");
            await page.Keyboard.InsertTextAsync(text.Replace("f1Hz = 5", "f1Hz = 7"));
            await RunAllAsync(page);
            var after = await OutputsAsync(page);
            Assert.DoesNotContain("Error", after);
            Assert.NotEqual(before, after);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    private static async Task OpenAsync(IPage page, string url)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(300))
        {
            try
            {
                await page.GotoAsync(url);
                break;
            }
            catch (PlaywrightException) when (clock.Elapsed < TimeSpan.FromSeconds(30))
            {
                // The server is not up yet.
            }
        }
        await page.WaitForFunctionAsync(
            "() => window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()", null, new()
            { Timeout = 30_000 });
    }

    private static async Task RunAllAsync(IPage page)
    {
        await page.EvaluateAsync("() => { Jupyter.notebook.clear_all_output(); Jupyter.notebook.execute_all_cells(); }");
        await page.WaitForFunctionAsync(
            "() => Jupyter.notebook.get_cells().every(cell => cell.cell_type !== 'code' || typeof cell.input_prompt_number === 'number')",
            null, new() { Timeout = 60_000 });
    }

    private static Task<string> OutputsAsync(IPage page) => page.EvaluateAsync<string>(
        "() => Jupyter.notebook.get_cells().filter(cell => cell.output_area).flatMap(cell => cell.output_area.outputs).map(o => o.ename "
            + "? 'Error ' + o.evalue : o.text || o.data['text/plain']).join('\\n')");

    /// <summary>Skips the test where a module of Debian's Python is missing.</summary>
    private async Task NeedAsync(string module) =>
        Assert.SkipUnless(File.Exists(Python) && (await RunAsync("-c", $"import jupyter_client, {module}")).ExitCode == 0,
            $"{Python} has no {module}; .ci/run says how to install it");

    private ProcessStartInfo Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments)
            { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["JUPYTER_PATH"] = Path.Combine(folder.Path, "share", "jupyter");
        start.Environment["JUPYTER_CONFIG_DIR"] = folder["config"];
        start.Environment["JUPYTER_DATA_DIR"] = folder["data"];
        start.Environment["JUPYTER_RUNTIME_DIR"] = folder["runtime"];
        return start;
    }

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Start(arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
