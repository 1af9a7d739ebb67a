using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Html;

namespace ReluDc.Notebooks.Execution;

/// <summary>What a cell can call without a prefix, as under .NET Interactive.</summary>
public static class CellFunctions
{
    /// <summary>Sends a display message of the cell that runs; set by the engine.</summary>
    internal static Action<string, JsonObject>? Send { get; set; }

    /// <summary>Shows a value in every form that its type offers.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeType">One form to show it in instead; a string counts as already written in it.</param>
    /// <returns>The display, which can be updated.</returns>
    public static DisplayedValue display(object? value, string? mimeType = null)
    {
        var displayed = new DisplayedValue(Guid.NewGuid().ToString("N"), mimeType);
        displayed.Show("display_data", value);
        return displayed;
    }

    /// <summary>Text that is HTML already.</summary>
    public static HtmlString HTML(string content) => new(content);
}

/// <summary>A value on display.</summary>
public sealed class DisplayedValue
{
    private readonly string displayId;
    private readonly string? mimeType;

    internal DisplayedValue(string displayId, string? mimeType) => (this.displayId, this.mimeType) = (displayId, mimeType);

    /// <summary>Puts another value in its place.</summary>
    public void Update(object? value) => Show("update_display_data", value);

    internal void Show(string messageType, object? value) => CellFunctions.Send?.Invoke(messageType, new()
    {
        ["data"] = mimeType is not null && value is not null ? ValueBundle.As(value, mimeType) : ValueBundle.Of(value),
        ["metadata"] = new JsonObject(),
        ["transient"] = new JsonObject { ["display_id"] = displayId },
    });
}
