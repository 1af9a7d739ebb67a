using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReluDc.Tests.Engine;

/// <summary>
/// The extension's kernel.js with a real engine, and with as much of VS Code as it needs: which cells run, in cases whose timing a window
/// cannot be held to.
/// </summary>
public sealed class CellQueueTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_cell_started_right_after_a_restart_runs_on_the_new_engine() =>
        Assert.Equal(["Thread.Sleep(-1): failed", "\"again\": succeeded"], await RunAsync("""
            kernel.execute([cell("Thread.Sleep(-1)")]);
            await runs();
            kernel.stop();
            await kernel.execute([cell('"again"')]);
            """));

    [Fact]
    public async Task A_cell_started_right_after_an_interrupt_runs() =>
        Assert.Equal(["Thread.Sleep(-1): failed", "\"again\": succeeded"], await RunAsync("""
            kernel.execute([cell("Thread.Sleep(-1)")]);
            await runs();
            kernel.interrupt();
            await kernel.execute([cell('"again"')]);
            """));

    [Fact]
    public async Task A_failure_gives_up_the_cells_that_wait_for_it() =>
        Assert.Equal(["1: succeeded", "int.Parse(\"x\"): failed", "2: not run", "3: not run"], await RunAsync("""
            const first = kernel.execute([cell("1"), cell('int.Parse("x")'), cell("2")]);
            kernel.execute([cell("3")]);
            await first;
            """));

    [Fact]
    public async Task An_interrupt_gives_up_the_cells_that_wait() =>
        Assert.Equal(["Thread.Sleep(-1): failed", "2: not run"], await RunAsync("""
            kernel.execute([cell("Thread.Sleep(-1)"), cell("2")]);
            await runs();
            await kernel.interrupt();
            """));

    [Fact]
    public async Task A_cell_deleted_while_it_waits_does_not_hold_up_what_is_run_later() =>
        Assert.Equal(["1: not run", "2: succeeded"], await RunAsync("""
            await kernel.execute([{ ...cell("1"), isDeleted: true }]);
            await kernel.execute([cell("2")]);
            """));

    [Fact]
    public async Task What_a_cell_left_behind_prints_into_that_cell() =>
        Assert.Equal(["late: succeeded [mine]", "next: succeeded [other]", "late: succeeded [after]"], await RunAsync("""
            const late = { ...cell("late"), document: { getText: () =>
              'Console.Write("mine"); _ = Task.Run(async () => { await Task.Delay(700); Console.Write("after"); });' } };
            await kernel.execute([late]);
            await kernel.execute([{ ...cell("next"), document: { getText: () => 'Console.Write("other"); await Task.Delay(300);' } }]);
            while (executions.length < 3) await new Promise(resolve => setTimeout(resolve, 5));
            """));

    /// <summary>Runs a script that uses the kernel; what became of each cell, in the order in which they were started.</summary>
    private async Task<IEnumerable<string>> RunAsync(string script)
    {
        var kernel = Path.Combine(Checkout.Root, "engine", "VSCode", "Extension", "kernel.js");
        var host = new { dotnet = "dotnet", program = KernelUnderTest.Program, environment = new Dictionary<string, string>() };
        var heard = await NodeScript.RunAsync(folder["queue.js"], $$"""
            const vscode = {
              CancellationTokenSource: class { token = {}; cancel() { this.token.isCancellationRequested = true; } dispose() { } },
              NotebookCellOutput: class { constructor(items) { this.items = items; } },
              NotebookCellOutputItem: { error() { }, stdout(text) { return text; }, stderr() { }, text() { }, json() { } },
              window: { showWarningMessage() { } },
            };
            const Module = require("module");
            const load = Module._load;
            Module._load = (name, ...rest) => name === "vscode" ? vscode : load(name, ...rest);
            const { Kernel } = require({{JsonSerializer.Serialize(kernel)}});

            const executions = [];
            const cell = code => ({ index: 0, code, document: { getText: () => code } });
            const createNotebookCellExecution = cell => {
              const execution = {
                cell, state: "waiting",
                start() {
                  if (cell.isDeleted) throw new Error("there is no such cell");
                  this.state = "running";
                },
                end(success) {
                  cell.executionSummary = { success };
                  this.state = success === undefined || this.state === "waiting" ? "not run" : success ? "succeeded" : "failed";
                },
                printed: "",
                async clearOutput() { }, async appendOutputItems(item) { this.printed += item; },
                async appendOutput(output) { this.printed += output.items[0] ?? ""; }, async replaceOutputItems() { },
              };
              executions.push(execution);
              return execution;
            };
            const host = {{JsonSerializer.Serialize(host)}};
            const kernel = new Kernel({ createNotebookCellExecution }, {{JsonSerializer.Serialize(folder.Path)}}, () => host);
            // Until the engine runs the cell: it has told its number.
            const runs = async () => {
              while (executions[0].executionOrder === undefined) await new Promise(resolve => setTimeout(resolve, 5));
            };
            (async () => {
              {{script}}
              while (executions.some(execution => execution.state === "running")) await new Promise(resolve => setTimeout(resolve, 5));
              for (const { cell, state, printed } of executions)
                console.log(JSON.stringify(`${cell.code}: ${state}${printed ? ` [${printed}]` : ""}`));
              await kernel.stop();
            })();
            """);
        return heard.Select(line => (string)line!);
    }
}
