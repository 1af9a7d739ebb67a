using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ReluDc.Networks;

/// <summary>y = x above 0, slope·x elsewhere, and its derivative, value by value.</summary>
internal static class Rectification
{
    /// <summary>Computes y from x; they may be the same.</summary>
    public static void Apply(Span<float> x, Span<float> y, float slope)
    {
        var wideSlope = Vector512.Create(slope);
        Span<Vector512<float>> wideX = Wide(x), wideY = Wide(y);
        for (var n = 0; n < wideX.Length; n++)
            wideY[n] = Lanes16.Rectify(wideX[n], wideSlope);
        for (var n = wideX.Length * Vector512<float>.Count; n < x.Length; n++)
            y[n] = Lanes1.Rectify(x[n], slope);
    }

    /// <summary>Computes dx from dy; they may be the same.</summary>
    /// <param name="x">What went in; or, with a slope of 0 or more, what came out, which has the same sign.</param>
    /// <param name="dy">Gradient of the output: as long as x, or one row that stands for all rows of x.</param>
    /// <param name="dx">Receives that of the input.</param>
    /// <param name="slope">The slope.</param>
    public static void Derive(Span<float> x, Span<float> dy, Span<float> dx, float slope)
    {
        var wideSlope = Vector512.Create(slope);
        for (var start = 0; start < x.Length; start += dy.Length)
        {
            Span<float> row = x.Slice(start, dy.Length), below = dx.Slice(start, dy.Length);
            Span<Vector512<float>> wideX = Wide(row), wideAbove = Wide(dy), wideBelow = Wide(below);
            for (var n = 0; n < wideX.Length; n++)
                wideBelow[n] = Lanes16.Derive(wideAbove[n], wideX[n], wideSlope);
            for (var n = wideX.Length * Vector512<float>.Count; n < row.Length; n++)
                below[n] = Lanes1.Derive(dy[n], row[n], slope);
        }
    }

    private static Span<Vector512<float>> Wide(Span<float> values) => MemoryMarshal.Cast<float, Vector512<float>>(values);
}
