// Runs C# notebooks in VS Code: one controller for all, one kernel for each notebook that has run.
"use strict";
const fs = require("fs");
const path = require("path");
const vscode = require("vscode");
const { Kernel } = require("./kernel");
const language = require("./language");
const parameters = require("./parameters");
const { Staleness } = require("./staleness");

const kernelNames = [".net-csharp", "reludc-csharp"];

/** The host to start: the reader's, or the one that made this extension. */
function findHost() {
  const settings = vscode.workspace.getConfiguration("reludc");
  const made = JSON.parse(fs.readFileSync(path.join(__dirname, "host.json"), "utf8"));
  const own = settings.get("host");
  const isInteractive = settings.get("engine") === "interactive"; // which another program builds and starts
  const program = isInteractive
    ? own ? path.join(path.dirname(own), path.basename(made.builder)) : made.builder
    : own || made.program;
  if (!fs.existsSync(program))
    throw new Error(`There is no host at ${program}. Build it with "dotnet build ReluDc.slnx" in the checkout, `
      + "or let the setting reludc.host name another.");
  const dotnet = settings.get("dotnet") || (fs.existsSync(made.dotnet) ? made.dotnet : "dotnet");
  return {
    dotnet, program, environment: made.environment,
    more: isInteractive ? ["--engine", "interactive"] : [],
    onProgress: text => vscode.window.setStatusBarMessage(text, 6000),
  };
}

/** The name of the kernel that a notebook asks for. */
function kernelNameOf(notebook) {
  const metadata = notebook.metadata?.metadata ?? notebook.metadata?.custom?.metadata ?? {};
  return metadata.kernelspec?.name;
}

function activate(context) {
  const kernels = new Map(); // the notebook's URI → its kernel
  const staleness = new Staleness();
  const controller = vscode.notebooks.createNotebookController("reludc-csharp", "jupyter-notebook", ".NET (C#), ReluDc");
  controller.supportedLanguages = ["csharp"];
  controller.supportsExecutionOrder = true;
  controller.description = "the engine of the ReluDc course";

  const kernelOf = notebook => {
    const key = notebook.uri.toString();
    const folder = notebook.uri.scheme === "file" ? path.dirname(notebook.uri.fsPath) : require("os").homedir();
    if (!kernels.has(key)) kernels.set(key, new Kernel(controller, folder, findHost, cell => staleness.runs(cell)));
    return kernels.get(key);
  };
  const forget = async notebook => {
    const kernel = kernels.get(notebook.uri.toString());
    kernels.delete(notebook.uri.toString());
    staleness.forget(notebook);
    await kernel?.stop();
  };
  const prefer = notebook => {
    if (notebook.notebookType === "jupyter-notebook" && kernelNames.includes(kernelNameOf(notebook)))
      controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
  };

  const selected = new Set(); // notebooks that run here
  controller.onDidChangeSelectedNotebooks(({ notebook, selected: chosen }) => {
    if (chosen) selected.add(notebook);
    else {
      selected.delete(notebook);
      forget(notebook);
    }
  });
  controller.executeHandler = (cells, notebook) => kernelOf(notebook).execute(cells);
  controller.interruptHandler = notebook => kernelOf(notebook).interrupt();
  vscode.workspace.notebookDocuments.forEach(prefer);

  const engineOf = document => {
    const notebook = vscode.workspace.notebookDocuments.find(candidate => candidate.getCells().some(cell => cell.document === document));
    if (!notebook || !selected.has(notebook)) return undefined;
    try {
      return kernelOf(notebook).running();
    } catch {
      return undefined; // no host: running a cell says so
    }
  };

  context.subscriptions.push(
    controller,
    ...language.register(engineOf),
    vscode.notebooks.registerNotebookCellStatusBarItemProvider("jupyter-notebook", staleness),
    vscode.workspace.onDidChangeTextDocument(({ document }) => staleness.writes(document, vscode.workspace.notebookDocuments)),
    vscode.workspace.onDidOpenNotebookDocument(prefer),
    vscode.workspace.onDidCloseNotebookDocument(notebook => {
      selected.delete(notebook);
      return forget(notebook);
    }),
    vscode.commands.registerCommand("reludc.restart", async () => {
      const notebook = vscode.window.activeNotebookEditor?.notebook;
      if (!notebook) return;
      staleness.forget(notebook);
      await kernelOf(notebook).stop();
      vscode.window.setStatusBarMessage("C# kernel restarted: variables are gone", 5000);
    }),
    vscode.commands.registerCommand("reludc.setParameter", async () => {
      const notebook = vscode.window.activeNotebookEditor?.notebook;
      if (notebook && await parameters.ask(notebook)) await vscode.commands.executeCommand("notebook.execute");
    }),
    { dispose: () => kernels.forEach(kernel => kernel.stop()) },
  );
}

module.exports = { activate };
