using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace ReluDc.Tests.Engine;

/// <summary>The extension in VS Code where a cell asks, fails, or takes its engine along, and the file that is left.</summary>
public sealed class UnhappyPathTests : IDisposable
{
    private const string Notebook = "unhappy.ipynb";

    private readonly TemporaryFolder folder = new();

    public UnhappyPathTests() => folder.Notebook(Notebook,
        "var name = Input(\"Who is there?\"); \"Hello, \" + name",
        "int[] empty = [];\nempty[3]",
        "\"after the \" + \"failure\"",
        "LaTeX(@\"\\frac{a}{\\pi}\")",
        $"#r \"{Path.Combine(Checkout.Root, "lib", "bin", "ReluDc.Figures.dll")}\"\nusing ReluDc.Figures;\nClaim.State(\"C01-a-test\", "
            + "\"Eq. 8\", \"A row of the ledger.\", measured: 2, unit: \"1\", Verdict.Holds, predicted: 2, tolerance: 0.5, because: \"a "
                + "test\")",
        "Environment.Exit(7);",
        "name.Length");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_cell_may_ask_fail_and_end_its_engine_and_the_file_keeps_what_was_shown()
    {
        // The settings' folder is there from the start: an editor that watches may miss a file in a folder that has just been made.
        Directory.CreateDirectory(folder[".vscode"]);
        await File.WriteAllTextAsync(folder[Path.Combine(".vscode", "settings.json")], "{}", TestContext.Current.CancellationToken);
        await using var code = await CodeServer.OpenAsync(folder.Path);
        await code.OpenFileAsync(Notebook);
        var page = code.Page;
        var question = page.Locator(".quick-input-widget").Filter(new() { HasText = "Who is there?" });

        // Run all stops at the failing cell.
        await code.CommandAsync("Notebook: Run All");
        await question.WaitForAsync();
        await page.Keyboard.TypeAsync("Ada");
        await page.Keyboard.PressAsync("Enter");
        await code.OutputAsync(".output", "Hello, Ada");
        await code.OutputAsync(".output", "line 2");
        await page.Locator(".monaco-list-row .codicon-notebook-state-error").WaitForAsync();
        Assert.Equal(1, await page.Locator(".monaco-list-row .codicon-notebook-state-success").CountAsync());
        await code.PictureAsync("7-failed");

        // Formulas and claims show in their own form.
        await code.RunCellAsync("LaTeX(");
        await code.OutputAsync(".output .katex");
        await code.RunCellAsync("Claim.State");
        await code.OutputAsync(".output", "A row of the ledger.");
        await code.PictureAsync("8-forms");

        await page.Keyboard.PressAsync("Control+S");
        var saved = await SavedAsync(json => json["cells"]![4]!["outputs"]!.AsArray().Count > 0);
        var outputs = saved["cells"]!.AsArray().Select(cell => cell!["outputs"]!.AsArray()).ToList();
        Assert.Equal(("execute_result", "execute_result"),
            ((string?)outputs[0][0]!["output_type"], (string?)outputs[3][0]!["output_type"]));
        Assert.Equal(1, (int?)outputs[0][0]!["execution_count"]);
        Assert.Equal(("error", "IndexOutOfRangeException"), ((string?)outputs[1][0]!["output_type"], (string?)outputs[1][0]!["ename"]));
        // line by line, as the engine sends it
        var traceback = outputs[1][0]!["traceback"]!.AsArray().Select(line => (string)line!).ToList();
        Assert.Equal("IndexOutOfRangeException: Index was outside the bounds of the array.", traceback[0]);
        Assert.Equal("  at In [2], line 2", traceback[^1]);
        Assert.DoesNotContain(traceback, line => line.Contains('\n'));
        Assert.Empty(outputs[2]);
        Assert.Equal("C01-a-test", (string?)outputs[4][0]!["data"]!["application/vnd.reludc.claim+json"]!["id"]);
        Assert.Equal(".net-csharp", (string?)saved["metadata"]!["kernelspec"]!["name"]);

        // An engine that ends says so, and the next cell has a new one.
        await code.RunCellAsync("Environment.Exit");
        await code.OutputAsync(".output", "(exit code 7), and all variables are gone");
        await code.PictureAsync("9-ended");
        await code.RunCellAsync("name.Length");
        await code.OutputAsync(".output", "The name 'name' does not exist");

        // Who dismisses the question gives up the cell.
        // read when an engine starts next, below
        await File.WriteAllTextAsync(folder[Path.Combine(".vscode", "settings.json")],
            "{ \"reludc.host\": \"/nowhere/ReluDc.Notebooks.dll\" }", TestContext.Current.CancellationToken);
        await code.RunCellAsync("Input(");
        await question.WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await code.OutputAsync(".output", "The cell was interrupted");
        await question.WaitForAsync(new() { State = WaitForSelectorState.Hidden }); // the next one is not to be taken for this one

        // A question that is open when its kernel stops goes with it.
        await code.RunCellAsync("Input(");
        await question.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restart" }).First.ClickAsync();
        await code.OutputAsync(".output", "The kernel was stopped");
        await question.WaitForAsync(new() { State = WaitForSelectorState.Hidden });

        // A host that is not there: what to do.
        await code.RunCellAsync("name.Length");
        await code.OutputAsync(".output", "There is no host at /nowhere/ReluDc.Notebooks.dll");
        await code.PictureAsync("10-no-host");
    }

    /// <summary>The file, once it is as it should be.</summary>
    private async Task<JsonNode> SavedAsync(Func<JsonNode, bool> when)
    {
        for (var tries = 0; ; tries++)
        {
            var json = JsonNode.Parse(await File.ReadAllTextAsync(folder[Notebook], TestContext.Current.CancellationToken))!;
            if (when(json))
                return json;
            Assert.True(tries < 100, "the notebook was not saved");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
