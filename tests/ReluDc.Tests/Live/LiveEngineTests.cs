using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ReluDc.Tests.Browser;

namespace ReluDc.Tests.Live;

/// <summary>A notebook with cells that take long, fail, and end their engine, on a live page of a server of its own.</summary>
public sealed class LiveEngineTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private BrowsedServer? served;
    private string address = "";
    private IPage page = null!;

    [Fact]
    public async Task Cells_that_take_long_wait_and_can_be_stopped_and_an_engine_that_dies_is_started_again()
    {
        page = await served!.Browser.NewPageAsync();
        await page.GotoAsync(address);
        await StateAsync("idle");
        Assert.Equal("slow 1", await OutputAsync("slow"));
        Assert.Equal("quick 1", await OutputAsync("quick"));

        // Slow cells wait, and quick ones do not
        await SetAsync("x", "2");
        await StateAsync("stale");
        await Assertions.Expect(page.Locator(".live-state")).ToHaveTextAsync(new Regex(@"^\d of 6 cells are to run: about \d"));
        Assert.Equal("slow 1", await OutputAsync("slow"));
        Assert.Equal("quick 2", await OutputAsync("quick"));
        await Assertions.Expect(page.Locator("[data-cell=slow]")).ToHaveAttributeAsync("data-now", "stale");
        await LiveCourse.PictureAsync(page, "5-stale");
        await page.Locator(".live-run").ClickAsync();
        await StateAsync("running");
        await Assertions.Expect(page.Locator("[data-cell=slow]")).ToHaveAttributeAsync("data-now", "running");
        await Assertions.Expect(page.Locator(".live-progress")).ToBeVisibleAsync();
        await StateAsync("idle");
        Assert.Equal("slow 2", await OutputAsync("slow"));

        // Stopped half-way: what it shows is of before, and says so
        await SetAsync("x", "3");
        await StateAsync("stale");
        await page.Locator(".live-run").ClickAsync();
        await Assertions.Expect(page.Locator("[data-cell=slow]")).ToHaveAttributeAsync("data-now", "running");
        await page.Locator(".live-stop").ClickAsync();
        await StateAsync("stale");
        Assert.Equal("slow 2", await OutputAsync("slow"));
        Assert.Equal("quick 3", await OutputAsync("quick"));
        await page.Locator(".live-run").ClickAsync();
        await StateAsync("idle");
        Assert.Equal("slow 3", await OutputAsync("slow"));

        // A cell that fails: those after it do not run, and come back
        await SetAsync("y", "-1");
        await StateAsync("failed");
        await LiveCourse.SaysAsync(page.Locator(".live-state"), "Stopped: cell 4: ArgumentException: negative");
        await LiveCourse.SaysAsync(page.Locator("[data-cell=fails]"), "ArgumentException: negative");
        await Assertions.Expect(page.Locator("[data-cell=last]")).ToHaveAttributeAsync("data-now", "not-run");
        await LiveCourse.PictureAsync(page, "5-failed");
        await SetAsync("y", "4");
        await StateAsync("idle");
        Assert.Equal("last 4", await OutputAsync("last"));

        // A cell that ends the engine's process: in the next, all run again, when asked
        await SetAsync("z", "13");
        await StateAsync("failed");
        await LiveCourse.SaysAsync(page.Locator("[data-cell=dies]"), "the cell ended the engine's process (exit code 3)");
        await SetAsync("z", "5");
        await StateAsync("stale");
        await page.Locator(".live-run").ClickAsync();
        await StateAsync("idle");
        Assert.Equal("alive 5", await OutputAsync("dies"));
        Assert.Equal("last 4", await OutputAsync("last"));
        Assert.Equal("slow 3", await OutputAsync("slow"));

        // The server goes and says nothing; the page says that
        served.Process.Kill(entireProcessTree: true);
        await LiveCourse.SaysAsync(page.Locator(".live-state"), "The server does not answer");
        await StateAsync("failed");
    }

    public async ValueTask InitializeAsync()
    {
        var cells = new (string Id, string Code)[]
        {
            ("parameters", "double x = 1;   // 0 … 10: of the slow cell\ndouble y = 1;   // -20 … 20: of the one that fails"
                + "\ndouble z = 1;   // 0 … 20: of the one that ends the engine"),
            ("quick", "Console.Write($\"quick {x}\");"),
            ("slow", "Console.Write(\"slow\");\nfor (var i = 0; i < 60; i++) await Task.Delay(50);\nConsole.Write($\" {x}\");"),
            ("fails", "if (y < 0) throw new ArgumentException(\"negative\");"),
            ("last", "Console.Write($\"last {y}\");"),
            ("dies", "if (z == 13) Environment.Exit(3);\nConsole.Write($\"alive {z}\");"),
        };
        var file = Path.Combine(folder.Path, "slow.ipynb");
        File.WriteAllText(file, new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select((cell, i) => (JsonNode)new JsonObject
            {
                ["cell_type"] = "code", ["execution_count"] = null, ["id"] = cell.Id, ["outputs"] = new JsonArray(), ["source"] = cell.Code,
                ["metadata"] = i == 0 ? new JsonObject { ["tags"] = new JsonArray("parameters") } : new JsonObject(),
            })]),
            ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5,
        }.ToJsonString());
        served = await BrowsedServer.StartAsync(new("dotnet", ["exec", HostProcess.Program, "serve", file, "--ask-after", "1.5"])
            { RedirectStandardOutput = true });
        address = (await served.Process.StandardOutput.ReadLineAsync())!;
        Assert.EndsWith("/slow.html", address);
    }

    public async ValueTask DisposeAsync()
    {
        if (served is not null)
            await served.DisposeAsync();
        folder.Dispose();
    }

    private Task StateAsync(string state) => LiveCourse.RestAsync(page, state);

    private Task<string> OutputAsync(string cell) => page.Locator($"[data-cell={cell}]").InnerTextAsync();

    private async Task SetAsync(string name, string value)
    {
        await page.Locator($"[name={name}]").FillAsync(value);
        await page.Locator($"[name={name}]").PressAsync("Enter");
    }
}
