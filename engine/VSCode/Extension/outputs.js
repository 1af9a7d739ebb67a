// What the engine says of a cell, as outputs of VS Code.
"use strict";
const vscode = require("vscode");

/** The forms of a value, richest first: VS Code shows the first that it can. */
function items(data) {
  const plainLast = ([a], [b]) => (a === "text/plain") - (b === "text/plain");
  return Object.entries(data).sort(plainLast).map(([mime, value]) =>
    mime.endsWith("json") ? vscode.NotebookCellOutputItem.json(value, mime)
      : mime.startsWith("image/") && mime !== "image/svg+xml"
        ? new vscode.NotebookCellOutputItem(Buffer.from([].concat(value).join(""), "base64"), mime)
        : vscode.NotebookCellOutputItem.text(Array.isArray(value) ? value.join("") : value, mime));
}

/** Outputs that can be updated, by the id that the engine gave them. Of one notebook. */
class Displays {
  constructor() {
    this.byId = new Map();
  }

  add(id, output, cell) {
    if (id) this.byId.set(id, [...(this.byId.get(id) ?? []), { output, cell }]);
  }

  /** Outputs that a cell is about to lose. */
  forget(cell) {
    for (const [id, shown] of this.byId) this.byId.set(id, shown.filter(entry => entry.cell !== cell));
  }

  get(id) {
    return this.byId.get(id) ?? [];
  }
}

/** Puts the outputs of one execution where they belong, in the order in which they come. */
class OutputWriter {
  /**
   * @param {vscode.NotebookCellExecution} execution of the cell
   * @param {Displays} displays of the notebook
   * @param {(cell: vscode.NotebookCell) => vscode.NotebookCellExecution | undefined} other makes an execution of another cell, which
   * alone may change its outputs
   */
  constructor(execution, displays, other) {
    this.execution = execution;
    this.displays = displays;
    this.other = other;
    this.stream = undefined; // the last output, if it is a stream: what is printed next belongs to it
    this.clearsFirst = false;
    this.work = Promise.resolve();
  }

  /** Takes a message; the work is done after that of those before it. */
  take(message) {
    this.work = this.work.then(() => this.write(message)).catch(() => { /* the cell is gone from the notebook */ });
    return this.work;
  }

  async write({ type, content }) {
    switch (type) {
      case "stream":
        await this.print(content.name, content.text);
        break;
      case "execute_result":
      case "display_data": {
        const metadata = { outputType: type, executionCount: content.execution_count, metadata: content.metadata ?? {} };
        const output = new vscode.NotebookCellOutput(items(content.data), metadata);
        this.displays.add(content.transient?.display_id, output, this.execution.cell);
        await this.append(output);
        break;
      }
      case "update_display_data":
        await this.update(content.transient?.display_id, items(content.data));
        break;
      case "error":
        await this.fail(content.ename, content.evalue, content.traceback);
        break;
      case "clear_output":
        this.stream = undefined;
        if (content.wait) this.clearsFirst = true;
        else await this.execution.clearOutput();
        break;
    }
  }

  fail(name, message, traceback = []) {
    const item = vscode.NotebookCellOutputItem.error({ name, message, stack: traceback.join("\n") });
    const metadata = { outputType: "error", originalError: { ename: name, evalue: message, traceback } }; // so a file keeps its lines
    return this.append(new vscode.NotebookCellOutput([item], metadata));
  }

  async print(name, text) {
    const item = name === "stderr" ? vscode.NotebookCellOutputItem.stderr(text) : vscode.NotebookCellOutputItem.stdout(text);
    if (this.stream?.name === name && !this.clearsFirst) {
      await this.execution.appendOutputItems(item, this.stream.output);
      return;
    }
    const output = new vscode.NotebookCellOutput([item], { outputType: "stream" });
    await this.append(output);
    this.stream = { name, output };
  }

  async append(output) {
    this.stream = undefined;
    if (this.clearsFirst) await this.execution.clearOutput();
    this.clearsFirst = false;
    await this.execution.appendOutput(output);
  }

  async update(id, newItems) {
    for (const { output, cell } of this.displays.get(id)) {
      if (cell === this.execution.cell) {
        await this.execution.replaceOutputItems(newItems, output);
        continue;
      }
      const before = cell.executionSummary;
      const execution = this.other(cell);
      if (!execution) continue;
      await execution.replaceOutputItems(newItems, output);
      execution.end(before?.success, before?.timing?.endTime);
    }
  }
}

module.exports = { OutputWriter, Displays };
