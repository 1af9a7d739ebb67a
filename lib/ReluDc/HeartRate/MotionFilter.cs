using System.Collections.Immutable;
using System.Numerics;
using Linear = MathNet.Numerics.LinearAlgebra;

namespace ReluDc;

/// <summary>Takes out of a PPG what linear filters of the acceleration explain: least squares over a stretch of time (Wiener's filter). Taught in notebook 10.</summary>
/// <remarks>The taps are centred, −taps/2 … taps/2 samples; each stretch is continued with zeros around its mean, so that the equations hold correlations only.</remarks>
public static class MotionFilter
{
    /// <summary>Taps for each axis.</summary>
    public const int Taps = 63;

    private const double Ridge = 1e-3; // of each axis's power: keeps the equations solvable where axes say the same

    /// <summary>The PPG without what one filter over the whole of it explains.</summary>
    /// <param name="recording">With acceleration; without, the PPG comes back as it is.</param>
    public static Signal Remove(PpgRecording recording) => recording.Acceleration.IsEmpty
        ? recording.Ppg
        : Signal.Own(Cleaned(recording, 0, recording.Ppg.Count), PpgRecording.SampleRateHz);

    /// <summary>The PPG without what filters explain that hold for a stretch each. Stretches overlap by half and more, and fade into each other.</summary>
    /// <param name="recording">With acceleration; without, the PPG comes back as it is.</param>
    /// <param name="stretchS">Length of a stretch in seconds, 16 or more.</param>
    public static Signal RemoveAdaptively(PpgRecording recording, double stretchS = 60)
    {
        if (!(stretchS >= 16))
            throw new ArgumentOutOfRangeException(nameof(stretchS), stretchS, "A stretch lasts 16 s or more: a shorter one would explain the pulse as well.");
        var count = recording.Ppg.Count;
        if (recording.Acceleration.IsEmpty || count <= stretchS * PpgRecording.SampleRateHz)
            return Remove(recording);
        var length = (int)Math.Round(stretchS * PpgRecording.SampleRateHz);
        var stretches = (int)Math.Ceiling(2.0 * (count - length) / length) + 1;
        var sum = new double[count];
        var weights = new double[count];
        for (var i = 0; i < stretches; i++)
        {
            var start = (int)Math.Round((double)i * (count - length) / (stretches - 1));
            var cleaned = Cleaned(recording, start, length);
            for (var n = 0; n < length; n++)
            {
                var weight = Math.Min(n + 1, length - n); // a triangle
                sum[start + n] += weight * cleaned[n];
                weights[start + n] += weight;
            }
        }
        return Signal.Own([.. sum.Zip(weights, (s, w) => s / w)], PpgRecording.SampleRateHz);
    }

    private static double[] Cleaned(PpgRecording recording, int start, int count)
    {
        var mean = Enumerable.Range(start, count).Average(n => recording.Ppg.Samples[n]);
        var ppg = Centred(recording.Ppg, start, count);
        ImmutableArray<double[]> axes = [.. recording.Acceleration.Select(axis => Centred(axis, start, count))];
        foreach (var axis in axes)
            Normalize(axis);

        var unknowns = axes.Length * Taps;
        var matrix = Linear.Matrix<double>.Build.Dense(unknowns, unknowns);
        var right = Linear.Vector<double>.Build.Dense(unknowns);
        for (var a = 0; a < axes.Length; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var correlation = Correlation(axes[a], axes[b], Taps - 1);
                for (var i = 0; i < Taps; i++)
                    for (var j = 0; j < Taps; j++)
                        matrix[a * Taps + i, b * Taps + j] = matrix[b * Taps + j, a * Taps + i] = correlation[Taps - 1 + i - j];
            }
            var withPpg = Correlation(axes[a], ppg, Taps / 2);
            for (var i = 0; i < Taps; i++)
                right[a * Taps + i] = withPpg[i];
        }
        for (var i = 0; i < unknowns; i++)
            matrix[i, i] += Ridge * count;
        var taps = matrix.Cholesky().Solve(right);

        var cleaned = new double[count];
        for (var n = 0; n < count; n++)
            cleaned[n] = ppg[n] + mean;
        for (var a = 0; a < axes.Length; a++)
            for (var i = 0; i < Taps; i++)
            {
                var (tap, delay) = (taps[a * Taps + i], i - Taps / 2);
                for (var n = Math.Max(0, delay); n < Math.Min(count, count + delay); n++)
                    cleaned[n] -= tap * axes[a][n - delay];
            }
        return cleaned;
    }

    /// <summary>Σ_n a[n − lag]·b[n] at the lags −most … most.</summary>
    private static double[] Correlation(double[] a, double[] b, int most)
    {
        var sums = new double[2 * most + 1];
        for (var lag = -most; lag <= most; lag++)
        {
            var (fromA, fromB) = (Math.Max(0, -lag), Math.Max(0, lag));
            var overlap = a.Length - Math.Abs(lag);
            sums[most + lag] = Dot(a.AsSpan(fromA, overlap), b.AsSpan(fromB, overlap));
        }
        return sums;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sums = Vector<double>.Zero;
        var n = 0;
        for (; n <= a.Length - Vector<double>.Count; n += Vector<double>.Count)
            sums += new Vector<double>(a[n..]) * new Vector<double>(b[n..]);
        var sum = Vector.Sum(sums);
        for (; n < a.Length; n++)
            sum += a[n] * b[n];
        return sum;
    }

    private static double[] Centred(Signal signal, int start, int count)
    {
        var part = signal.Samples[start..(start + count)];
        var mean = part.Sum() / count;
        return [.. part.Select(x => x - mean)];
    }

    private static void Normalize(double[] values)
    {
        var rms = Math.Sqrt(values.Sum(v => v * v) / values.Length);
        for (var n = 0; n < values.Length; n++)
            values[n] = rms > 0 ? values[n] / rms : 0;
    }
}
