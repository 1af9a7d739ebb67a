namespace ReluDc.Figures;

/// <summary>
/// The one look of all curves: Okabe and Ito's colours, which colour-blind readers can tell apart, with dashes and symbols that differ as
/// well.
/// </summary>
internal static class Palette
{
    /// <summary>The colour of what is predicted, in every figure, and of no curve.</summary>
    public const string Prediction = "#009e73";

    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#cc79a7", "#e69f00", "#56b4e9"];
    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot", "longdash"];
    private static readonly string[] Symbols = ["circle", "x-thin-open", "diamond-open", "square-open", "triangle-up-open"];

    /// <summary>The colour of the n-th curve.</summary>
    public static string Colour(int index) => Colours[index % Colours.Length];

    /// <summary>The dash pattern of the n-th curve.</summary>
    public static string Dash(int index) => Dashes[index % Dashes.Length];

    /// <summary>The marker of the n-th curve.</summary>
    public static string Symbol(int index) => Symbols[index % Symbols.Length];
}
