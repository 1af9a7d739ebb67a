using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>Which HTML of a notebook goes into its page: elements, attributes, and how elements may stand in one another.</summary>
internal static partial class AllowedHtml
{
    /// <summary>What pages take, in words.</summary>
    public const string InWords = "text, lists, tables, links and pictures; or --trust";

    private static readonly FrozenSet<string> elements = Names("a abbr article aside audio b bdi bdo big blockquote br caption center "
        + "cite code col colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark "
        + "ol p pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th thead time tr tt "
        + "u ul var video wbr");

    private static readonly FrozenSet<string> voids = Names("br col hr img source wbr");

    private static readonly FrozenSet<string> blocks = Names("article aside blockquote center details div dl figcaption figure footer h1 "
        + "h2 h3 h4 h5 h6 hr ol p pre section summary table ul");

    // Elements of HTML that pages do not take. Other names, as in List<int>, are words that somebody forgot to mark as code.
    private static readonly FrozenSet<string> refused = Names("acronym address applet area base basefont bgsound blink body button canvas "
        + "command data datalist dialog dir embed fencedframe fieldset form frame frameset head header hgroup html iframe image input "
        + "isindex keygen label legend link listing main map marquee math menu menuitem meta meter nav nobr noembed noframes noscript "
        + "object optgroup option output param picture plaintext portal progress rb rtc script search select slot style svg template "
        + "textarea title track xmp");

    private static readonly FrozenSet<string> rawTexts = Names("iframe math noembed noframes noscript object script select style svg "
        + "template textarea title xmp");

    private static readonly FrozenDictionary<string, FrozenSet<string>> parents = new Dictionary<string, FrozenSet<string>>
    {
        ["li"] = Names("ul ol"), ["dt"] = Names("dl"), ["dd"] = Names("dl"), ["tr"] = Names("table thead tbody tfoot"),
        ["td"] = Names("tr"), ["th"] = Names("tr"), ["thead"] = Names("table"), ["tbody"] = Names("table"), ["tfoot"] = Names("table"),
        ["caption"] = Names("table"), ["colgroup"] = Names("table"), ["col"] = Names("colgroup"), ["rt"] = Names("ruby"),
        ["rp"] = Names("ruby"), ["source"] = Names("audio video"), ["summary"] = Names("details"),
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> onlyRows = Names("table thead tbody tfoot tr colgroup");

    private static readonly FrozenDictionary<string, string> own = new Dictionary<string, string>
    {
        ["a"] = "download", ["img"] = "alt width height", ["td"] = "colspan rowspan", ["th"] = "colspan rowspan scope", ["col"] = "span",
        ["colgroup"] = "span", ["ol"] = "start type reversed", ["li"] = "value", ["details"] = "open", ["time"] = "datetime",
        ["del"] = "datetime", ["ins"] = "datetime", ["font"] = "color", ["video"] = "width height",
    }.ToFrozenDictionary();

    /// <summary>Whether an element goes into the page.</summary>
    public static bool Has(string element) => elements.Contains(element);

    /// <summary>Whether an element has neither content nor end tag.</summary>
    public static bool IsVoid(string element) => voids.Contains(element);

    /// <summary>Whether an element ends a paragraph.</summary>
    public static bool EndsParagraph(string element) => blocks.Contains(element);

    /// <summary>Whether an element of HTML is meant that does not go into the page, and not a word.</summary>
    public static bool Refuses(HtmlTag tag) =>
        refused.Contains(tag.Name) || tag.Attributes.Count > 0 || tag.Name.Contains('-', StringComparison.Ordinal);

    /// <summary>Whether what an element holds is no markup of the page, or nothing without it.</summary>
    public static bool IsRaw(string element) => rawTexts.Contains(element);

    /// <summary>The elements in which an element has to stand; null if it may stand in any.</summary>
    public static FrozenSet<string>? ParentsOf(string element) => parents.GetValueOrDefault(element);

    /// <summary>Whether an element holds nothing but parts of tables.</summary>
    public static bool HoldsOnlyRows(string element) => onlyRows.Contains(element);

    /// <summary>Whether an end tag, or a part of a list or a table, belongs to nothing outside an element.</summary>
    public static bool IsBoundary(string element) => element is "table" or "td" or "th" or "caption";

    /// <summary>Whether an attribute goes into the page as it is.</summary>
    public static bool Has(string element, string attribute, string value) => attribute switch
    {
        "title" or "lang" or "aria-label" => true,
        "dir" => value is "ltr" or "rtl" or "auto",
        "align" or "valign" or "scope" or "type" or "color" => attribute is "align" or "valign" && Word().IsMatch(value)
            || IsOwn(element, attribute) && (attribute == "color" ? AllowedStyle.IsColour(value.ToLowerInvariant())
                : Word().IsMatch(value)),
        "open" or "reversed" or "download" or "alt" or "datetime" => IsOwn(element, attribute),
        "width" or "height" or "colspan" or "rowspan" or "span" or "start" or "value" =>
            IsOwn(element, attribute) && (attribute is "width" or "height" ? Size() : Number()).IsMatch(value),
        _ => attribute.StartsWith("data-", StringComparison.Ordinal),
    };

    /// <summary>The allowed ones among the names in a class attribute: those of this program's own outputs and prose.</summary>
    public static string Classes(string names) => string.Join(' ', names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Where(name => Class().IsMatch(name)).Take(20));

    private static bool IsOwn(string element, string attribute) => own.TryGetValue(element, out var names)
        && names.Split(' ').Contains(attribute);

    private static FrozenSet<string> Names(string names) => names.Split(' ').ToFrozenSet();

    [GeneratedRegex("^[A-Za-z0-9]{1,20}$")]
    private static partial Regex Word();

    [GeneratedRegex("^-?[0-9]{1,6}$")]
    private static partial Regex Number();

    [GeneratedRegex("^(?:[1-9][0-9]?%|100%|[0-9]{1,4}(?:px)?)$")]
    private static partial Regex Size();

    [GeneratedRegex(@"^(?:reludc-[a-z-]{1,40}|number|language-[\w.+#-]{1,40}|footnotes?(?:-(?:ref|back-ref))?|contains-task-list"
        + "|task-list-item|markdown-alert(?:-[a-z]{1,20})?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Class();
}
