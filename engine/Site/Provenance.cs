namespace ReluDc.Engine;

/// <summary>
/// How a notebook was executed, on its page: altered parameters below the cell that declares them, everything at the foot.
/// </summary>
/// <param name="record">How it was.</param>
/// <param name="name">The notebook's name.</param>
internal sealed class Provenance(RunRecord? record, string name)
{
    /// <summary>Why execution stopped; null if it did not.</summary>
    public string? Failure => record?.Failure;

    /// <summary>The parameters that were altered, with their warnings; nothing if none were.</summary>
    public Html Parameters() => record?.Altered.Select(Item).ToList() is { Count: > 0 } items
        ? Html.Of($"<div class=\"altered\"><p>This page was made with altered parameters:</p>\n<ul>{items}</ul></div>\n")
        : Html.Empty;

    /// <summary>The foot of a page.</summary>
    /// <param name="download">The executed notebook's address.</param>
    public Html Foot(string download)
    {
        var facts = new (string Name, string? Value)[]
        {
            ("Parameters", record is { Parameters.IsEmpty: false }
                ? string.Join(", ", record.Parameters.Select(parameter => $"{parameter.Name} = {parameter.Value}"))
                : null),
            ("Commit", record?.Commit),
            (".NET SDK", record?.Sdk),
            ("Executed", record?.ExecutedAt),
            ("Took", record?.DurationS is { } seconds ? FormattableString.Invariant($"{seconds:F1} s") : null),
            ("Inputs", record?.InputHash),
        };
        var rows = facts.Where(fact => fact.Value is not null)
            .Select(fact => Html.Of($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>\n"));
        return Html.Of($"""
            <footer class="provenance">
            <h2 id="provenance">How this page was made</h2>
            <dl>
            {rows}</dl>
            <p><a href="{download}" download="{name}.ipynb">Download the executed notebook</a></p>
            </footer>
            """);
    }

    private static Html Item(RecordedParameter parameter)
    {
        var warning = parameter.Warning is { } text
            ? Html.Of($" <strong class=\"warning\">{text}, where the text holds</strong>")
            : Html.Empty;
        var instead = Html.Of($"<span class=\"default\">instead of {parameter.Default}</span>");
        return Html.Of($"<li><code>{parameter.Name} = {parameter.Value}</code> {instead}{warning}</li>");
    }
}
