using System.Globalization;
using System.Net;

namespace ReluDc.Figures;

/// <summary>Markup, as opposed to text: what is put into it is escaped unless it is markup already.</summary>
internal sealed class Html
{
    private readonly string markup;

    private Html(string markup) => this.markup = markup;

    /// <summary>No markup.</summary>
    public static Html Nothing { get; } = new("");

    /// <summary>Markup with values in it: <c>Html.Of($"&lt;p&gt;{text}&lt;/p&gt;")</c>.</summary>
    public static Html Of(FormattableString markup) =>
        new(string.Format(CultureInfo.InvariantCulture, markup.Format, [.. markup.GetArguments().Select(Safe)]).ReplaceLineEndings("\n"));

    /// <summary>Markup that comes from elsewhere. Never a text.</summary>
    public static Html Raw(string markup) => new(markup);

    /// <inheritdoc/>
    public override string ToString() => markup;

    private static string Safe(object? value) => value switch
    {
        Html html => html.markup,
        IEnumerable<Html> pieces => string.Concat(pieces),
        _ => WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture)) ?? "",
    };
}
