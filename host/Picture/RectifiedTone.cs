using System.Globalization;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>
/// The picture of what ReLU does: at the left a tone before and after it, at the right its lines, measured as strokes and predicted as
/// circles. Both stand on one axis with one scale, so that the level of DC leads from one to the other.
/// </summary>
/// <param name="Tone">Two periods of the tone: seconds and values.</param>
/// <param name="Rectified">The same after ReLU.</param>
/// <param name="Measured">The measured lines: hertz and amplitudes.</param>
/// <param name="Predicted">The predicted lines.</param>
internal sealed record RectifiedTone(
    IReadOnlyList<(double X, double Y)> Tone, IReadOnlyList<(double X, double Y)> Rectified,
    IReadOnlyList<(double X, double Y)> Measured, IReadOnlyList<(double X, double Y)> Predicted)
{
    private const int Width = 960, Height = 368;
    private const double AxisY = 186; // where both halves are zero
    private const double Unit = 162; // the height of the tone's amplitude
    private const double TimeFrom = 24, TimeTo = 446; // the left half
    private const double LinesFrom = 526, LineStep = 64; // 0 Hz in the right half, and the way from one harmonic to the next
    private const int Harmonics = 6;
    private const int PointsPerCurve = 256;

    /// <summary>Okabe and Ito's colours: blue the tone, vermilion its rectification, green what is predicted, as in all figures.</summary>
    private const string Style = """
        svg { --paper: #ffffff; --ink: #1f2328; --axis: #8c959f; --x: #0072b2; --relu: #d55e00; --predicted: #009e73; }
        @media (prefers-color-scheme: dark) { svg { --paper: #0d1117; --ink: #e6edf3; --axis: #6e7681; --x: #56b4e9; } }
        .paper { fill: var(--paper); }
        .axis, .x, .relu, .dc, .line, circle { fill: none; stroke-linecap: round; stroke-linejoin: round; }
        .axis { stroke: var(--axis); stroke-width: 1.5; }
        .x { stroke: var(--x); stroke-width: 3; }
        .relu { stroke: var(--relu); stroke-width: 5; }
        .area { fill: var(--relu); opacity: 0.16; }
        .dc { stroke: var(--ink); stroke-width: 2.5; stroke-dasharray: 2 9; }
        .line { stroke: var(--relu); stroke-width: 8; stroke-linecap: butt; }
        circle { stroke: var(--predicted); stroke-width: 3; }
        text { font: 32px system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; text-anchor: middle; }
        tspan { font-style: italic; }
        """;

    /// <summary>Reads the picture's numbers out of the executed first notebook.</summary>
    /// <exception cref="FormatException">The notebook does not show them.</exception>
    public static RectifiedTone Of(Notebook executed)
    {
        var waveform = PlotlyFigure.In(executed, "waveform");
        var spectrum = PlotlyFigure.In(executed, "spectrum");
        var (tone, predicted) = (waveform.Trace("x"), spectrum.Trace("predicted"));
        var strokes = spectrum.Trace("measured");
        if (!(tone[0].X < tone[^1].X) || tone.Max(point => point.Y) <= 0 || strokes[0].X != 0 || !predicted.Any(line => line.X > 0))
            throw new FormatException("the picture is drawn from a tone that lasts and swings, with lines at 0 Hz and above; here is none");
        return new(tone, waveform.Trace("ReLU(x)"), strokes, predicted);
    }

    /// <summary>The picture. The same numbers give the same bytes.</summary>
    public string ToSvg()
    {
        var amplitude = Tone.Max(point => point.Y);
        var fundamentalHz = Predicted.Where(line => line.X > 0).Min(line => line.X);

        double Time(double s) => TimeFrom + (TimeTo - TimeFrom) * (s - Tone[0].X) / (Tone[^1].X - Tone[0].X);
        double Harmonic(double n) => LinesFrom + LineStep * n;
        double Frequency(double hz) => Harmonic(hz / fundamentalHz);
        double Level(double value) => AxisY - Unit * value / amplitude;
        string At(double x, double y) => $"{Digits(x)},{Digits(y)}";
        string Curve(IReadOnlyList<(double X, double Y)> points) =>
            string.Join(' ', Thinned(points).Select(point => At(Time(point.X), Level(point.Y))));
        bool IsShown((double X, double Y) line) => line.X < (Harmonics + 0.5) * fundamentalHz;
        Html Stroke((double X, double Y) line) =>
            Html.Of($"""<path class="line" d="M{At(Frequency(line.X), AxisY)}V{Digits(Level(line.Y))}"/>""");
        Html Circle((double X, double Y) line) =>
            Html.Of($"""<circle cx="{Digits(Frequency(line.X))}" cy="{Digits(Level(line.Y))}" r="10"/>""");
        Html Below(int n) => Label(Harmonic(n), AxisY + 46, "ink", n switch
        {
            0 => Html.Text("0"),
            1 => Html.Of($"<tspan>f</tspan>"),
            _ => Html.Of($"{n}<tspan>f</tspan>"),
        });

        var dc = Level(Measured[0].Y);
        var timeAxis = $"M{At(TimeFrom, AxisY)}H{Digits(TimeTo)}";
        var frequencyAxis = $"M{At(Harmonic(-0.4), AxisY)}H{Digits(Harmonic(Harmonics + 0.4))}";
        Html[] parts =
        [
            Html.Of($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="title">"""),
            Html.Of($"""<title id="title">A tone x, ReLU(x) with its DC level, and the lines of ReLU(x), each as predicted</title>"""),
            Html.Of($"<style>\n{Html.Raw(Style)}\n</style>"), // nothing in it is a value
            Html.Of($"""<rect class="paper" width="{Width}" height="{Height}" rx="12"/>"""),
            Html.Of($"""<path class="axis" d="{timeAxis}{frequencyAxis}"/>"""),
            Html.Of($"""<polygon class="area" points="{At(TimeFrom, AxisY)} {Curve(Rectified)} {At(TimeTo, AxisY)}"/>"""),
            Html.Of($"""<polyline class="x" points="{Curve(Tone)}"/>"""),
            Html.Of($"""<polyline class="relu" points="{Curve(Rectified)}"/>"""),
            Html.Of($"""<path class="dc" d="M{At(TimeFrom, dc)}H{Digits(Harmonic(0))}"/>"""),
            .. Measured.Where(IsShown).Select(Stroke),
            .. Predicted.Where(IsShown).Select(Circle),
            Label(TimeFrom + (TimeTo - TimeFrom) / 4, AxisY + Unit - 28, "x", Html.Of($"<tspan>x</tspan>")), // in the first trough
            Label((TimeFrom + TimeTo) / 2 + 92, AxisY - Unit + 18, "relu", Html.Of($"ReLU(<tspan>x</tspan>)")), // beside the second crest
            Label((TimeTo + LinesFrom) / 2, dc - 12, "ink", Html.Text("DC")),
            .. Predicted.Where(IsShown).Select(line => Below((int)Math.Round(line.X / fundamentalHz))),
            Html.Of($"</svg>"),
        ];
        return string.Concat(parts.Select(part => part + "\n"));
    }

    private static Html Label(double x, double y, string colour, Html text) =>
        Html.Of($"""<text style="fill: var(--{colour})" x="{Digits(x)}" y="{Digits(y)}">{text}</text>""");

    /// <summary>No more points than a screen shows, the last one among them.</summary>
    private static IEnumerable<(double X, double Y)> Thinned(IReadOnlyList<(double X, double Y)> points)
    {
        var step = Math.Max(1, (points.Count - 1) / PointsPerCurve);
        return points.Where((_, i) => i % step == 0 || i == points.Count - 1);
    }

    /// <summary>A length in hundredths: less than that nobody sees, and rounding on another processor cannot show.</summary>
    private static string Digits(double length) => length.ToString("0.##", CultureInfo.InvariantCulture);
}
