namespace ReluDc.Figures;

/// <summary>
/// What a notebook has shown, in a few sentences whose numbers come from its cells: altered parameters alter them. As a cell's last
/// expression it shows itself as a list.
/// </summary>
/// <remarks>Used in notebook 01 first.</remarks>
[TypeFormatterSource(typeof(HtmlFormatterSource), PreferredMimeTypes = [MimeType.Html, MimeType.Plain])]
public sealed class Summary : IDisplayable
{
    private Summary(IReadOnlyList<string> sentences) => Sentences = sentences;

    /// <summary>The sentences, numbers written out.</summary>
    public IReadOnlyList<string> Sentences { get; }

    /// <summary>A summary: <c>Summary.Of($"The DC is {dc:F3}.", $"…")</c>.</summary>
    /// <param name="sentences">
    /// One or more. Their numbers have three significant digits unless a format says otherwise, and are written as in figures and tables.
    /// </param>
    /// <exception cref="ArgumentException">There is no sentence, or one is empty.</exception>
    public static Summary Of(params FormattableString[] sentences)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        string[] written = [.. sentences.Select(sentence => sentence?.ToString(Numbers.Format) ?? "")];
        return written.Length > 0 && !written.Any(string.IsNullOrWhiteSpace) ? new(written)
            : throw new ArgumentException("A summary has a sentence or more, and none is empty.", nameof(sentences));
    }

    /// <inheritdoc/>
    string IDisplayable.As(string mimeType) => mimeType == MimeType.Html
        ? Html.Of($"<ul class=\"reludc-summary\">{Sentences.Select(sentence => Html.Of($"\n<li>{sentence}</li>"))}\n</ul>").ToString()
        : ToString();

    /// <summary>The sentences, a line each.</summary>
    public override string ToString() => string.Join('\n', Sentences.Select(sentence => "- " + sentence));

    /// <summary>Numbers inside sentences as everywhere in the course.</summary>
    private sealed class Numbers : IFormatProvider, ICustomFormatter
    {
        public static readonly Numbers Format = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        string ICustomFormatter.Format(string? format, object? value, IFormatProvider? provider) => value switch
        {
            double number => Number.Text(number, format ?? "G3"),
            IFormattable other => Number.Text(other, format),
            _ => value?.ToString() ?? "",
        };
    }
}
