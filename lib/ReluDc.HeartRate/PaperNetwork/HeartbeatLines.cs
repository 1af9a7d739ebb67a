using System.Collections.Immutable;
using System.Numerics;
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
        HeartRateReference.CheckRate(rateBpm, nameof(rateBpm));
        Argument.Within(multiples, 1, MostLines, "The number of lines");
        var dc = signal.Mean;
        var power = signal.Power;
        var weights = WindowShape.Hann.Weights(signal.Count);
        var gain = weights.Sum();
        double Amplitude(double hz)
        {
            // A window has half a beat of room for the rate to change: the largest value within half a bin.
            var largest = 0.0;
            for (var offset = -2; offset <= 2; offset++)
            {
                var turn = -2 * Math.PI * (hz + offset / (4 * signal.DurationS)) / signal.SampleRateHz;
                var sum = Complex.Zero;
                for (var n = 0; n < signal.Count; n++)
                    sum += weights[n] * (signal.Samples[n] - dc) * Complex.FromPolarCoordinates(1, turn * n);
                largest = Math.Max(largest, 2 * sum.Magnitude / gain);
            }
            return largest;
        }
        var below = Enumerable.Range(1, multiples).Select(k => k * rateBpm / 60).TakeWhile(hz => hz < signal.SampleRateHz / 2);
        return new(power > 0 ? dc * dc / power : 0, dc, [.. below.Select(Amplitude)]);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var amplitudes = string.Join(", ", Amplitudes.Select(a => FormattableString.Invariant($"{a:G3}")));
        return FormattableString.Invariant($"DC {Dc:G4} ({DcShare:P0} of the power), lines {amplitudes}");
    }
}
