using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>A value on display.</summary>
public sealed class DisplayedValue
{
    private readonly string displayId;
    private readonly string? mimeType;

    internal DisplayedValue(string displayId, string? mimeType) => (this.displayId, this.mimeType) = (displayId, mimeType);

    /// <summary>Puts another value in its place.</summary>
    public void Update(object? value) => Show("update_display_data", value);

    internal void Show(string messageType, object? value) => Unbroken.Do(() => CellFunctions.Send?.Invoke(messageType, new()
    {
        ["data"] = mimeType is not null && value is not null ? ValueBundle.As(value, mimeType) : ValueBundle.Of(value),
        ["metadata"] = new JsonObject(),
        ["transient"] = new JsonObject { ["display_id"] = displayId },
    }));
}
