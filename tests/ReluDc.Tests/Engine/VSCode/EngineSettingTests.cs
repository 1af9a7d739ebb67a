using System.IO.Compression;
using System.Text.Json;

namespace ReluDc.Tests.Engine;

/// <summary>The extension's setting reludc.engine: the extension itself in node, with as much of VS Code as it needs.</summary>
public sealed class EngineSettingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "ReluDc.Engine")]
    [InlineData("reludc", "ReluDc.Engine")]
    [InlineData("interactive", "ReluDc.Engine.Interactive")]
    public async Task The_setting_says_which_engine_runs_a_cell(string engine, string program)
    {
        Assert.Equal(0, (await HostProcess.RunAsync(folder.Path, "vscode", "package", "--out", "made.vsix")).ExitCode);
        await ZipFile.ExtractToDirectoryAsync(folder["made.vsix"], folder["unpacked"], TestContext.Current.CancellationToken);
        var extension = Path.Combine(folder["unpacked"], "extension", "extension.js");
        var heard = await NodeScript.RunAsync(folder["setting.js"], $$"""
            const nothing = () => ({ dispose() { } });
            const controller = { onDidChangeSelectedNotebooks: nothing, dispose() { } };
            const vscode = {
              CancellationTokenSource: class { token = {}; cancel() { } dispose() { } },
              EventEmitter: class { fire() { } },
              NotebookCellOutput: class { constructor(items) { this.items = items; } },
              NotebookCellOutputItem: {
                error: error => error.message, stdout: text => text, stderr: text => text, text: text => text, json: JSON.stringify,
              },
              commands: { registerCommand: nothing },
              languages: new Proxy({}, { get: () => nothing }),
              notebooks: { createNotebookController: () => controller, registerNotebookCellStatusBarItemProvider: nothing },
              window: { setStatusBarMessage() { }, showWarningMessage() { } },
              workspace: {
                getConfiguration: () => ({ get: name => name === "engine" ? {{JsonSerializer.Serialize(engine)}} : "" }),
                notebookDocuments: [], onDidOpenNotebookDocument: nothing, onDidCloseNotebookDocument: nothing,
                onDidChangeTextDocument: nothing, onDidCloseTextDocument: nothing,
              },
            };
            const Module = require("module");
            const load = Module._load;
            Module._load = (name, ...rest) => name === "vscode" ? vscode : load(name, ...rest);
            const context = { subscriptions: [] };
            require({{JsonSerializer.Serialize(extension)}}).activate(context);
            const text = "System.Reflection.Assembly.GetEntryAssembly().GetName().Name";
            const cell = { index: 0, document: { getText: () => text } };
            controller.createNotebookCellExecution = () => ({
              cell, start() { }, end() { }, async clearOutput() { },
              async appendOutput(output) { console.log(JSON.stringify(output.items)); },
            });
            const uri = { scheme: "file", fsPath: {{JsonSerializer.Serialize(folder["some.ipynb"])}} };
            controller.executeHandler([cell], { uri }).then(() => context.subscriptions.forEach(one => one.dispose()));
            """);
        Assert.Equal(program, (string?)Assert.Single(heard)[0]);
    }
}
