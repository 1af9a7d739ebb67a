using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>The paper's data (Sec. V.C, V.D): windows of one tone, cos(2πft), whose frequency scatters around that of its class.</summary>
/// <remarks>Taught in notebook 04.</remarks>
/// <param name="FrequenciesHz">Mean frequency of each class, in hertz, 0 or more; class 0 first. [classes]</param>
public sealed record ToneClasses(params ImmutableArray<double> FrequenciesHz)
{
    /// <inheritdoc cref="ToneClasses(ImmutableArray{double})" path="/param[@name='FrequenciesHz']"/>
    public ImmutableArray<double> FrequenciesHz { get; init => field = Checked(value); } = Checked(FrequenciesHz);

    /// <summary>Standard deviation of the frequency within a class, in hertz, 0 or more.</summary>
    public double JitterHz { get; init => field = Argument.NotNegative(value, "A scatter in hertz", nameof(JitterHz)); } = 0.1;

    /// <summary>Sampling rate in hertz, above 0.</summary>
    public double SampleRateHz { get; init => field = Argument.Positive(value, "A sampling rate in hertz", nameof(SampleRateHz)); } = 32;

    /// <summary>Length of a window in seconds, above 0; one sample or more.</summary>
    public double DurationS { get; init => field = Argument.Positive(value, "A length in seconds", nameof(DurationS)); } = 8;

    /// <summary>Standard deviation of white noise added to each window, 0 or more; the tones have amplitude 1.</summary>
    public double NoiseDeviation
    {
        get;
        init => field = Argument.NotNegative(value, "A standard deviation", nameof(NoiseDeviation));
    }

    /// <summary>Shape of a window, [time, 1].</summary>
    public Shape Shape => new(Signal.SampleCount(SampleRateHz, DurationS), 1);

    /// <summary>Draws windows, class after class. → [classes · perClass]</summary>
    /// <param name="perClass">Windows of each class, 1 or more; 2²⁸ samples in all at most.</param>
    /// <param name="random">Where frequencies and noise come from.</param>
    public ImmutableArray<ToneWindow> Draw(int perClass, Pcg32 random) => Draw(perClass, random, NoiseDeviation)[0];

    /// <summary>
    /// Draws windows with the same noise at several strengths: what is drawn with one of them as <see cref="NoiseDeviation"/>, if that is
    /// above 0. → [noiseDeviations][classes · perClass]
    /// </summary>
    /// <param name="perClass">Windows of each class, 1 or more; 2²⁸ samples in all at most.</param>
    /// <param name="random">Where frequencies and noise come from.</param>
    /// <param name="noiseDeviations">Standard deviations, 0 or more; one at least.</param>
    public ImmutableArray<ImmutableArray<ToneWindow>> Draw(int perClass, Pcg32 random, params ImmutableArray<double> noiseDeviations)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (noiseDeviations.IsDefaultOrEmpty)
            throw new ArgumentException("Noise has one standard deviation at least; for no noise it is 0.", nameof(noiseDeviations));
        foreach (var deviation in noiseDeviations)
            Argument.NotNegative(deviation, "A standard deviation", nameof(noiseDeviations));
        var most = Math.Max(1, Argument.MostNumbers / Shape.Size / FrequenciesHz.Length / noiseDeviations.Length);
        Argument.Within(perClass, 1, most, "The number of windows of each class");
        ToneWindow[][] windows = [.. Enumerable.Range(0, FrequenciesHz.Length * perClass)
            .Select(i => Window(i / perClass, noiseDeviations, random))];
        return [.. noiseDeviations.Select((_, k) => windows.Select(strengths => strengths[k]).ToImmutableArray())];
    }

    /// <summary>
    /// Windows as examples with their classes, to train on. [windows] → [examples] of [time, 1], a number for each class
    /// </summary>
    /// <param name="windows">Windows of these classes, one or more.</param>
    public Examples Label(IEnumerable<ToneWindow> windows) =>
        Examples.Labelled(Argument.Given(windows).Select(window => (window.CheckedSignal, window.Label)), FrequenciesHz.Length);

    /// <inheritdoc/>
    public override string ToString()
    {
        var frequencies = string.Join(", ", FrequenciesHz.Select(f => f.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return FormattableString.Invariant($"Tones at {frequencies} ± {JitterHz} Hz, {Shape} at {SampleRateHz} Hz");
    }

    private static ImmutableArray<double> Checked(ImmutableArray<double> frequenciesHz) =>
        !frequenciesHz.IsDefaultOrEmpty && frequenciesHz.All(f => double.IsFinite(f) && f >= 0)
            ? frequenciesHz
            : throw new ArgumentException(
                "Each class has a frequency, a finite number of hertz, 0 or more; one class is the least.", nameof(FrequenciesHz));

    private ToneWindow[] Window(int label, ImmutableArray<double> noiseDeviations, Pcg32 random)
    {
        var frequencyHz = FrequenciesHz[label] + JitterHz * random.NextGaussian();
        var tone = new ToneSum(new Tone(Math.Abs(frequencyHz))).Sample(SampleRateHz, DurationS); // a cosine: f and −f are the same
        var noise = noiseDeviations.Any(deviation => deviation > 0) ? Noise.White(1, SampleRateHz, DurationS, random) : null;
        return [.. noiseDeviations.Select(deviation =>
            new ToneWindow(frequencyHz, label, deviation > 0 ? tone + deviation * noise! : tone))];
    }
}

/// <summary>A window of one tone. Taught in notebook 04.</summary>
/// <param name="FrequencyHz">The frequency it was drawn with, in hertz.</param>
/// <param name="Label">Its class, from 0.</param>
/// <param name="Signal">Its samples.</param>
public readonly record struct ToneWindow(double FrequencyHz, int Label, Signal Signal)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"class {Label}, {FrequencyHz:G5} Hz: {Signal}");

    /// <summary>Its samples, which default(ToneWindow) has none of.</summary>
    internal Signal CheckedSignal => Signal ?? throw new ArgumentException(
        "A window has a signal; default(ToneWindow) has none.", "windows");
}
