// Asks for a parameter of a notebook, and writes the answer into the cell that declares it.
"use strict";
const vscode = require("vscode");
const { isParameters } = require("./staleness");

// A declaration a line: type, name, literal, and what it means in the comment.
const declaration = new RegExp(/^(\s*(\w+\??)(?:\[\])?\??\s+(\w+)\s*=\s*)/.source
  + /((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^;"'])+)/.source + /;[ \t]*(?:\/\/[ \t]*(.*))?$/.source);

const literals = {
  int: [/^[+-]?\d[\d_]*$/, "a whole number"], long: [/^[+-]?\d[\d_]*$/, "a whole number"],
  double: [/^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i, "a number"], bool: [/^(true|false)$/, "true or false"],
  string: [/^"(?:[^"\\]|\\.)*"$/, "a text in quotation marks"],
};

/** The declarations in the text of a cell, each with its line. */
const read = text => text.split("\n").flatMap((line, number) => {
  const [, before, type, name, value, meaning] = declaration.exec(line.trimEnd()) ?? [];
  return name ? [{ number, start: before.length, type, name, value: value.trim(), length: value.length, meaning: meaning ?? "" }] : [];
});

/** What is wrong with a value; nothing for types that are not checked here. The compiler has the last word. */
function fault({ type, value }, given) {
  const isList = value.startsWith("[") || value.startsWith("{") || value.startsWith("new");
  const [form, words] = !isList && literals[type] || [];
  return form && !form.test(given.trim()) ? `${type}: ${words}` : given.trim() === "" ? "a value" : undefined;
}

/** Prompts for one of the parameters of a notebook; whether one was changed. */
async function ask(notebook) {
  const cell = notebook.getCells().find(isParameters);
  const declared = cell ? read(cell.document.getText()) : [];
  if (declared.length === 0) {
    vscode.window.showInformationMessage("No cell of this notebook is tagged \"parameters\".");
    return false;
  }
  const chosen = await vscode.window.showQuickPick(
    declared.map(one => ({ label: one.name, description: one.value, detail: one.meaning, one })),
    { placeHolder: "Which parameter?", matchOnDetail: true });
  if (!chosen) return false;
  const { one } = chosen;
  const given = await vscode.window.showInputBox(
    { prompt: `${one.name}: ${one.meaning}`, value: one.value, validateInput: text => fault(one, text) });
  if (given === undefined || given.trim() === one.value) return false;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(cell.document.uri, new vscode.Range(one.number, one.start, one.number, one.start + one.length), given.trim());
  return vscode.workspace.applyEdit(edit);
}

module.exports = { ask, read, fault };
