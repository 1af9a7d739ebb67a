using System.Text.Json.Nodes;
using DrawnTraces = ReluDc.Figures.Traces;

namespace ReluDc.Figures;

/// <content>The kinds of figures.</content>
public sealed partial class Figure
{
    /// <summary>Signals against time.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="alt">What it shows, in one sentence.</param>
    /// <param name="signals">Names and signals.</param>
    /// <param name="fromS">Start of the window in seconds.</param>
    /// <param name="toS">End of the window in seconds; null for the end of the longest signal.</param>
    /// <param name="caption">A line below, or null.</param>
    public static Figure Waveform(
        string title, string alt, IEnumerable<(string Name, Signal Signal)> signals, double fromS = 0, double? toS = null,
        string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(signals);
        var all = signals.ToList();
        if (all.Any(s => s.Signal is null))
            throw new ArgumentException("Each name comes with its signal; one of them has none.", nameof(signals));
        var endS = toS ?? all.Select(s => s.Signal.DurationS).DefaultIfEmpty(double.PositiveInfinity).Max();
        if (!(fromS < endS))
            throw new ArgumentException(FormattableString.Invariant($"A window starts before it ends; given is {fromS} to {endS} s."),
                nameof(fromS));
        return new(title, alt, caption, Axis.TimeS with { From = fromS, To = endS }, Axis.Amplitude, all.Select((s, i) =>
        {
            var (timesS, values) = Window.Of(s.Signal, fromS, endS);
            return DrawnTraces.Line(s.Name, timesS, values, i);
        }));
    }

    /// <summary>One spectrum as strokes, with predicted lines as open circles.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="alt">What it shows, in one sentence.</param>
    /// <param name="spectrum">The measured spectrum.</param>
    /// <param name="predicted">Predicted lines, or null.</param>
    /// <param name="upToHz">Highest frequency shown, in hertz; null for all.</param>
    /// <param name="decibels">Amplitudes in dB re 1 instead of linear.</param>
    /// <param name="caption">A line below, or null.</param>
    public static Figure Spectrum(
        string title, string alt, ReluDc.Spectrum spectrum, IEnumerable<SpectralLine>? predicted = null, double? upToHz = null,
        bool decibels = false, string? caption = null) =>
        Spectrum(title, alt, [("measured", spectrum)], predicted, upToHz, decibels, caption);

    /// <summary>Several spectra: the first as strokes, the others as markers, predicted lines as open circles.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="alt">What it shows, in one sentence.</param>
    /// <param name="spectra">Names and spectra.</param>
    /// <param name="predicted">Predicted lines, or null.</param>
    /// <param name="upToHz">Highest frequency shown, in hertz; null for all.</param>
    /// <param name="decibels">Amplitudes in dB re 1 instead of linear.</param>
    /// <param name="caption">A line below, or null.</param>
    public static Figure Spectrum(
        string title, string alt, IEnumerable<(string Name, ReluDc.Spectrum Spectrum)> spectra, IEnumerable<SpectralLine>? predicted = null,
        double? upToHz = null, bool decibels = false, string? caption = null)
    {
        var drawing = new SpectrumDrawing([.. spectra], [.. predicted ?? []], upToHz, decibels);
        return new(title, alt, caption, drawing.FrequencyAxis, drawing.AmplitudeAxis, drawing.Traces());
    }

    /// <summary>Curves over two axes.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="alt">What it shows, in one sentence.</param>
    /// <param name="xAxis">What lies along x.</param>
    /// <param name="yAxis">What lies along y.</param>
    /// <param name="curves">The curves; one or more.</param>
    /// <param name="caption">A line below, or null.</param>
    public static Figure Curves(string title, string alt, Axis xAxis, Axis yAxis, IEnumerable<Curve> curves, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentNullException.ThrowIfNull(xAxis);
        ArgumentNullException.ThrowIfNull(yAxis);
        List<Curve> all = [.. curves];
        List<string> coloured = [.. all.Where(curve => curve.ColourOf is null).Select(curve => curve.Name)];
        var own = 0;
        return new(title, alt, caption, xAxis, yAxis, all.Select(curve => (Curve: curve, Index: curve.ColourOf is { } other
            ? coloured.IndexOf(other) is >= 0 and var index ? index : throw new ArgumentException(
                $"The curve \"{curve.Name}\" is in the colour of \"{other}\", which is not there; allowed: {string.Join(", ", coloured)}.",
                nameof(curves))
            : own++)).ToList().SelectMany(drawn => drawn.Curve.TracesOn(xAxis, yAxis, drawn.Index)));
    }

    /// <summary>How something falls or grows: curves on doubly logarithmic axes.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="alt">What it shows, in one sentence.</param>
    /// <param name="curves">The curves.</param>
    /// <param name="y">Relative error unless told otherwise.</param>
    /// <param name="x">Order N unless told otherwise.</param>
    /// <param name="caption">A line below, or null.</param>
    public static Figure Convergence(string title, string alt, IEnumerable<Curve> curves, Axis? y = null, Axis? x = null,
        string? caption = null) =>
        Curves(title, alt, x ?? new("order N", "1", Log: true), y ?? new("relative error", "1", Log: true), curves, caption);

