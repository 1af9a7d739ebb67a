using System.Collections.Immutable;
using System.Numerics;
using MathNet.Numerics.Providers.LinearAlgebra;
using Linear = MathNet.Numerics.LinearAlgebra;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>Takes out of a PPG what linear filters of the acceleration explain. [samples] → [samples]</summary>
/// <remarks>
/// Least squares over a stretch of time (Wiener's filter). The taps are centred, −taps/2 … taps/2 samples; each stretch is
/// continued with zeros around its mean, so that the equations hold correlations only. Signals that drift are to pass a band first
/// (<see cref="BandPass.Apply(PpgRecording)"/>), as in all designs but that of the paper's authors. Taught in notebook 10.
/// </remarks>
public static class MotionFilter
{
    /// <summary>Taps for each axis, where nothing else is asked for: 2 s.</summary>
    public const int DefaultTaps = 63;

    private const double LeastStretchS = 16;
    private const int MostTaps = 1023; // 32 s: the equations grow with its square
    private const double Ridge = 1e-3; // of each axis's power: keeps the equations solvable where axes say the same
    private const int Alternations = 100; // of the separable filter; the explained power stands still long before

    /// <summary>The PPG without what one filter over the whole of it explains.</summary>
    /// <param name="recording">With acceleration; without, the PPG comes back as it is.</param>
    /// <param name="taps">Taps for each axis, odd, 1 … 1023.</param>
    public static Signal Remove(PpgRecording recording, int taps = DefaultTaps) => RemoveAtOnce(recording, taps, separable: false);

    /// <summary>
    /// The same with one filter shared by the three axes and a weight for each: as many numbers to find as taps and axes together. The
    /// paper's authors filter so.
    /// </summary>
    /// <inheritdoc cref="Remove" path="/param"/>
    public static Signal RemoveSeparably(PpgRecording recording, int taps) => RemoveAtOnce(recording, taps, separable: true);

    /// <summary>
    /// The PPG without what filters explain that hold for a stretch each. Stretches overlap by half or more, and fade into each other.
    /// </summary>
    /// <param name="recording">With acceleration; without, or shorter than 16 s, the PPG comes back as it is.</param>
    /// <param name="stretchS">Length of a stretch in seconds, 16 or more.</param>
    /// <param name="taps">Taps for each axis, odd, 1 … 1023.</param>
    public static Signal RemoveAdaptively(PpgRecording recording, double stretchS = 60, int taps = DefaultTaps)
    {
        Check(recording, taps);
        if (!(stretchS >= LeastStretchS))
            throw new ArgumentOutOfRangeException(
                nameof(stretchS), stretchS, $"A stretch lasts {LeastStretchS} s or more: a shorter one would explain the pulse as well.");
        var count = recording.Ppg.Count;
        if (recording.Ppg.DurationS < LeastStretchS)
            return recording.Ppg;
        if (recording.Acceleration.IsEmpty || count <= stretchS * PpgRecording.SampleRateHz)
            return Remove(recording, taps);
        var length = (int)Math.Round(stretchS * PpgRecording.SampleRateHz);
        var stretches = (int)Math.Ceiling(2.0 * (count - length) / length) + 1;
        var sum = new double[count];
        var weights = new double[count];
        var room = Stretch.Room(recording, taps);
        for (var i = 0; i < stretches; i++)
        {
            var start = (int)Math.Round((double)i * (count - length) / (stretches - 1));
            var cleaned = new Stretch(recording, start, length, taps, room).Cleaned(separable: false);
            for (var n = 0; n < length; n++)
            {
                var weight = Math.Min(n + 1, length - n); // a triangle
                sum[start + n] += weight * cleaned[n];
                weights[start + n] += weight;
            }
        }
        for (var n = 0; n < count; n++)
            sum[n] /= weights[n];
        return Signal.Own(sum, PpgRecording.SampleRateHz);
    }

    private static Signal RemoveAtOnce(PpgRecording recording, int taps, bool separable)
    {
        Check(recording, taps);
        return recording.Acceleration.IsEmpty
            ? recording.Ppg
            : Signal.Own(new Stretch(recording, 0, recording.Ppg.Count, taps).Cleaned(separable), PpgRecording.SampleRateHz);
    }

    private static void Check(PpgRecording recording, int taps)
    {
        ArgumentNullException.ThrowIfNull(recording);
        if (taps is < 1 or > MostTaps || taps % 2 == 0)
            throw new ArgumentOutOfRangeException(
                nameof(taps), taps, $"Taps are an odd number from 1 to {MostTaps}: as many before as after.");
    }

    /// <summary>A stretch of a recording with the normal equations of its filter.</summary>
    private sealed class Stretch
    {
        private readonly double mean;
        private readonly double[] ppg;
        private readonly ImmutableArray<double[]> axes;
        private readonly int taps;
        private readonly double[] equations; // the matrix, column by column
        private readonly Linear.Matrix<double> matrix; // correlations of delayed axes with each other: [axis·taps + tap, axis·taps + tap]
        private readonly Linear.Vector<double> right;  // and with the PPG

