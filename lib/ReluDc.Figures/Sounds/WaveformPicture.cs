namespace ReluDc.Figures;

/// <summary>The first periods of what is played, as a small drawing in SVG.</summary>
internal static class WaveformPicture
{
    /// <summary>Width in pixels of a screen.</summary>
    public const int Width = 480;

    /// <summary>Height in pixels of a screen.</summary>
    public const int Height = 72;

    private const int Finer = 2; // units of the drawing in a pixel, so that its numbers can be whole
    private const int Points = 480;

    /// <summary>How much is drawn, in seconds: some six periods of the slowest signal.</summary>
    public static double WindowS(IReadOnlyList<PlayedSignal> played) =>
        played.Where(one => !one.IsSilent).DefaultIfEmpty(played[0])
            .Max(one => (double)Window.AtAGlance(one.Samples, mean: 0) / one.RateHz);

    /// <summary>The drawing.</summary>
    /// <param name="played">What is played.</param>
    /// <param name="windowS">How much of it is drawn, in seconds.</param>
    /// <param name="gain">What the signal is multiplied with; then it lies within −1 … 1.</param>
    /// <param name="colour">The curve's colour, as CSS writes it.</param>
    public static string Of(PlayedSignal played, double windowS, double gain, string colour)
    {
        var points = Curve(played, windowS).Select(point => (X: (int)Math.Round(Finer * Width * point.TimeS / windowS),
            Y: (int)Math.Round(Finer * Height / 2.0 * (1 - gain * point.Value)))).ToList();
        var steps = points.Zip(points.Skip(1), (from, to) => $"{to.X - from.X} {to.Y - from.Y}");
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Height}"
            viewBox="0 0 {Finer * Width} {Finer * Height}" fill="none">
            <path d="M0 {Finer * Height / 2}h{Finer * Width}" stroke="#888888"/>
            <path d="M{points[0].X} {points[0].Y}l{string.Join(' ', steps)}" stroke="{colour}" stroke-width="3" stroke-linejoin="round"/>
            </svg>
            """.ReplaceLineEndings("\n");
    }

    private static IEnumerable<(double TimeS, double Value)> Curve(PlayedSignal played, double windowS)
    {
        if (windowS * played.RateHz <= 2 * Points)
            return Enumerable.Range(0, Points + 1).Select(i => windowS * i / Points).Select(timeS => (timeS, played.At(timeS)));
        var (timesS, values) = Window.Of(new Signal(played.Samples, played.RateHz), 0, windowS);
        return timesS.Zip(values);
    }
}
