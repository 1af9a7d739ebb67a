namespace ReluDc.Figures;

/// <summary>A symbol as a piece of path.</summary>
/// <param name="X">Where the piece begins, from the symbol's middle, in units.</param>
/// <param name="Y">The same, downwards.</param>
/// <param name="Outline">The piece, from there on.</param>
internal readonly record struct Marker(double X, double Y, string Outline)
{
    /// <summary>A symbol.</summary>
    /// <param name="symbol">plotly's name of it.</param>
    /// <param name="size">Its width, in units.</param>
    public static Marker Of(string symbol, double size)
    {
        var half = size / 2;
        var edge = 0.44 * size; // half of a square that looks as large
        var (r, d, side) = (PathData.Length(half), PathData.Length(size), PathData.Length(2 * edge));
        return symbol switch
        {
            "circle-open" => new(-half, 0, $"a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0z"),
            "x-thin-open" => new(-edge, -edge, $"l{side} {side}m0-{side}l-{side} {side}"),
            "diamond-open" => new(0, -half, $"l{r} {r}-{r} {r}-{r}-{r}z"),
            "square-open" => new(-edge, -edge, $"h{side}v{side}h-{side}z"),
            "triangle-up-open" => new(0, -half, $"l{r} {side}h-{d}z"),
            _ => new(0, 0, "h0"), // a dot, as large as the stroke is wide
        };
    }

    /// <summary>Whether the symbol is a disc.</summary>
    public static bool IsDisc(string symbol) => symbol == "circle";
}