        /// <param name="recording">The recording.</param>
        /// <param name="start">The first sample.</param>
        /// <param name="count">How many.</param>
        /// <param name="taps">Taps for each axis.</param>
        /// <param name="room">Room for the equations, of a stretch that is done with; null for new room.</param>
        public Stretch(PpgRecording recording, int start, int count, int taps, double[]? room = null)
        {
            this.taps = taps;
            ppg = Centred(recording.Ppg, start, count, out mean);
            axes = [.. recording.Acceleration.Select(axis => Unit(Centred(axis, start, count, out _)))];
            equations = room ?? Room(recording, taps);
            matrix = Linear.Matrix<double>.Build.Dense(axes.Length * taps, axes.Length * taps, equations);
            right = Linear.Vector<double>.Build.Dense(axes.Length * taps);
            for (var a = 0; a < axes.Length; a++)
            {
                for (var b = 0; b <= a; b++)
                {
                    var correlation = Correlation(axes[a], axes[b], taps - 1);
                    for (var i = 0; i < taps; i++)
                        for (var j = 0; j < taps; j++)
                            matrix[a * taps + i, b * taps + j] = matrix[b * taps + j, a * taps + i] = correlation[taps - 1 + i - j];
                }
                Correlation(axes[a], ppg, taps / 2).CopyTo(right.AsArray(), a * taps);
            }
            for (var i = 0; i < right.Count; i++)
                matrix[i, i] += Ridge * count;
        }

        /// <summary>Room for the equations.</summary>
        public static double[] Room(PpgRecording recording, int taps) =>
            new double[recording.Acceleration.Length * taps * recording.Acceleration.Length * taps];

        /// <summary>The PPG without motion; to be asked for once, since the equations are solved in place.</summary>
        public double[] Cleaned(bool separable)
        {
            var filter = separable ? Separable() : Solved();
            var cleaned = Array.ConvertAll(ppg, x => x + mean);
            for (var a = 0; a < axes.Length; a++)
                for (var i = 0; i < taps; i++)
                {
                    var (tap, delay) = (filter[a * taps + i], i - taps / 2);
                    for (var n = Math.Max(0, delay); n < Math.Min(ppg.Length, ppg.Length + delay); n++)
                        cleaned[n] -= tap * axes[a][n - delay];
                }
            return cleaned;
        }

        private Linear.Vector<double> Solved()
        {
            LinearAlgebraControl.Provider.CholeskyFactor(equations, right.Count);
            LinearAlgebraControl.Provider.CholeskySolveFactored(equations, right.Count, right.AsArray(), 1);
            return right;
        }

        /// <summary>
        /// The filter h[axis, tap] = g[axis]·f[tap]: best f for given g, best g for given f, in turn; each solves a small linear
        /// system.
        /// </summary>
        private Linear.Vector<double> Separable()
        {
            var shared = Linear.Vector<double>.Build.Dense(taps);
            var weights = Linear.Vector<double>.Build.Dense(axes.Length, 1.0 / axes.Length);
            for (var round = 0; round < Alternations; round++)
            {
                var spread = Linear.Matrix<double>.Build.Dense(right.Count, taps,
                    (row, tap) => row % taps == tap ? weights[row / taps] : 0);
                shared = (spread.TransposeThisAndMultiply(matrix) * spread).Cholesky().Solve(spread.TransposeThisAndMultiply(right));
                spread = Linear.Matrix<double>.Build.Dense(right.Count, axes.Length,
                    (row, axis) => row / taps == axis ? shared[row % taps] : 0);
                weights = (spread.TransposeThisAndMultiply(matrix) * spread).Cholesky().Solve(spread.TransposeThisAndMultiply(right));
            }
            return Linear.Vector<double>.Build.Dense(right.Count, row => weights[row / taps] * shared[row % taps]);
        }

        /// <summary>Σ_n a[n − lag]·b[n] at the lags −most … most.</summary>
        private static double[] Correlation(double[] a, double[] b, int most)
        {
            var sums = new double[2 * most + 1];
            for (var lag = -most; lag <= most; lag++)
            {
                var overlap = a.Length - Math.Abs(lag);
                if (overlap > 0)
                    sums[most + lag] = Dot(a.AsSpan(Math.Max(0, -lag), overlap), b.AsSpan(Math.Max(0, lag), overlap));
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

        private static double[] Centred(Signal signal, int start, int count, out double mean)
        {
            var centred = signal.Samples.AsSpan(start, count).ToArray();
            var sum = 0.0;
            foreach (var x in centred)
                sum += x;
            mean = sum / count;
            for (var n = 0; n < centred.Length; n++)
                centred[n] -= mean;
            return centred;
        }

        private static double[] Unit(double[] values)
        {
            var rms = Math.Sqrt(Dot(values, values) / values.Length);
            for (var n = 0; n < values.Length && rms > 0; n++)
                values[n] /= rms;
            return values;
        }
    }
}