    /// <summary>Which share of some values lies in each of equally wide bins.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="alt">What it shows, in one sentence.</param>
    /// <param name="axis">What the values are.</param>
    /// <param name="samples">Names and values; not finite ones are left out.</param>
    /// <param name="bins">Number of bins, 1 or more, over the range of all values, or of the axis; shares are of all values, those outside
    /// it too.</param>
    /// <param name="caption">A line below, or null.</param>
    public static Figure Histogram(
        string title, string alt, Axis axis, IEnumerable<(string Name, IEnumerable<double> Values)> samples, int bins = 60,
        string? caption = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var all = samples.Select(s => (s.Name, Values: s.Values.Where(double.IsFinite).ToList())).ToList();
        if (all.Count == 0 || all.Any(s => s.Values.Count == 0))
            throw new ArgumentException("A histogram is of one finite value or more.", nameof(samples));
        var from = axis.From ?? all.Min(s => s.Values.Min());
        var to = axis.To ?? all.Max(s => s.Values.Max());
        var width = to > from ? (to - from) / bins : 1;
        var centres = Enumerable.Range(0, bins).Select(i => from + (i + 0.5) * width).ToList();
        return new(title, alt, caption, axis, new Axis("share of the samples", "%"), all.Select((s, i) =>
        {
            var shares = new double[bins];
            foreach (var value in s.Values.Where(value => value >= from && value <= to))
                shares[(int)Math.Min((value - from) / width, bins - 1)] += 100.0 / s.Values.Count;
            return all.Count == 1 ? DrawnTraces.Columns(s.Name, centres, shares, i) : DrawnTraces.Outline(s.Name, centres, shares, i);
        }));
    }

    /// <summary>
    /// A map of values over two axes. Of no more than 8 columns and 12 rows each has its label, and each cell its number, to three digits.
    /// </summary>
    /// <param name="title">What it is about.</param>
    /// <param name="alt">What it shows, in one sentence.</param>
    /// <param name="xAxis">What lies along x.</param>
    /// <param name="yAxis">What lies along y.</param>
    /// <param name="zAxis">What is mapped; its range is that of the colours.</param>
    /// <param name="xs">Abscissae, one for each column.</param>
    /// <param name="ys">Ordinates, one for each row.</param>
    /// <param name="z">z[row of ys, column of xs].</param>
    /// <param name="caption">A line below, or null.</param>
    public static Figure HeatMap(
        string title, string alt, Axis xAxis, Axis yAxis, Axis zAxis, IReadOnlyList<double> xs, IReadOnlyList<double> ys, double[,] z,
        string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(z);
        if (zAxis.Log)
            throw new ArgumentException("The colours of a map are linear; map the logarithm, and say so in the axis's name.",
                nameof(zAxis));
        if (z.Length == 0)
            throw new ArgumentException("A map has a row and a column or more.", nameof(z));
        if (z.GetLength(0) != ys.Count || z.GetLength(1) != xs.Count)
            throw new ArgumentException($"A map has a row for each y and a column for each x: {ys.Count} × {xs.Count} wanted, "
                + $"{z.GetLength(0)} × {z.GetLength(1)} given.", nameof(z));
        var rows = Enumerable.Range(0, ys.Count).Select(row => Enumerable.Range(0, xs.Count).Select(column => z[row, column]));
        var isTable = xs.Count <= 8 && ys.Count <= 12;
        Axis Marked(Axis axis, IReadOnlyList<double> values) => isTable ? axis with { Marks = [.. values.Where(axis.Shows)] } : axis;
        return new(title, alt, caption, Marked(xAxis, xs), Marked(yAxis, ys), [DrawnTraces.HeatMap(xs, ys, rows, zAxis, isTable)]);
    }

    /// <summary>The same of a function of x and y, which is asked once for each cell.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="alt">What it shows, in one sentence.</param>
    /// <param name="xAxis">What lies along x.</param>
    /// <param name="yAxis">What lies along y.</param>
    /// <param name="zAxis">What is mapped; its range is that of the colours.</param>
    /// <param name="xs">Abscissae, one for each column.</param>
    /// <param name="ys">Ordinates, one for each row.</param>
    /// <param name="z">The value at an abscissa and an ordinate.</param>
    /// <param name="caption">A line below, or null.</param>
    public static Figure HeatMap(
        string title, string alt, Axis xAxis, Axis yAxis, Axis zAxis, IReadOnlyList<double> xs, IReadOnlyList<double> ys,
        Func<double, double, double> z, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(xs);
        ArgumentNullException.ThrowIfNull(ys);
        ArgumentNullException.ThrowIfNull(z);
        var values = new double[ys.Count, xs.Count];
        for (var row = 0; row < ys.Count; row++)
            for (var column = 0; column < xs.Count; column++)
                values[row, column] = z(xs[column], ys[row]);
        return HeatMap(title, alt, xAxis, yAxis, zAxis, xs, ys, values, caption);
    }

    /// <summary>
    /// A figure for each of some values, with a slider to choose one. All are computed here and now, and drawn over the same axes.
    /// </summary>
    /// <param name="title">What it is about.</param>
    /// <param name="alt">What moving the slider shows, in one sentence.</param>
    /// <param name="name">What the slider sets, for example "f₁".</param>
    /// <param name="unit">Its unit; "1" for a pure number.</param>
    /// <param name="values">The values; two or more.</param>
    /// <param name="frame">The figure for a value.</param>
    /// <param name="start">The value shown first; null for the first one.</param>
    /// <param name="caption">A line below, or null.</param>
    public static Figure Slider(
        string title, string alt, string name, string unit, IEnumerable<double> values, Func<double, Figure> frame, double? start = null,
        string? caption = null)
    {
        var slider = new SliderFrames(name, unit, [.. values], frame, start);
        return new(title, alt, caption, slider.X, slider.Y, slider.Traces, slider);
    }
}
