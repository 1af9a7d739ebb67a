// Marks outputs that were computed with other parameters than the notebook names now.
"use strict";
const vscode = require("vscode");

const words = "computed with other parameters";

/** A cell's tags: at the place where VS Code keeps them, and where it did before 1.86. */
const tags = cell => (cell.metadata?.metadata ?? cell.metadata?.custom?.metadata)?.tags ?? [];

const isParameters = cell => tags(cell).includes("parameters");

class Staleness {
  constructor() {
    this.changed = new vscode.EventEmitter();
    this.onDidChangeCellStatusBarItems = this.changed.event;
    this.current = new WeakMap(); // a notebook → the parameters that its engine has
    this.computedWith = new WeakMap(); // a cell → the parameters that the engine had when it ran
  }

  /** A cell starts to run. */
  runs(cell) {
    if (isParameters(cell)) this.current.set(cell.notebook, cell.document.getText());
    if (this.current.has(cell.notebook)) this.computedWith.set(cell, this.current.get(cell.notebook));
    else this.computedWith.delete(cell);
    this.changed.fire();
  }

  /** The notebook's engine is gone, and its variables. */
  forget(notebook) {
    this.current.delete(notebook);
  }

  /** A text was written. */
  writes(document, notebooks) {
    if (notebooks.some(notebook => notebook.getCells().some(cell => cell.document === document && isParameters(cell))))
      this.changed.fire();
  }

  /** Asked by VS Code for each cell that is to be seen. */
  provideCellStatusBarItems(cell) {
    const parameters = cell.notebook.getCells().find(isParameters);
    const used = this.computedWith.get(cell);
    if (!parameters || cell === parameters || used === undefined || cell.outputs.length === 0
      || used === parameters.document.getText()) return [];
    const item = new vscode.NotebookCellStatusBarItem(`$(history) ${words}`, vscode.NotebookCellStatusBarAlignment.Left);
    item.tooltip = "The cell tagged \"parameters\" has changed since. Run the notebook again.";
    return [item];
  }
}

module.exports = { Staleness, isParameters };
