namespace ReluDc.Figures;

/// <summary>Where the values of an axis lie in a drawing.</summary>
/// <param name="extent">The values from one end of the axis to the other; on a logarithmic axis above 0.</param>
/// <param name="log">Whether it is logarithmic.</param>
/// <param name="start">Where the lower end lies, in the drawing's units.</param>
/// <param name="end">Where the upper end lies.</param>
internal sealed class Scale(Extent extent, bool log, double start, double end)
{
    private readonly double low = log ? Math.Log10(extent.Low) : extent.Low;
    private readonly double high = log ? Math.Log10(extent.High) : extent.High;

    /// <summary>The values from end to end.</summary>
    public Extent Extent => extent;

    /// <summary>Whether it is logarithmic.</summary>
    public bool IsLog => log;

    /// <summary>Where a value lies, in the drawing's units; not a number where it has no place.</summary>
    public double At(double value) => log
        ? value > 0 ? start + (end - start) * (Math.Log10(value) - low) / (high - low) : double.NaN
        : start + (end - start) * ((value - low) / (high - low));

    /// <summary>Where a value lies, or the axis's nearer end: far outside numbers lose their meaning for those who draw.</summary>
    public double Near(double value)
    {
        var margin = Math.Abs(end - start);
        return Math.Clamp(At(value), Math.Min(start, end) - margin, Math.Max(start, end) + margin);
    }

    /// <summary>Labelled places.</summary>
    /// <param name="most">As many have room.</param>
    public IReadOnlyList<Tick> Ticks(int most) => Tick.Of(extent, log, most);

    /// <summary>The borders of cells around their centres, one more than centres: midway, on a logarithmic axis by ratio.</summary>
    /// <param name="centres">In rising or falling order; one or more.</param>
    /// <param name="log">Whether they lie on a logarithmic axis.</param>
    public static double[] Borders(IReadOnlyList<double> centres, bool log)
    {
        var places = centres.Select(centre => log ? Math.Log10(centre) : centre).ToList();
        var half = places.Count > 1 ? (places[1] - places[0]) / 2 : log ? 0.15 : 0.5;
        var lastHalf = places.Count > 1 ? (places[^1] - places[^2]) / 2 : half;
        double[] borders = [places[0] - half, .. places.Zip(places.Skip(1), (a, b) => (a + b) / 2), places[^1] + lastHalf];
        return [.. borders.Select(border => log ? Math.Pow(10, border) : border)];
    }
}
