namespace ReluDc.Figures;

/// <summary>
/// Tells a notebook engine how to show a type. Engines look for the attribute by its name, so that neither side references the other.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>A type with a parameterless constructor and <c>IEnumerable&lt;object&gt; CreateTypeFormatters()</c>.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types an engine shows or keeps, the richest first.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
