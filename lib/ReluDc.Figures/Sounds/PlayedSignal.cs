namespace ReluDc.Figures;

/// <summary>A signal as it is played: without its mean, band-limited to what the samples of a sound carry, at their rate.</summary>
internal sealed class PlayedSignal
{
    /// <summary>Below it, in hertz, loudspeakers move and hardly anybody hears it.</summary>
    public const double LowestHz = 40;

    private const double ShortestS = 0.5; // what is over sooner is repeated
    private const double RepeatedForS = 0.8;
    private const int Oversampling = 16; // a cubic through four samples is then exact to −89 dB of full scale
    private const int MostNamed = 4; // frequencies

    private readonly double[] fine; // the record, or the part of it that is played, relative to the scale
    private readonly double recordS; // as played
    private readonly double partS;

    /// <summary>The signal at a rate.</summary>
    /// <param name="name">Its name; empty if it needs none.</param>
    /// <param name="signal">The signal.</param>
    /// <param name="timesFaster">How much faster it is played, above 0.</param>
    /// <param name="rateHz">Samples a second of the sound.</param>
    /// <param name="longestS">How long it may last, in seconds.</param>
    public PlayedSignal(string name, Signal signal, double timesFaster, int rateHz, double longestS)
    {
        (Name, RateHz, Scale) = (name, rateHz, signal.Peak);
        var fasterHz = signal.SampleRateHz * timesFaster;
        recordS = signal.Count / fasterHz;
        var part = Part(signal, fasterHz, longestS);
        partS = part.DurationS;
        IsSilent = part.Peak < 1e-9; // the rounding of a constant
        IsRepeated = recordS < Math.Min(ShortestS, longestS);
        var carried = BandLimited(part, rateHz);
        fine = [.. Resampler.Resample(carried, Finer(carried.Count) / partS).Samples];
        var lastsS = Math.Min(IsRepeated ? RepeatedForS : recordS, longestS);
        Samples = [.. Enumerable.Range(0, Math.Max(1, (int)(lastsS * rateHz))).Select(n => IsSilent ? 0 : At((double)n / rateHz))];
        if (IsSilent)
            return;
        CarriedShare = Math.Min(1, carried.Power / part.Power);
        var spectrum = Spectrum.Of(carried, window: IsRepeated ? WindowShape.Rectangular : WindowShape.Hann);
        var powers = spectrum.Magnitudes.Select(magnitude => magnitude * magnitude).ToList();
        AudibleShare = powers.Sum() is > 0 and var sum
            ? CarriedShare * powers.Where((_, k) => k * spectrum.BinWidthHz >= LowestHz).Sum() / sum
            : 0;
        StrongestHz = Strongest(spectrum);
    }

    /// <summary>Its name; empty if it needs none.</summary>
    public string Name { get; }

    /// <summary>Samples a second, in hertz.</summary>
    public int RateHz { get; }

    /// <summary>The signal's largest magnitude, its mean included: what the samples are relative to.</summary>
    public double Scale { get; }

    /// <summary>The samples, relative to the scale. [N samples]</summary>
    public IReadOnlyList<double> Samples { get; }

    /// <summary>The largest magnitude of the samples.</summary>
    public double Peak => Samples.Max(Math.Abs);

    /// <summary>Whether it is a constant.</summary>
    public bool IsSilent { get; }

    /// <summary>Share of the power, without DC, that this rate carries; 1 if there is none.</summary>
    public double CarriedShare { get; } = 1;

    /// <summary>Share of the power, without DC, that can be heard; 0 if there is none.</summary>
    public double AudibleShare { get; }

    /// <summary>The frequencies of the strongest lines as played, in hertz, rising; empty if nothing is carried.</summary>
    public IReadOnlyList<double> StrongestHz { get; } = [];

    /// <summary>How long it lasts, in words.</summary>
    public string Length
    {
        get
        {
            var lasts = Seconds((double)Samples.Count / RateHz);
            return IsRepeated ? $"its {Seconds(recordS)} over and over, for {lasts}"
                : partS < recordS ? $"the first {lasts} of {Seconds(recordS)}"
                : lasts;
        }
    }

    /// <summary>What is heard, in words.</summary>
    public string InWords
    {
        get
        {
            if (IsSilent)
                return "silence, as it is constant";
            if (StrongestHz.Count == 0)
                return "too fast to be heard";
            var named = StrongestHz.Select(hz => Rounded(hz)).ToList();
            return "strongest at " + (named.Count > 1 ? $"{string.Join(", ", named.SkipLast(1))} and {named[^1]}" : named[0]) + " Hz";
        }
    }

    private bool IsRepeated { get; }

    /// <summary>Its value at a time as played, relative to the scale; fades are left out.</summary>
    public double At(double timeS)
    {
        var place = timeS / partS * fine.Length;
        var whole = Math.Floor(place);
        var t = place - whole;
        double Of(int offset) => fine[(int)((long)(whole + offset + fine.Length) % fine.Length)];
        // the cubic through the two samples before and the two behind
        return Of(-1) * -t * (t - 1) * (t - 2) / 6 + Of(0) * (t + 1) * (t - 1) * (t - 2) / 2
            - Of(1) * (t + 1) * t * (t - 2) / 2 + Of(2) * (t + 1) * t * (t - 1) / 6;
    }

    /// <summary>As much of the signal as is played, at its rate as played, without its mean and relative to the scale.</summary>
    private Signal Part(Signal signal, double fasterHz, double longestS)
    {
        var count = (int)Math.Min(signal.Count, Math.Ceiling(longestS * fasterHz));
        var part = new Signal(signal.Samples.Take(Math.Max(1, count)).Select(x => Scale > 0 ? x / Scale : 0), fasterHz);
        return part - part.Mean;
    }

    /// <summary>Without what lies above half the sound's rate.</summary>
    private static Signal BandLimited(Signal part, int rateHz)
    {
        var count = Math.Max(1, Math.Floor(part.DurationS * rateHz));
        return count < part.Count ? Resampler.Resample(part, count / part.DurationS) : part;
    }

    private static int Finer(int count) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(Oversampling * count));

    /// <summary>
    /// Lines of a twentieth of the strongest one or more: of a record that is repeated, which has them on its bins, all; of another one
    /// those that are a semitone apart.
    /// </summary>
    private List<double> Strongest(Spectrum spectrum)
    {
        var magnitudes = spectrum.Magnitudes.ToList();
        var least = 0.05 * magnitudes.Max();
        var strongest = new List<double>();
        foreach (var k in Enumerable.Range(1, magnitudes.Count - 1).OrderByDescending(k => magnitudes[k])
            .TakeWhile(k => magnitudes[k] > 0 && magnitudes[k] >= least))
        {
            var hz = k * spectrum.BinWidthHz;
            if (IsRepeated || strongest.All(other => Math.Abs(Math.Log2(hz / other)) > 1 / 12.0))
                strongest.Add(hz);
            if (strongest.Count == MostNamed)
                break;
        }
        return [.. strongest.Order()];
    }

    /// <summary>A number with three significant digits.</summary>
    public static string Rounded(double number) => Number.Text(Number.Round(number, 3));

    private static string Seconds(double seconds) =>
        seconds < 0.1 ? $"{Rounded(1000 * seconds)} ms" : $"{Rounded(seconds)} s";
}
