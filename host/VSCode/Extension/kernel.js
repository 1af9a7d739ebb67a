// The kernel of one notebook: its engine, the cells that wait for it, and what happens when one of them ends.
"use strict";
const vscode = require("vscode");
const { Engine } = require("./engine");
const { OutputWriter, Displays } = require("./outputs");

class Kernel {
  /**
   * @param {vscode.NotebookController} controller makes executions
   * @param {string} folder the notebook's
   * @param {() => object} findHost what to start; throws an error whose message is for the reader
   */
  constructor(controller, folder, findHost) {
    this.controller = controller;
    this.folder = folder;
    this.findHost = findHost;
    this.displays = new Displays();
    this.waiting = []; // executions
    this.runs = false;
    this.count = 0;
  }

  /** The engine, started if it does not run. */
  running() {
    if (!this.engine || this.engine.hasEnded) {
      this.count = 0;
      this.engine = new Engine(this.findHost(), this.folder, reason => {
        this.engine = undefined;
        if (!this.runs) vscode.window.showWarningMessage(reason); // otherwise the cell says it
      });
    }
    return this.engine;
  }

  /** Runs cells, after those that wait already. */
  async execute(cells) {
    this.waiting.push(...cells.map(cell => this.controller.createNotebookCellExecution(cell)));
    if (this.runs) return;
    this.runs = true;
    try {
      while (this.waiting.length > 0) {
        const succeeded = await this.run(this.waiting.shift());
        if (!succeeded) this.dismiss(); // what waits was meant to follow a success
      }
    } finally {
      this.runs = false;
    }
  }

  async run(execution) {
    const writer = new OutputWriter(execution, this.displays, cell => this.touch(cell));
    execution.start(Date.now());
    await execution.clearOutput();
    let succeeded = false;
    try {
      const engine = this.running();
      const reply = await engine.request("execute_request",
        { code: execution.cell.document.getText(), silent: false, store_history: true, user_expressions: {}, allow_stdin: true, stop_on_error: false },
        { onMessage: message => this.hear(message, execution, writer, engine) });
      succeeded = reply.status === "ok";
    } catch (error) {
      writer.take({ type: "error", content: { ename: "No engine", evalue: error.message, traceback: [] } });
    }
    await writer.work;
    execution.end(succeeded, Date.now());
    return succeeded;
  }

  hear(message, execution, writer, engine) {
    if (message.type === "execute_input") execution.executionOrder = message.content.execution_count;
    else if (message.type === "input_request") this.ask(message.content, engine);
    else writer.take(message);
  }

  async ask({ prompt, password }, engine) {
    const value = await vscode.window.showInputBox({ prompt, password, ignoreFocusOut: true });
    if (value === undefined) engine.interrupt().catch(() => { }); // who dismisses the question does not want the cell to go on
    else engine.send("input_reply", { status: "ok", value });
  }

  /** An execution of a cell that does not run, so that its outputs can be changed. */
  touch(cell) {
    const execution = this.controller.createNotebookCellExecution(cell);
    const before = cell.executionSummary;
    execution.executionOrder = before?.executionOrder;
    execution.start(before?.timing?.startTime);
    return execution;
  }

  /** Gives up the cells that wait. */
  dismiss() {
    for (const execution of this.waiting.splice(0)) execution.end(undefined);
  }

  async interrupt() {
    this.dismiss();
    if (this.engine) await this.engine.interrupt().catch(() => { });
  }

  /** Ends the engine; the next cell starts another. */
  async stop() {
    this.dismiss();
    const engine = this.engine;
    this.engine = undefined;
    await engine?.stop();
  }
}

module.exports = { Kernel };
