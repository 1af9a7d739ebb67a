// Completion, hover, arguments and errors in cells, answered by the engine, which knows what earlier cells declared.
"use strict";
const vscode = require("vscode");

const kinds = {
  method: "Method", extensionmethod: "Method", property: "Property", field: "Field", local: "Variable", parameter: "Variable",
  rangevariable: "Variable", class: "Class",
  structure: "Struct", interface: "Interface", enum: "Enum", enummember: "EnumMember", delegate: "Interface", event: "Event",
  namespace: "Module", keyword: "Keyword",
  constant: "Constant", typeparameter: "TypeParameter", snippet: "Snippet",
};

const writingMs = 500; // errors are asked for when a reader pauses

/** Jupyter counts code points, VS Code UTF-16 units. */
const toCodePoints = (text, offset) => [...text.slice(0, offset)].length;
const toOffset = (text, codePoints) => [...text].slice(0, codePoints).join("").length;

/**
 * Registers them all.
 * @param {(document: vscode.TextDocument) => import("./engine").Engine | undefined} engineOf the engine of the notebook that a cell
 * belongs to
 */
function register(engineOf) {
  const cells = { notebookType: "jupyter-notebook", language: "csharp" };
  const send = async (document, type, content) => {
    const engine = engineOf(document);
    if (!engine) return undefined;
    try {
      // On the control channel: a reader writes the next cell while one runs.
      return await engine.request(type, content, { channel: "control" });
    } catch {
      return undefined; // the engine has ended
    }
  };
  const ask = (document, position, type) => {
    const code = document.getText();
    return send(document, type, { code, cursor_pos: toCodePoints(code, document.offsetAt(position)), detail_level: 0 });
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
    vscode.languages.registerSignatureHelpProvider(cells, {
      async provideSignatureHelp(document, position) {
        const reply = await ask(document, position, "signature_request");
        if (!reply?.signatures?.length) return undefined;
        const help = new vscode.SignatureHelp();
        help.signatures = reply.signatures.map(({ label, documentation, parameters }) => {
          const signature = new vscode.SignatureInformation(label, documentation);
          signature.parameters = parameters.map(one => new vscode.ParameterInformation(one.label, one.documentation));
          return signature;
        });
        help.activeSignature = reply.active_signature;
        help.activeParameter = reply.active_parameter;
        return help;
      },
    }, "(", ",", "["),
    ...diagnose(cells, send),
  ];
}

/** Errors and warnings of a cell that is being written, while its notebook's engine runs. */
function diagnose(cells, send) {
  const shown = vscode.languages.createDiagnosticCollection("reludc");
  const pauses = new Map(); // the cell's URI → the timer that waits for a pause
  const update = async document => {
    const version = document.version;
    const reply = await send(document, "diagnostics_request", { code: document.getText() });
    if (!reply?.diagnostics || document.version !== version) return;
    shown.set(document.uri, reply.diagnostics.map(({ severity, code, message, start, end }) => {
      const range = new vscode.Range(start.line, start.character, end.line, end.character);
      const diagnostic = new vscode.Diagnostic(range, message,
        severity === "error" ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning);
      diagnostic.code = code;
      diagnostic.source = "C#";
      return diagnostic;
    }));
  };
  return [
    shown,
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (vscode.languages.match(cells, document) === 0) return;
      clearTimeout(pauses.get(document.uri.toString()));
      pauses.set(document.uri.toString(), setTimeout(() => update(document), writingMs));
    }),
    vscode.workspace.onDidCloseTextDocument(document => shown.delete(document.uri)),
  ];
}

module.exports = { register };
