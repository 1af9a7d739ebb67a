namespace ReluDc.Figures;

/// <summary>A symbol as a piece of path, from its middle and back.</summary>
internal static class Marker
{
    /// <summary>The symbol's outline around the pen.</summary>
    /// <param name="symbol">plotly's name of it.</param>
    /// <param name="size">Its width, in units.</param>
    public static string Path(string symbol, double size)
    {
        var r = PathData.Length(size / 2);
        var d = PathData.Length(size);
        var edge = PathData.Length(size * 0.44); // half of a square that looks as large
        var side = PathData.Length(size * 0.88);
        return symbol switch
        {
            "circle-open" => $"m-{r} 0a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0z",
            "x-thin-open" => $"m-{edge}-{edge}l{side} {side}m0-{side}l-{side} {side}",
            "diamond-open" => $"m0-{r}l{r} {r}l-{r} {r}l-{r}-{r}z",
            "square-open" => $"m-{edge}-{edge}h{side}v{side}h-{side}z",
            "triangle-up-open" => $"m0-{r}l{r} {side}h-{d}z",
            _ => "h0", // a dot, as large as the stroke is wide
        };
    }

    /// <summary>Whether the symbol is a disc.</summary>
    public static bool IsDisc(string symbol) => symbol == "circle";
}
