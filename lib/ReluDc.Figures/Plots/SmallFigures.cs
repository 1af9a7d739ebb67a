namespace ReluDc.Figures;

/// <content>The small figures by which values show themselves.</content>
public sealed partial class Figure
{
    private const int FewestSamples = 256; // of noise, which crosses at every other sample
    private const int BinsAtAGlance = 1000;

    /// <summary>A signal at a glance: its beginning against time, and its text as the caption.</summary>
    /// <param name="signal">Any signal; of a long one as much is drawn as shows its shape, some six periods of a tone.</param>
    public static Figure Of(Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        var shown = SamplesAtAGlance(signal);
        var (timesS, values) = Window.Of(signal, 0, (shown - 1) / signal.SampleRateHz);
        var title = shown == signal.Count
            ? "Signal"
            : FormattableString.Invariant($"Signal, its first {shown / signal.SampleRateHz:G3} s of {signal.DurationS:G3} s");
        var trace = signal.Count == 1
            ? Figures.Traces.Points("signal", timesS, values, 0)
            : Figures.Traces.Line("signal", timesS, values, 0);
        return new(title, $"{signal}.", signal.ToString(), Axis.TimeS, Axis.Amplitude, [trace]) { IsSmall = true };
    }

    /// <summary>As many samples as the signal takes to cross its mean twelve times: six periods of a tone, however it is sampled.</summary>
    private static int SamplesAtAGlance(Signal signal) =>
        Math.Clamp(Window.AtAGlance(signal.Samples, signal.Mean), Math.Min(FewestSamples, signal.Count), signal.Count);

    /// <summary>A spectrum at a glance: its bins as strokes, and its text as the caption.</summary>
    /// <param name="spectrum">Any spectrum.</param>
    public static Figure Of(ReluDc.Spectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        var isShort = spectrum.Bins.Length <= BinsAtAGlance;
        var drawing = new SpectrumDrawing([("spectrum", spectrum)], [], upToHz: spectrum.Bins.Length > 1 ? null : 1, decibels: false);
        return new(isShort ? "Spectrum" : "Spectrum, the largest bin of each stretch", $"{spectrum}.", spectrum.ToString(),
            drawing.FrequencyAxis, drawing.AmplitudeAxis,
            isShort ? drawing.Traces() : [Outline(spectrum)]) { IsSmall = true };
    }

    private static System.Text.Json.Nodes.JsonObject Outline(ReluDc.Spectrum spectrum)
    {
        var largest = spectrum.Magnitudes.Index().Chunk((spectrum.Bins.Length + BinsAtAGlance - 1) / BinsAtAGlance)
            .Select(stretch => stretch.MaxBy(bin => bin.Item)).ToList();
        return Figures.Traces.Line("spectrum", [.. largest.Select(bin => bin.Index * spectrum.BinWidthHz)],
            [.. largest.Select(bin => bin.Item)], 0);
    }

    /// <summary>Whether it is drawn at half height, without a heading of its own.</summary>
    internal bool IsSmall { get; private init; }
}
