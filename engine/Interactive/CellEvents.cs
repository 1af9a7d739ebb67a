using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>What .NET Interactive tells of one cell, as messages of Jupyter's protocol.</summary>
/// <param name="publish">Sends an output of the cell.</param>
internal sealed class CellEvents(Action<string, JsonObject> publish)
{
    private const string Plain = "text/plain";

    /// <summary>The value of the cell in every form; null if it has none.</summary>
    public JsonObject? Value { get; private set; }

    /// <summary>Why it failed; null if it did not.</summary>
    public CommandFailed? Failed { get; private set; }

    /// <summary>Takes an event.</summary>
    /// <param name="happened">Any event; those that are no output are ignored.</param>
    /// <param name="console">What cells print.</param>
    public void Take(KernelEvent happened, ConsoleOutput console)
    {
        switch (happened)
        {
            case StandardOutputValueProduced text:
                console.Writer("stdout").Write(Text(text));
                break;
            case StandardErrorValueProduced text:
                console.Writer("stderr").Write(Text(text));
                break;
            case ReturnValueProduced value:
                if (Value is not null) // a cell of several parts has several
                    Show("display_data", Value, null, console);
                Value = Bundle(value);
                break;
            case DisplayedValueUpdated update:
                Show("update_display_data", Bundle(update), update.ValueId, console);
                break;
            case DisplayedValueProduced shown:
                Show("display_data", Bundle(shown), shown.ValueId, console);
                break;
            case CommandFailed failed when Failed?.Exception is null:
                Failed = failed;
                break;
        }
    }

    private void Show(string type, JsonObject bundle, string? displayId, ConsoleOutput console) => Unbroken.Do(() =>
    {
        console.Flush();
        publish(type, ValueDisplay.Content(bundle, displayId));
    });

    private static string Text(DisplayEvent printed) =>
        string.Concat(printed.FormattedValues.Where(form => form.MimeType == Plain).Select(form => form.Value));

    private static JsonObject Bundle(DisplayEvent shown)
    {
        var bundle = new JsonObject();
        foreach (var form in shown.FormattedValues)
            bundle[form.MimeType] = ValueBundle.Content(form.MimeType, form.Value);
        if (!bundle.ContainsKey(Plain))
            bundle[Plain] = shown.Value.ToDisplayString(Plain);
        return bundle;
    }
}
