namespace ReluDc.Figures;

/// <content>The small figures by which values show themselves.</content>
public sealed partial class Figure
{
    private const int SamplesAtAGlance = 256;
    private const int BinsAtAGlance = 1000;

    /// <summary>A signal at a glance: its first samples against time, and its text as the caption.</summary>
    /// <param name="signal">Any signal; of a long one the first 256 samples are drawn.</param>
    public static Figure Of(Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        var isWhole = signal.Count <= SamplesAtAGlance;
        var endS = (Math.Min(signal.Count, SamplesAtAGlance) - 1) / signal.SampleRateHz;
        var (timesS, values) = Window.Of(signal, 0, endS);
        var name = isWhole ? "Signal" : FormattableString.Invariant($"Signal, its first {SamplesAtAGlance} of {signal.Count} samples");
        return new(name, $"{signal}.", signal.ToString(), Axis.TimeS, Axis.Amplitude,
            [signal.Count == 1 ? Figures.Traces.Points("signal", timesS, values, 0) : Figures.Traces.Line("signal", timesS, values, 0)])
            { IsSmall = true };
    }

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
