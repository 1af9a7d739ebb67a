using System.Globalization;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>
/// The index's first figure: one tone x = a·sin(2πft) with its ReLU, and the lines of ReLU(x) by their closed form: DC a/π, the tone
/// itself a/2, even harmonics 2a/((k² − 1)π). Complete as it is; hook.js draws it again, in the same coordinates, for any a and f.
/// </summary>
/// <param name="Amplitude">a, from 0.2 to 1.5.</param>
/// <param name="FrequencyHz">f, from 2 to 8 Hz.</param>
internal sealed record ToneHook(double Amplitude = 1, double FrequencyHz = 3)
{
    private const int Width = 520, Height = 300; // of either half
    private const double From = 14, To = 506; // the left half: 0 and 1 s
    private const double ZeroY = 135, Unit = 85; // where x is 0, and the height of 1
    private const int Steps = 240; // of a curve
    private const double ZeroHz = 60, PerHz = 17.8, FloorY = 250, PerAmplitude = 320; // the right half
    private const int LargestHz = 25, LargestHarmonic = 12;

    /// <summary>The harmonics that have a line, 0 for DC.</summary>
    private static readonly int[] Harmonics = [0, 1, .. Enumerable.Range(1, LargestHarmonic / 2).Select(n => 2 * n)];

    /// <summary>The amplitude of a line of ReLU(x).</summary>
    /// <param name="harmonic">0 for DC, 1, or an even number.</param>
    public double Line(int harmonic) => harmonic switch
    {
        0 => Amplitude / Math.PI,
        1 => Amplitude / 2,
        _ => 2 * Amplitude / ((harmonic * harmonic - 1) * Math.PI),
    };

    /// <summary>The figure.</summary>
    public Html ToHtml() => Html.Of($"""
        <figure class="hook" aria-label="What ReLU does to one tone">
        <div class="halves">
        {Waves()}
        {Lines()}
        </div>
        <div class="controls">
        {Slider("amplitude", "amplitude a", 0.2, 1.5, 0.05, Amplitude, "")}
        {Slider("frequency", "frequency f", 2, 8, 0.1, FrequencyHz, " Hz")}
        <p class="hint">or drag the tone</p>
        </div>
        <dl class="amplitudes">
        {new[] { 0, 1, 2, 4, 6 }.Select(Number)}</dl>
        <figcaption>ReLU keeps half of a tone and turns the rest into a constant, the <strong>DC</strong>, and even harmonics of
        2<i>a</i>/((<i>k</i>² − 1)π); the odd ones from 3<i>f</i> on stay empty. DC tells the amplitude, and nothing of the
        frequency.</figcaption>
        </figure>
        """);

    private Html Waves()
    {
        var times = Enumerable.Range(0, Steps + 1).Select(i => i / (double)Steps).ToList();
        double Value(double s) => Amplitude * Math.Sin(2 * Math.PI * FrequencyHz * s);
        double X(double s) => From + (To - From) * s;
        double Y(double value) => ZeroY - Unit * value;
        string Curve(Func<double, double> value) => string.Join(' ', times.Select(s => $"{Digits(X(s))},{Digits(Y(value(s)))}"));
        var (tone, rectified, dc, crest) = (Curve(Value), Curve(s => Math.Max(0, Value(s))), Digits(Y(Line(0))), 1.25 / FrequencyHz);
        return Html.Of($"""
            <svg class="waves" viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="hook-waves">
            <title id="hook-waves">A tone x over one second, ReLU(x), which is its upper half, and the mean of that, its DC</title>
            <path class="axis" d="M{Digits(From)},{Digits(ZeroY)}H{Digits(To)}"/>
            <path class="area" d="M{Digits(From)},{Digits(ZeroY)} {rectified} {Digits(To)},{Digits(ZeroY)}Z"/>
            <path class="x" d="M{tone}"/>
            <path class="relu" d="M{rectified}"/>
            <path class="dc" d="M{Digits(From)},{dc}H{Digits(To)}"/>
            <path class="grip" d="M{tone}"/>
            <circle class="handle" cx="{Digits(X(crest))}" cy="{Digits(Y(Amplitude))}" r="9"/>
            <path class="x" d="M16,284h26"/><text x="48" y="290"><tspan class="i">x</tspan></text>
            <path class="relu" d="M86,284h26"/><text x="118" y="290">ReLU(<tspan class="i">x</tspan>)</text>
            <path class="dc" d="M208,284h26"/><text x="240" y="290">its mean: DC</text>
            <text class="end" x="506" y="290">1 s</text>
            </svg>
            """);
    }

