using System.Text.Json.Nodes;
using ReluDc.Notebooks.Documents;

namespace ReluDc.Notebooks.Rendering;

/// <summary>How a notebook was executed, read from its metadata: parameters, commit, SDK, date, hash of the inputs, and why it failed if it did.</summary>
internal sealed class Provenance(Notebook executed)
{
    private readonly JsonObject record = executed.Metadata["reludc"] as JsonObject ?? [];

    /// <summary>Why execution stopped; null if it did not.</summary>
    public string? Failure => (string?)record["failure"];

    /// <summary>The parameters that were altered, with their warnings; empty text if none were.</summary>
    public string ParametersToHtml()
    {
        var altered = (record["parameters"] as JsonArray ?? []).Where(parameter => (bool?)parameter?["overridden"] == true).ToList();
        if (altered.Count == 0)
            return "";
        var items = string.Concat(altered.Select(parameter => $"<li><code>{Html.Escape((string?)parameter!["name"])} = {Html.Escape((string?)parameter["value"])}</code>"
            + $" <span class=\"default\">instead of {Html.Escape((string?)parameter["default"])}</span>"
            + ((string?)parameter["warning"] is { } warning ? $" <strong class=\"warning\">{Html.Escape(warning)}, where the text holds</strong>" : "") + "</li>"));
        return $"<div class=\"altered\"><p>This page was made with altered parameters:</p>\n<ul>{items}</ul></div>\n";
    }

    /// <summary>The foot of a page.</summary>
    /// <param name="download">The executed notebook's address.</param>
    public string ToHtml(string download)
    {
        var facts = new (string Name, string? Value)[]
        {
            ("Parameters", Parameters()),
            ("Commit", (string?)record["commit"]),
            (".NET SDK", (string?)record["sdk"]),
            ("Executed", (string?)record["executedAt"]),
            ("Took", record["durationS"] is JsonValue value ? FormattableString.Invariant($"{value.GetValue<double>():F1} s") : null),
            ("Inputs", (string?)record["inputHash"]),
        };
        var rows = string.Concat(facts.Where(fact => fact.Value is not null).Select(fact => $"<div><dt>{fact.Name}</dt><dd>{Html.Escape(fact.Value)}</dd></div>\n"));
        return $"<footer class=\"provenance\">\n<h2 id=\"provenance\">How this page was made</h2>\n<dl>\n{rows}</dl>\n<p><a href=\"{download}\" download=\"{Path.GetFileNameWithoutExtension(executed.Path ?? "notebook")}.ipynb\">Download the executed notebook</a></p>\n</footer>";
    }

    private string? Parameters() => record["parameters"] is JsonArray { Count: > 0 } all
        ? string.Join(", ", all.Select(parameter => $"{parameter!["name"]} = {parameter["value"]}"))
        : null;
}
