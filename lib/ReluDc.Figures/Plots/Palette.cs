namespace ReluDc.Figures;

/// <summary>
/// The one look of all curves: Okabe and Ito's colours, which colour-blind readers can tell apart, with dashes and symbols that differ as
/// well. On a dark ground they have the same hue, and are lighter.
/// </summary>
internal static class Palette
{
    /// <summary>The colour of what is predicted, in every figure, and of no curve.</summary>
    public const string Prediction = "#009e73";

    private static readonly (string Light, string Dark)[] Colours =
        [("#0072b2", "#4fa8e8"), ("#d55e00", "#f5894a"), ("#cc79a7", "#e3a3c6"), ("#e69f00", "#f2bb45"), ("#56b4e9", "#a3d8f7")];

    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot", "longdash"];
    private static readonly string[] Symbols = ["circle", "x-thin-open", "diamond-open", "square-open", "triangle-up-open"];

    /// <summary>Every colour, on a light ground and on a dark one; the last is that of predictions.</summary>
    public static IReadOnlyList<(string Light, string Dark)> All { get; } = [.. Colours, (Prediction, "#35cda0")];

    /// <summary>The colour of the n-th curve.</summary>
    public static string Colour(int index) => Colours[index % Colours.Length].Light;

    /// <summary>The dash pattern of the n-th curve. Where colours begin again, dashes are one further on.</summary>
    public static string Dash(int index) => Dashes[(index + index / Colours.Length) % Dashes.Length];

    /// <summary>The marker of the n-th curve, moved on like dashes.</summary>
    public static string Symbol(int index) => Symbols[(index + index / Colours.Length) % Symbols.Length];

    /// <summary>The place of a colour among all; negative for a foreign one.</summary>
    public static int IndexOf(string colour) => All.Select(pair => pair.Light).ToList().IndexOf(colour);
}
