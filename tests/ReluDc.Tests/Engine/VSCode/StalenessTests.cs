using System.Text.Json;

namespace ReluDc.Tests.Engine;

/// <summary>The extension's staleness.js: which outputs are marked as computed with other parameters.</summary>
public sealed class StalenessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Outputs_are_marked_once_the_parameters_are_others_and_until_they_run_again() => Assert.Equal(
        ["run: []", "written: [2,3] told", "written back: []", "run anew: [3]", "all run: []"], await RunAsync("""
            run(0, 1, 2, 3);
            tell("run");
            write("f = 7;");
            tell("written");
            write("f = 5;");
            tell("written back");
            write("f = 7;");
            run(1, 2);
            tell("run anew");
            run(3);
            tell("all run");
            """));

    [Fact]
    public async Task What_ran_without_parameters_is_not_marked_and_neither_is_what_has_no_output() => Assert.Equal(
        ["before: []", "cleared: [2]", "restarted: [3]"], await RunAsync("""
            run(2);
            write("f = 7;");
            tell("before");
            run(1, 2, 3);
            cells[3].outputs = [];
            write("f = 8;");
            tell("cleared");
            staleness.forget(notebook);
            run(2);
            cells[3].outputs = ["kept"];
            tell("restarted");
            """));

    [Fact]
    public async Task A_notebook_without_a_cell_of_parameters_has_none() => Assert.Equal(["run: []"], await RunAsync("""
        cells[1].metadata = {};
        run(1, 2);
        write("f = 7;");
        tell("run");
        """));

    /// <summary>
    /// Runs a script over cells 0 … 3, of which number 1 holds the parameters; lines of what is marked, and whether VS Code was told to
    /// look.
    /// </summary>
    private async Task<IEnumerable<string>> RunAsync(string script)
    {
        var module = Path.Combine(Checkout.Root, "engine", "VSCode", "Extension", "staleness.js");
        var heard = await NodeScript.RunAsync(folder["stale.js"], $$"""
            let told = false;
            const vscode = {
              EventEmitter: class { event = () => { }; fire() { told = true; } },
              NotebookCellStatusBarItem: class { constructor(text) { this.text = text; } },
              NotebookCellStatusBarAlignment: { Left: 1 },
            };
            const Module = require("module");
            const load = Module._load;
            Module._load = (name, ...rest) => name === "vscode" ? vscode : load(name, ...rest);
            const { Staleness } = require({{JsonSerializer.Serialize(module)}});

            const staleness = new Staleness();
            const notebook = { getCells: () => cells };
            const cells = ["set up", "f = 5;", "f", "f + 1"].map((text, i) => ({
              notebook, text, outputs: [], document: { getText() { return cells[i].text; } },
              metadata: i === 1 ? { metadata: { tags: ["parameters"] } } : {},
            }));
            const run = (...numbers) => numbers.forEach(i => {
              staleness.runs(cells[i]);
              cells[i].outputs = ["shown"];
            });
            const write = text => {
              told = false;
              cells[1].text = text;
              staleness.writes(cells[1].document, [notebook]);
            };
            const tell = what => {
              const marked = cells.flatMap((cell, i) => staleness.provideCellStatusBarItems(cell).length ? [i] : []);
              console.log(JSON.stringify(`${what}: ${JSON.stringify(marked)}${what === "written" && told ? " told" : ""}`));
            };
            {{script}}
            """);
        return heard.Select(line => (string)line!);
    }
}
