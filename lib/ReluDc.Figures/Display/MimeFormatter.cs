namespace ReluDc.Figures;

/// <summary>Writes a displayable value in one form; found by an engine through the names of its two members.</summary>
internal sealed class MimeFormatter(string mimeType)
{
    public string MimeType { get; } = mimeType;

    public bool Format(object value, TextWriter writer)
    {
        if (value is not IDisplayable displayable)
            return false;
        writer.Write(displayable.As(MimeType));
        return true;
    }
}