    private Html Lines()
    {
        double X(double hz) => ZeroHz + PerHz * hz;
        double Y(double amplitude) => FloorY - PerAmplitude * amplitude;
        var shown = Harmonics.Where(k => k * FrequencyHz <= LargestHz).ToList();
        var levels = new[] { 0.25, 0.5, 0.75 };
        var strokes = string.Concat(shown.Skip(1).Select(k => $"M{Digits(X(k * FrequencyHz))},{Digits(FloorY)}V{Digits(Y(Line(k)))}"));
        Html Name(int k)
        {
            var isShown = shown.Contains(k);
            var place = Html.Of($"x=\"{Digits(X(isShown ? k * FrequencyHz : 0))}\" y=\"{Digits(Y(Line(k)) - 9)}\"");
            var hidden = Html.Raw(isShown ? "" : " visibility=\"hidden\"");
            return Html.Of($"<text class=\"name{(k == 0 ? " dc-name" : "")}\" {place}{hidden}>{NameOf(k, "tspan")}</text>\n");
        }
        return Html.Of($"""
            <svg class="lines" viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="hook-lines">
            <title id="hook-lines">The lines of ReLU(x) against frequency: DC at 0, the tone at f, and even harmonics that fall</title>
            <path class="grid" d="{string.Concat(levels.Select(level => $"M{Digits(ZeroHz)},{Digits(Y(level))}H{Digits(To)}"))}"/>
            {levels.Select(level => Tick("end", ZeroHz - 12, Y(level) + 6, level))}
            <path class="axis" d="M{Digits(ZeroHz - 8)},{Digits(FloorY)}H{Digits(To)}"/>
            <path class="line dc-line" d="M{Digits(ZeroHz)},{Digits(FloorY)}V{Digits(Y(Line(0)))}"/>
            <path class="line others" d="{strokes}"/>
            {Harmonics.Select(Name)}
            {new[] { 0, 5, 10, 15, 20 }.Select(hz => Tick("middle", X(hz), FloorY + 24, hz))}
            <text class="end" x="{Digits(To)}" y="{Digits(FloorY + 24)}">{LargestHz} Hz</text>
            </svg>
            """);
    }

    private static Html Tick(string anchor, double x, double y, double value) =>
        Html.Of($"<text class=\"{anchor}\" x=\"{Digits(x)}\" y=\"{Digits(y)}\">{value}</text>");

    private static Html Slider(string name, string label, double from, double to, double step, double value, string unit) => Html.Of($"""
        <label for="hook-{name}">{label}</label>
        <input type="range" id="hook-{name}" min="{from}" max="{to}" step="{step}" value="{value}" autocomplete="off" disabled>
        <output for="hook-{name}" data-unit="{unit}">{value}{unit}</output>
        """);

    private Html Number(int k)
    {
        var formula = Html.Raw(k switch
        {
            0 => "<i>a</i>/π",
            1 => "<i>a</i>/2",
            _ => $"2<i>a</i>/({k * k - 1}π)",
        });
        return Html.Of($"""
            <div data-harmonic="{k}"><dt>{NameOf(k, "i")}<span class="at">{Digits(k * FrequencyHz)} Hz</span></dt>
            <dd>{formula} = <span class="value">{Line(k):F3}</span></dd></div>

            """);
    }

    private static Html NameOf(int k, string italic)
    {
        var f = italic == "i" ? Html.Raw("<i>f</i>") : Html.Raw("<tspan class=\"i\">f</tspan>");
        return k switch
        {
            0 => Html.Text("DC"),
            1 => f,
            _ => Html.Of($"{k}{f}"),
        };
    }

    /// <summary>A length in tenths.</summary>
    private static string Digits(double length) => length.ToString("0.#", CultureInfo.InvariantCulture);
}
