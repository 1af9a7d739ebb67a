using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>The paper's data (Sec. V.C, V.D): windows of one tone, cos(2πft), whose frequency scatters around that of its class. Taught in notebook 04.</summary>
/// <param name="FrequenciesHz">Mean frequency of each class, in hertz; class 0 first.</param>
public sealed record ToneClasses(params ImmutableArray<double> FrequenciesHz)
{
    /// <summary>Standard deviation of the frequency within a class, in hertz, 0 or more.</summary>
    public double JitterHz { get; init; } = 0.1;

    /// <summary>Sampling rate in hertz.</summary>
    public double SampleRateHz { get; init; } = 32;

    /// <summary>Length of a window in seconds.</summary>
    public double DurationS { get; init; } = 8;

    /// <summary>Standard deviation of white noise added to each window, 0 or more; the tones have amplitude 1.</summary>
    public double NoiseDeviation { get; init; }

    /// <summary>Shape of a window, [time, 1].</summary>
    public Shape Shape => new(Signal.SampleCount(SampleRateHz, DurationS), 1);

    /// <summary>Draws windows, class after class.</summary>
    /// <param name="perClass">Windows of each class, 1 or more.</param>
    /// <param name="random">Where frequencies and noise come from.</param>
    public ImmutableArray<ToneWindow> Draw(int perClass, Pcg32 random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perClass, 1);
        return [.. Enumerable.Range(0, FrequenciesHz.Length * perClass).Select(i => Window(i / perClass, random))];
    }

    /// <summary>Windows as examples with their classes, to train on.</summary>
    public Examples Label(IEnumerable<ToneWindow> windows) =>
        Examples.Labelled(windows.Select(window => (window.Signal, window.Label)), FrequenciesHz.Length);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"Tones at {string.Join(", ", FrequenciesHz.Select(f => f.ToString(System.Globalization.CultureInfo.InvariantCulture)))} ± {JitterHz} Hz, {Shape} at {SampleRateHz} Hz");

    private ToneWindow Window(int label, Pcg32 random)
    {
        var frequencyHz = FrequenciesHz[label] + JitterHz * random.NextGaussian();
        var signal = Signal.FromFunction(t => Math.Cos(2 * Math.PI * frequencyHz * t), SampleRateHz, DurationS);
        return new(frequencyHz, label, NoiseDeviation > 0 ? signal + Noise.White(NoiseDeviation, SampleRateHz, DurationS, random) : signal);
    }
}

/// <summary>A window of one tone.</summary>
/// <param name="FrequencyHz">The frequency it was drawn with, in hertz.</param>
/// <param name="Label">Its class, from 0.</param>
/// <param name="Signal">Its samples.</param>
public readonly record struct ToneWindow(double FrequencyHz, int Label, Signal Signal);
