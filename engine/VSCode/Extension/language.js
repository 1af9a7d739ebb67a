// Completion and hover in cells, answered by the engine, which knows what earlier cells declared.
"use strict";
const vscode = require("vscode");

const kinds = {
  method: "Method", extensionmethod: "Method", property: "Property", field: "Field", local: "Variable", parameter: "Variable",
  rangevariable: "Variable", class: "Class",
  structure: "Struct", interface: "Interface", enum: "Enum", enummember: "EnumMember", delegate: "Interface", event: "Event",
  namespace: "Module", keyword: "Keyword",
  constant: "Constant", typeparameter: "TypeParameter", snippet: "Snippet",
};

/** Jupyter counts code points, VS Code UTF-16 units. */
const toCodePoints = (text, offset) => [...text.slice(0, offset)].length;
const toOffset = (text, codePoints) => [...text].slice(0, codePoints).join("").length;

/**
 * Registers both.
 * @param {(document: vscode.TextDocument) => import("./engine").Engine | undefined} engineOf the engine of the notebook that a cell
 * belongs to
 */
function register(engineOf) {
  const cells = { notebookType: "jupyter-notebook", language: "csharp" };
  const ask = async (document, position, type) => {
    const engine = engineOf(document);
    if (!engine) return undefined;
    const code = document.getText();
    try {
      // On the control channel: a reader writes the next cell while one runs.
      const content = { code, cursor_pos: toCodePoints(code, document.offsetAt(position)), detail_level: 0 };
      return await engine.request(type, content, { channel: "control" });
    } catch {
      return undefined; // the engine has ended
    }
  };
  return [
    vscode.languages.registerCompletionItemProvider(cells, {
      async provideCompletionItems(document, position) {
        const reply = await ask(document, position, "complete_request");
        if (!reply?.matches) return [];
        const code = document.getText();
        const at = codePoint => document.positionAt(toOffset(code, codePoint));
        const range = new vscode.Range(at(reply.cursor_start), at(reply.cursor_end));
        const types = new Map((reply.metadata?._jupyter_types_experimental ?? []).map(entry => [entry.text, entry.type]));
        return reply.matches.map((text, order) => {
          const item = new vscode.CompletionItem(text, vscode.CompletionItemKind[kinds[types.get(text)] ?? "Text"]);
          item.range = range;
          item.sortText = String(order).padStart(5, "0");
          return item;
        });
      },
    }, "."),
    vscode.languages.registerHoverProvider(cells, {
      async provideHover(document, position) {
        const reply = await ask(document, position, "inspect_request");
        if (!reply?.found) return undefined;
        const [signature, ...rest] = reply.data["text/plain"].split("\n\n");
        const text = new vscode.MarkdownString().appendText(rest.join("\n\n"));
        return new vscode.Hover([new vscode.MarkdownString().appendCodeblock(signature, "csharp"), text]);
      },
    }),
  ];
}

module.exports = { register };
