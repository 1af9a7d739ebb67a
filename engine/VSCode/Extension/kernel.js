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
   * @param {(cell: vscode.NotebookCell) => void} onRun told of each cell that starts
   */
  constructor(controller, folder, findHost, onRun = () => { }) {
    this.controller = controller;
    this.folder = folder;
    this.findHost = findHost;
    this.onRun = onRun;
    this.displays = new Displays();
    this.waiting = []; // executions
    this.runs = false;
    this.late = Promise.resolve(); // outputs that come when their cell has ended
    this.epoch = 0; // one more with each interrupt and restart
  }

  /** The engine, started if it does not run. */
  running() {
    if (!this.engine || this.engine.hasEnded) {
      const engine = new Engine(this.findHost(), this.folder, reason => {
        if (this.engine === engine) this.engine = undefined;
        // A cell that runs says it; one that never started is no news to who only writes.
        if (!this.runs && engine.hasSpoken) vscode.window.showWarningMessage(reason);
      });
      this.engine = engine;
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
        const epoch = this.epoch;
        const succeeded = await this.run(this.waiting.shift());
        // What waits was meant to follow a success, unless the reader started it knowing that this cell was stopped.
        if (!succeeded && epoch === this.epoch) this.dismiss();
      }
    } finally {
      this.dismiss(); // none, unless an execution failed in VS Code itself
      this.runs = false;
    }
  }

  async run(execution) {
    const writer = new OutputWriter(execution, this.displays, cell => this.touch(cell));
    const over = new vscode.CancellationTokenSource();
    let succeeded = false;
    try {
      execution.start(Date.now());
      this.displays.forget(execution.cell);
      await execution.clearOutput();
      this.onRun(execution.cell);
      const engine = this.running();
      const reply = await engine.request("execute_request",
        {
          code: execution.cell.document.getText(), silent: false, store_history: true, user_expressions: {}, allow_stdin: true,
          stop_on_error: false,
        },
        {
          onLate: message => this.hearLate(message, execution.cell),
          onMessage: message => this.hear(message, execution, writer, question => this.ask(question, engine, over.token)),
        });
      succeeded = reply.status === "ok";
    } catch (error) {
      writer.take({ type: "error", content: { ename: "No engine", evalue: error.message, traceback: [] } });
    }
    over.cancel(); // a question that is still open is nobody's
    over.dispose();
    await writer.work;
    execution.end(succeeded, Date.now());
    return succeeded;
  }

  hear(message, execution, writer, ask) {
    if (message.type === "execute_input") execution.executionOrder = message.content.execution_count;
    else if (message.type === "input_request") ask(message.content);
    else writer.take(message);
  }

  /** What a cell left behind, a task say, still belongs to it. */
  hearLate(message, cell) {
    this.late = this.late.then(async () => {
      const before = cell.executionSummary;
      const execution = this.touch(cell);
      if (!execution) return;
      await new OutputWriter(execution, this.displays, other => this.touch(other)).take(message);
      execution.end(before?.success, before?.timing?.endTime);
    }).catch(() => { /* the cell runs again, or is gone from the notebook */ });
  }

  async ask({ prompt, password }, engine, over) {
    const value = await vscode.window.showInputBox({ prompt: prompt || "The cell asks for a line.", password, ignoreFocusOut: true }, over);
    if (over.isCancellationRequested) return; // the cell has ended, and another may run
    if (value === undefined) engine.interrupt().catch(() => { }); // who dismisses the question does not want the cell to go on
    else engine.send("input_reply", { status: "ok", value });
  }

  /**
   * An execution of a cell that does not run, so that its outputs can be changed; none if it is about to run, which clears them, or is
   * deleted.
   */
  touch(cell) {
    if (cell.index < 0 || this.waiting.some(execution => execution.cell === cell)) return undefined;
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
    this.epoch++;
    this.dismiss();
    if (this.engine) await this.engine.interrupt().catch(() => { });
  }

  /** Ends the engine; the next cell starts another. */
  async stop() {
    this.epoch++;
    this.dismiss();
    const engine = this.engine;
    this.engine = undefined;
    await engine?.stop();
  }
}

module.exports = { Kernel };
