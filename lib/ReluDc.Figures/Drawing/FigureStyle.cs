namespace ReluDc.Figures;

/// <summary>The style of drawings, made of the one palette: colours on a light and on a dark ground, and larger text on a phone.</summary>
internal static class FigureStyle
{
    /// <summary>
    /// The style that a drawing carries. Where it stands in a page, the page's own rules may come after it: the variables <c>--paper</c>,
    /// <c>--ink</c>, <c>--grid</c>, <c>--axis</c> and <c>--c0</c> to <c>--c5</c>.
    /// </summary>
    public static string Css { get; } = string.Join('\n',
        Rule(".reludc-svg", $"--paper:#ffffff;{Light};fill:var(--ink)"),
        Rule("@media (prefers-color-scheme:dark)", Rule(".reludc-svg", $"--paper:#14181c;{Dark}")),
        Rules);

    /// <summary>The same for all drawings of a page, whose theme a reader can choose, on the page's own ground.</summary>
    public static string PageCss { get; } = string.Join('\n',
        "/* Drawings of figures */",
        Rule(".reludc-svg", $"--paper:transparent;{Light};fill:var(--ink)"),
        Rule("@media (prefers-color-scheme:dark)", Rule(":root:not([data-theme=\"light\"]) .reludc-svg", Dark)),
        Rule(":root[data-theme=\"dark\"] .reludc-svg", Dark),
        Rule("@media print", Rule(":root:root:root .reludc-svg", Light)),
        Rules, "");

    private static string Light => Variables("#1f2328", "#e3e6ea", "#8c959f", Palette.All.Select(pair => pair.Light));

    private static string Dark => Variables("#e3e7eb", "#2c333b", "#6e7681", Palette.All.Select(pair => pair.Dark));

    /// <summary>The rules that set what the variables say.</summary>
    private static string Rules => string.Concat(Palette.All.Select((_, i) => Rule($".reludc-svg .c{i}", $"color:var(--c{i})")))
        + Rule(".reludc-svg .paper", "fill:var(--paper)") + Rule(".reludc-svg .grid", "stroke:var(--grid)")
        + Rule(".reludc-svg .zero", "stroke:var(--axis)")
        + Rule("@media (max-width:520px)", Rule(".reludc-svg", $"font-size:{Frame.PhoneFont}px")
            + Rule(".reludc-svg .heading", $"font-size:{Frame.PhoneFont + 2}px"));

    private static string Rule(string selector, string body) => $"{selector}{{{body}}}";

    /// <summary>The variables with values.</summary>
    private static string Variables(string ink, string grid, string axis, IEnumerable<string> colours) =>
        $"--ink:{ink};--grid:{grid};--axis:{axis};" + string.Join(';', colours.Select((colour, i) => $"--c{i}:{colour}"));
}
