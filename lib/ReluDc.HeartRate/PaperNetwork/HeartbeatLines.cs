using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// What one channel of one layer carries of the heartbeat in one window: its DC, and the lines at the heart rate and its multiples.
/// </summary>
/// <param name="DcShare">Power of the mean over all power, in [0, 1].</param>
/// <param name="Dc">The mean itself.</param>
/// <param name="Amplitudes">
/// Amplitudes at 1, 2, 3, … times the heart rate, Hann-windowed, the mean taken out first. Multiples beyond the Nyquist frequency are not
/// there. [lines]
/// </param>
public readonly record struct HeartbeatLines(double DcShare, double Dc, ImmutableArray<double> Amplitudes)
{
    private const int MostLines = 100;

    /// <inheritdoc cref="HeartbeatLines(double, double, ImmutableArray{double})" path="/param[@name='Amplitudes']"/>
    public ImmutableArray<double> Amplitudes { get => field.IsDefault ? [] : field; init; } = Amplitudes;

    /// <summary>Amplitude at a multiple of the heart rate over that at the heart rate itself; not finite where the latter is 0.</summary>
    /// <param name="multiple">1, 2, 3, …, as many as there are amplitudes.</param>
    public double Ratio(int multiple) =>
        Amplitudes[Argument.Within(multiple, 1, Amplitudes.Length, "A multiple of the heart rate here") - 1] / Amplitudes[0];

    /// <summary>Measures a signal.</summary>
    /// <param name="signal">Some whole beats or more; its rate may differ from that of the recording.</param>
    /// <param name="rateBpm">The true heart rate, in beats a minute, 20 … 300.</param>
    /// <param name="multiples">How many lines are wanted, 1 … 100.</param>
    public static HeartbeatLines Of(Signal signal, double rateBpm, int multiples)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return new Probe(signal.Count, signal.SampleRateHz, rateBpm, multiples).Of(signal);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var amplitudes = string.Join(", ", Amplitudes.Select(a => FormattableString.Invariant($"{a:G3}")));
        return FormattableString.Invariant($"DC {Dc:G4} ({DcShare:P0} of the power), lines {amplitudes}");
    }

    /// <summary>Measures many signals of one length and rate at the same heart rate: a layer's channels in one window.</summary>
    internal sealed class Probe
    {
        // A window has half a beat of room for the rate to change: the largest value within half a bin.
        private const int Offsets = 2; // to either side, a quarter of a bin apart

        private readonly double[] weights;
        private readonly double gain;
        private readonly Complex[][][] waves; // [lines][offsets][samples]

        /// <param name="count">Samples of each signal.</param>
        /// <param name="sampleRateHz">Their rate.</param>
        /// <param name="rateBpm">The true heart rate, in beats a minute, 20 … 300.</param>
        /// <param name="multiples">How many lines are wanted, 1 … 100.</param>
        public Probe(int count, double sampleRateHz, double rateBpm, int multiples)
        {
            HeartRateReference.CheckRate(rateBpm, nameof(rateBpm));
            Argument.Within(multiples, 1, MostLines, "The number of lines");
            weights = WindowShape.Hann.Weights(count);
            gain = weights.Sum();
            var durationS = count / sampleRateHz;
            var below = Enumerable.Range(1, multiples).Select(k => k * rateBpm / 60).TakeWhile(hz => hz < sampleRateHz / 2);
            waves = [.. below.Select(hz => Enumerable.Range(-Offsets, 2 * Offsets + 1)
                .Select(offset => -2 * Math.PI * (hz + offset / (4 * durationS)) / sampleRateHz)
                .Select(turn => Enumerable.Range(0, count).Select(n => Complex.FromPolarCoordinates(1, turn * n)).ToArray()).ToArray())];
        }

        /// <summary>The lines of one of them.</summary>
        public HeartbeatLines Of(Signal signal)
        {
            var (dc, power) = (signal.Mean, signal.Power);
            var windowed = new double[signal.Count];
            for (var n = 0; n < windowed.Length; n++)
                windowed[n] = weights[n] * (signal.Samples[n] - dc);
            return new(power > 0 ? dc * dc / power : 0, dc,
                [.. waves.Select(line => line.Max(wave => 2 * Sum(windowed, wave).Magnitude / gain))]);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)] // not for seconds in the runtime's first, slow version
        private static Complex Sum(double[] values, Complex[] wave)
        {
            var (real, imaginary) = (0.0, 0.0);
            for (var n = 0; n < values.Length; n++)
            {
                real += values[n] * wave[n].Real;
                imaginary += values[n] * wave[n].Imaginary;
            }
            return new(real, imaginary);
        }
    }
}
