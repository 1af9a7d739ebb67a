namespace ReluDc.Engine;

/// <summary>A tag in HTML that a notebook brings along.</summary>
/// <param name="Name">The element's name, in small letters.</param>
/// <param name="IsEnd">Whether it ends an element.</param>
/// <param name="Attributes">Names, in small letters, and values, entities decoded; of two alike the first.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">The place behind it.</param>
internal sealed record HtmlTag(string Name, bool IsEnd, IReadOnlyList<(string Name, string Value)> Attributes, int Start, int End)
{
    /// <summary>The value of an attribute; null without it.</summary>
    public string? this[string name] => Attributes.FirstOrDefault(attribute => attribute.Name == name).Value;
}
