using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace ReluDc.Engine;

/// <summary>
/// Markup, as opposed to text. <c>Html.Of($"&lt;p&gt;{text}&lt;/p&gt;")</c> escapes what is put into it unless that is markup already, so
/// that
/// nobody can forget to.
/// </summary>
public readonly struct Html : IEquatable<Html>
{
    private readonly string? markup;

    private Html(string markup) => this.markup = markup;

    /// <summary>Nothing.</summary>
    public static Html Empty => default;

    /// <summary>Whether there is nothing.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(markup);

    /// <summary>Markup with values in it, each escaped.</summary>
    [SuppressMessage("Design", "CA1045", Justification = "the handler is made by the compiler")]
    public static Html Of(ref Builder markup) => new(markup.ToString());

    /// <summary>Markup that comes from a renderer: formulas, prose, outputs of cells. Never a text.</summary>
    public static Html Raw(string? markup) => new(markup ?? "");

    /// <summary>A text, escaped. Control characters, which HTML does not allow, become �.</summary>
    public static Html Text(string? text)
    {
        var html = new StringBuilder();
        foreach (var character in text ?? "")
            _ = character switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\r' => html,
                '\n' or '\t' => html.Append(character),
                _ => html.Append(char.IsControl(character)
                    || character is >= '\ufdd0' and <= '\ufdef' or >= '\ufffe' ? '\ufffd' : character),
            };
        return new(html.ToString());
    }

    /// <summary>Pieces one after the other.</summary>
    public static Html Concat(IEnumerable<Html> pieces) => new(string.Concat(pieces));

    /// <summary>Two pieces.</summary>
    public static Html operator +(Html first, Html second) => new(first.markup + second.markup);

    /// <inheritdoc cref="op_Addition"/>
    public static Html Add(Html first, Html second) => first + second;

    /// <summary>Whether both have the same markup.</summary>
    public static bool operator ==(Html one, Html other) => one.Equals(other);

    /// <summary>Whether the markup differs.</summary>
    public static bool operator !=(Html one, Html other) => !one.Equals(other);

    /// <inheritdoc/>
    public bool Equals(Html other) => ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Html other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The markup.</summary>
    public override string ToString() => markup ?? "";

    /// <summary>What the compiler makes of an interpolated string: the literal parts are markup, all else is text.</summary>
    [InterpolatedStringHandler]
    [SuppressMessage("Design", "CA1034", Justification = "nobody but the compiler names it")]
    public readonly ref struct Builder
    {
        private readonly StringBuilder html;

        /// <summary>Called by the compiler.</summary>
        public Builder(int literalLength, int formattedCount) => html = new(literalLength + 16 * formattedCount);

        /// <summary>A part that stands in the program: markup.</summary>
        public void AppendLiteral(string markup) => html.Append(markup.ReplaceLineEndings("\n"));

        /// <summary>Markup.</summary>
        public void AppendFormatted(Html markup) => html.Append(markup.ToString());

        /// <summary>A text.</summary>
        public void AppendFormatted(string? text) => html.Append(Text(text));

        /// <summary>Pieces of markup, or a number or another value, as invariant culture writes it.</summary>
        public void AppendFormatted<T>(T value, string? format = null) => html.Append(value switch
        {
            IEnumerable<Html> pieces => Concat(pieces), // any collection of them: a generic method is what the compiler prefers
            IFormattable formattable => Text(formattable.ToString(format, CultureInfo.InvariantCulture)),
            _ => Text(value?.ToString()),
        });

        /// <inheritdoc/>
        public override string ToString() => html.ToString();
    }
}
