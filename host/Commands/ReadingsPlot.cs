using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ReluDc.Engine;
using ReluDc.HeartRate;

namespace ReluDc.Notebooks;

/// <summary>
/// Heart rates over a whole recording, drawn column by column: the median line, the range and the band of the readings, where nothing
/// could be read, and below it how sure the readings are.
/// </summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Font">Size of its letters in pixels.</param>
internal sealed record ReadingsPlot(int Width, int Font)
{
    private const int RatesHeight = 260;
    private const int SureHeight = 56;
    private const int Gap = 20;
    private const double ColumnWidth = 2;
    private const double LeastSpanBpm = 40;

    private static readonly double[] timeSteps =
        [5, 10, 15, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10800, 21600]; // seconds

    private double Left => 3.9 * Font; // room for 100 %

    private int Top => 2 * Font;

    private double Inner => Width - Left - Font;

    private double SureTop => Top + RatesHeight + Gap;

    /// <summary>How many columns there is room for.</summary>
    public int Columns => (int)(Inner / ColumnWidth);

    /// <summary>Times along an axis, in seconds, with as few labels as there is room for.</summary>
    /// <param name="durationS">How long the axis is, in seconds.</param>
    /// <param name="most">As many labels have room.</param>
    public static (double StepS, string Unit, double UnitS) TimeStep(double durationS, int most)
    {
        var step = timeSteps.FirstOrDefault(step => durationS / step <= most, Math.Ceiling(durationS / most / 21600) * 21600);
        return durationS <= 180 ? (step, "s", 1) : durationS < 7200 ? (Math.Max(step, 60), "min", 60) : (Math.Max(step, 900), "h", 3600);
    }

    /// <summary>The plot, in SVG.</summary>
    /// <param name="estimates">What is said of each window. [windows]</param>
    /// <param name="reference">True heart rates; null for none.</param>
    /// <param name="durationS">The recording's duration, in seconds.</param>
    /// <param name="says">What it shows, in words.</param>
    public Html Draw(ImmutableArray<HeartRateEstimate> estimates, HeartRateReference? reference, double durationS, string says)
    {
        var columns = ReadingColumn.Of(estimates, reference, Columns);
        var rates = columns.SelectMany(c => new[] { c.Range.Low, c.Range.High, c.TruthBpm ?? double.NaN }).Where(double.IsFinite)
            .DefaultIfEmpty(70).ToArray();
        var middle = (rates.Min() + rates.Max()) / 2;
        var low = Math.Max(0, 10 * Math.Floor((Math.Min(rates.Min(), middle - LeastSpanBpm / 2) - 3) / 10));
        var high = 10 * Math.Ceiling((Math.Max(rates.Max(), middle + LeastSpanBpm / 2) + 3) / 10);
        double X(double seconds) => Left + Inner * Math.Clamp(seconds / durationS, 0, 1);
        double Y(double bpm) => Top + RatesHeight * (1 - (Math.Clamp(bpm, low, high) - low) / (high - low));
        double Sure(double confidence) => SureTop + SureHeight * (1 - confidence);

        Html Area(string kind, ReadingColumn c, double top, double bottom)
        {
            var (from, to) = (Math.Round(X(c.FromS), 1), Math.Round(X(c.ToS), 1)); // where one ends, the next begins: no seam between them
            return Shape("rect", kind, $"x=\"{N(from)}\" y=\"{N(top)}\" width=\"{N(to - from)}\" height=\"{N(bottom - top)}\"");
        }
        var areas = new StringBuilder();
        foreach (var c in columns)
        {
            if (c.Readings == 0)
                areas.Append(Area("none", c, Top, Top + RatesHeight));
            else
                areas.Append(Area("band", c, Y(c.Band.High), Y(c.Band.Low))).Append(Area("range", c, Y(c.Range.High), Y(c.Range.Low)));
            areas.Append(Area(c.Confidence >= HeartRateEstimate.LeastConfidence ? "sure" : "unsure", c, Sure(c.Confidence),
                SureTop + SureHeight));
        }
        string Line(Func<ReadingColumn, double?> value)
        {
            var (path, pen) = (new StringBuilder(), 'M');
            foreach (var c in columns)
                if (value(c) is { } bpm)
                {
                    path.Append(pen).Append(N(X(c.FromS))).Append(' ').Append(N(Y(bpm))).Append('H').Append(N(X(c.ToS)));
                    pen = 'L';
                }
                else
                {
                    pen = 'M';
                }
            return path.ToString();
        }
        var truth = reference is null ? Html.Empty : Shape("path", "truth", $"d=\"{Line(c => c.TruthBpm)}\"");
        var height = (int)(SureTop + SureHeight + 3.2 * Font);
        return Html.Of($"""
            <svg class="readings" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}" font-size="{Font}"
             role="img" aria-label="{says}">
            {RateAxis(low, high, Y)}{TimeAxis(durationS, X, height)}{SureAxis(Sure)}{Html.Raw(areas.ToString())}
            {Shape("path", "median", $"d=\"{Line(c => c.MedianBpm)}\"")}{truth}
            </svg>

            """);
    }

    private Html RateAxis(double low, double high, Func<double, double> y)
    {
        var step = new[] { 10, 20, 50 }.First(step => (high - low) / step <= 8 || step == 50);
        var ticks = Enumerable.Range((int)Math.Ceiling(low / step), (int)(high / step) - (int)Math.Ceiling(low / step) + 1)
            .Select(k => (double)k * step);
        return Html.Concat([.. ticks.Select(bpm => Rule(Left, Left + Inner, y(bpm), y(bpm))
            + Label(Left - Font / 2.0, y(bpm) + Font / 3.0, "end", bpm.ToString("F0", CultureInfo.InvariantCulture)))])
            + Label(0, 0.9 * Font, "start", "heart rate (BPM)");
    }

    private Html TimeAxis(double durationS, Func<double, double> x, int height)
    {
        var (step, unit, unitS) = TimeStep(durationS, (int)(Inner / (4 * Font)));
        var labels = Enumerable.Range(0, (int)(durationS / step) + 1).Select(k => k * step);
        return Html.Concat([.. labels.Select(s => Rule(x(s), x(s), Top, Top + RatesHeight) + Rule(x(s), x(s), SureTop, SureTop + SureHeight)
            + Label(x(s), SureTop + SureHeight + 1.3 * Font, "middle", (s / unitS).ToString("0.##", CultureInfo.InvariantCulture)))])
            + Label(Left + Inner / 2, height - 0.4 * Font, "middle", $"time since the start ({unit})");
    }

    private Html SureAxis(Func<double, double> y) => Html.Concat([.. new[] { 0, HeartRateEstimate.LeastConfidence, 1 }.Select(share =>
        Rule(Left, Left + Inner, y(share), y(share))
        + Label(Left - Font / 2.0, y(share) + Font / 3.0, "end", $"{(int)(100 * share)} %"))]);

    private static Html Rule(double fromX, double toX, double fromY, double toY) =>
        Shape("path", "grid", $"d=\"M{N(fromX)} {N(fromY)}L{N(toX)} {N(toY)}\"");

    private static Html Label(double x, double y, string anchor, string text) =>
        Html.Of($"<text x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\">{text}</text>");

    /// <summary>An element of numbers alone: nothing in it is anybody's text.</summary>
    private static Html Shape(string name, string kind, string attributes) => Html.Raw($"<{name} class=\"{kind}\" {attributes}/>");

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
