using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>
/// Values on display: those that a cell shows by .NET Interactive's API, <c>x.Display()</c> and its like, and all updates.
/// </summary>
internal static class ValueDisplay
{
    private static readonly ConditionalWeakTable<DisplayedValue, string[]> chosen = []; // forms that a caller chose

    private static readonly ConditionalWeakTable<DisplayedValue, string> ids = []; // its own is another one after an update

    /// <summary>From here on what cells show is sent, by <see cref="CellFunctions.Send"/>.</summary>
    public static void Begin()
    {
        ValueGuard.Begin();
        Formatter.SubscribeToDisplayedValues(OnDisplay);
        ValueBundle.Of(0); // the first value takes .NET Interactive's formatters long: better now, while the first cell is compiled
    }

    private static void OnDisplay(DisplayedValue value)
    {
        if (!value.IsUpdated && !IsUsual(value))
            chosen.Add(value, [.. value.FormattedValues.Select(form => form.MimeType)]);
        Send(value, Bundle(value.Value, chosen.TryGetValue(value, out var mimeTypes) ? mimeTypes : []));
    }

    /// <summary>Shows a value in the forms that the caller chose; in all that it has if in none.</summary>
    public static DisplayedValue Show(object? value, string[] mimeTypes)
    {
        var bundle = Unbroken.Do(() => Bundle(value, mimeTypes));
        // An update formats the new value in the forms named here, and not every value has every form.
        var displayed = new DisplayedValue(value, [new(PlainTextFormatter.MimeType, (string?)bundle[PlainTextFormatter.MimeType] ?? "")]);
        if (mimeTypes.Length > 0)
            chosen.Add(displayed, mimeTypes);
        Send(displayed, bundle);
        return displayed;
    }

    private static JsonObject Bundle(object? value, string[] mimeTypes) =>
        value is null || mimeTypes.Length == 0 ? ValueBundle.Of(value) : ValueBundle.As(value, mimeTypes);

    /// <summary>Sends a display, or its update.</summary>
    private static void Send(DisplayedValue displayed, JsonObject bundle) => Unbroken.Do(() =>
        CellFunctions.Send?.Invoke(displayed.IsUpdated ? "update_display_data" : "display_data",
            Content(bundle, ids.GetValue(displayed, first => first.DisplayId))));

    /// <summary>The content of a display message.</summary>
    /// <param name="bundle">The value in every form.</param>
    /// <param name="displayId">The id by which it can be updated; null if it cannot.</param>
    public static JsonObject Content(JsonObject bundle, string? displayId) => new()
    {
        ["data"] = bundle,
        ["metadata"] = new JsonObject(),
        ["transient"] = displayId is null ? [] : new JsonObject { ["display_id"] = displayId },
    };

    private static bool IsUsual(DisplayedValue value) => value.Value is null
        || value.FormattedValues.Select(form => form.MimeType).SequenceEqual(Formatter.GetPreferredMimeTypesFor(value.Value.GetType()));
}
