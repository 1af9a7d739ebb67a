namespace ReluDc.Figures;

/// <summary>
/// The colours of maps, as plotly.js has them: Cividis (Nuñez, Anderton and Renslow 2018), which grows lighter evenly and which
/// colour-blind readers see as others do.
/// </summary>
internal static class Cividis
{
    private static readonly (int Red, int Green, int Blue)[] stops =
    [
        (0, 32, 76), (0, 42, 102), (0, 52, 110), (39, 63, 108), (60, 74, 107), (76, 85, 107), (91, 95, 109), (104, 106, 112),
        (117, 117, 117), (131, 129, 120), (146, 140, 120), (161, 152, 118), (176, 165, 114), (192, 177, 109), (209, 191, 102),
        (225, 204, 92), (243, 219, 79), (255, 233, 69),
    ];

    /// <summary>The colour of a share, between the stops in proportion, as #rrggbb.</summary>
    /// <param name="share">0 the darkest, 1 the lightest; beyond, the nearer end.</param>
    public static string Colour(double share)
    {
        var place = Math.Clamp(share, 0, 1) * (stops.Length - 1);
        var index = Math.Min((int)place, stops.Length - 2);
        var (from, to, part) = (stops[index], stops[index + 1], place - index);
        int Between(int a, int b) => (int)Math.Round(a + part * (b - a));
        return $"#{Between(from.Red, to.Red):x2}{Between(from.Green, to.Green):x2}{Between(from.Blue, to.Blue):x2}";
    }
}
