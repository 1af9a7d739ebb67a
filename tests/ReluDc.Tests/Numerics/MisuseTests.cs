using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ReluDc.Tests.Numerics;

/// <summary>Wrong uses that people fall into, and what the library says to each: one sentence with what is allowed.</summary>
public sealed class MisuseTests
{
    private static readonly Signal Four = new([1, -2, 3, -1], 4);
    private static readonly ToneSum Octave = new(new Tone(5), new Tone(10));
    private static readonly FirFilter Filter = new(1, 0.5);
    private static readonly Quantizer EightBits = new(8, 1);
    private static readonly Pcg32 Random = new(1);
    private static readonly HarmonicTonesRelu Related = new(Octave);
    private static readonly TaylorRelu Taylor = new(TaylorCentre.At(1), 3);
    private static readonly ImmutableArray<double> NotMade = default;
    private static readonly ImmutableArray<double> Times = [0, 1, 2];

    private static readonly Dictionary<string, (string Says, Func<object?> Call)> Rows = Table(
        // What is not there.
        Row("default is no array", () => new Signal(NotMade, 10)),
        Row("default is no array", () => new FirFilter(NotMade)),
        Row("default is no array", () => new ToneSum(default(ImmutableArray<Tone>))),
        Row("default is no array", () => UnrelatedTonesRelu.Dc(NotMade)),
        Row("default is no array", () => UnrelatedTonesRelu.LineAmplitude([1], default(ImmutableArray<int>))),
        Row("default is no array", () => DeepRelu.DcShares(NotMade, 3)),
        Row("default is no array", () => SincInterpolation.At(NotMade, Times, 1, 0, 1, 3)),
        Row("default is no array", () => SincInterpolation.At(Times, NotMade, 1, 0, 1, 3)),
        Row("default is no array", () => new IntermodulationLine(default, default)),
        Row("default is no array", () => new LineCoincidence(5, default)),
        Row("default is no array", () => new LineCoincidence(5, [default, default])),
        Row("comes from TaylorCentre", () => new TaylorRelu(default, 3)),
        Row("cannot be null", () => new Signal(null!, 10)),
        Row("cannot be null", () => Four + null!),
        Row("cannot be null", () => 2 * (Signal)null!),
        Row("cannot be null", () => Four.RelativeErrorTo(null!)),
        Row("cannot be null", () => Four.Map(null!)),
        Row("cannot be null", () => ((Signal)null!).Relu()),
        Row("cannot be null", () => Signal.FromFunction(null!, 8, 1)),
        Row("cannot be null", () => Spectrum.Of(null!)),
        Row("cannot be null", () => Filter.Valid(null!)),
        Row("cannot be null", () => EightBits.Apply(null!)),
        Row("cannot be null", () => Noise.White(1, 8, 1, null!)),
        Row("cannot be null", () => CommonPeriod.Of(null!)),
        Row("cannot be null", () => TaylorRelu.PaperDc(null!)),
        Row("cannot be null", () => new HarmonicTonesRelu(null!)),
        Row("cannot be null", () => UnrelatedTonesRelu.Lines(null!, 2)),
        Row("cannot be null", () => new QuantizedToneRelu(1, null!)),
        Row("cannot be null", () => RoundingError.OfWeights(null!, new Tone(5), 32, 8)),

        // Nothing in it, or not enough.
        Row("at least one sample", () => new Signal([], 10)),
        Row("at least one tone", () => new ToneSum()),
        Row("one tap or more", () => new FirFilter()),
        Row("1 to 1,000 tones", () => UnrelatedTonesRelu.Dc()),
        Row("at least one lag", () => DeepRelu.DcShares([], 3)),
        Row("Two samples or more", () => SincInterpolation.At([0], [1], 1, 0, 1, 1)),
        Row("two of them or more", () => new LineCoincidence(5, [[1, 0]])),
        Row("two samples or more", () => Noise.Pink(1, 1, 1, Random)),

        // Numbers that are none, or of the wrong sign.
        Row("samples are finite numbers", () => new Signal([0, double.NaN], 10)),
        Row("finite number of hertz above 0", () => new Signal([0], 0)),
        Row("finite number of hertz above 0", () => Signal.SampleCount(-8, -1)),
        Row("factor is a finite number", () => Four * double.NaN),
        Row("other than 0", () => Four / 0),
        Row("offset is a finite number", () => Four + double.PositiveInfinity),
        Row("offset is a finite number", () => Four - double.NaN),
        Row("hertz, 0 or more", () => new Tone(-5)),
        Row("hertz, 0 or more", () => new Tone(5) with { FrequencyHz = double.NaN }),
        Row("amplitude is a finite number", () => new Tone(5) with { Amplitude = double.NaN }),
        Row("number of radians", () => new Tone(5) with { PhaseRad = double.NaN }),
        Row("finite number of seconds", () => new Tone(5).At(double.NaN)),
        Row("hertz, 0 or more", () => new SpectralLine(-5, 1)),
        Row("finite complex number", () => new SpectralLine(5, 1) with { Amplitude = new Complex(double.NaN, 0) }),
        Row("covers 0 … 2 Hz", () => Spectrum.Of(Four).At(double.NaN)),
        Row("covers 0 … 2 Hz", () => Spectrum.Of(Four).At(3)),
        Row("any number but NaN", () => Relu.Apply(double.NaN)),
        Row("Any number but NaN", () => EightBits.Apply(double.NaN)),
        Row("finite number", () => Taylor.Apply(double.NaN)),
        Row("finite number", () => Taylor.G(double.PositiveInfinity)),
        Row("|x| up to 4", () => new ChebyshevRelu(4, 3).Apply(5)),
        Row("0 or more", () => EightBits.NoisePowerOfGaussian(double.NaN)),
        Row("0 or more", () => Noise.White(-1, 8, 1, Random)),
        Row("from −1 to 1", () => DeepRelu.Correlation(double.NaN)),
        Row("from −1 to 1", () => DeepRelu.Correlation(1.1)),
        Row("from −1 to 1", () => DeepRelu.DcShares([1, double.NaN], 3)),
        Row("0 or more", () => GaussianRelu.Dc(double.NaN)),
        Row("at least 1e-4", () => GaussianRelu.DcOfTone(1, 0)),
        Row("Amplitudes are finite", () => UnrelatedTonesRelu.Dc(1, double.NaN)),
        Row("above 0 Hz", () => UnrelatedTonesRelu.Lines(new ToneSum(new Tone(0)), 2)),
        Row("frequency above 0", () => new OneToneRelu(default)),
        Row("ends after it starts", () => new OneToneRelu(new Tone(5)).Mean(1, 1)),
        Row("not all 0", () => new HarmonicTonesRelu(new ToneSum(new Tone(0)))),
        Row("common period", () => new HarmonicTonesRelu(new ToneSum(new Tone(5 * Math.Sqrt(2))))),
        Row("0 or more", () => Related.Line(double.NaN)),
        Row("frequencies go from 0 to 50 Hz", () => Related.SampledAt(100).Line(60)),
        Row("multiple of 1e-6 Hz", () => Related.SampledAt(double.NaN).Line(5)),
        Row("which silence has not", () => TaylorCentre.Power(new Signal([0, 0], 1))),
        Row("which silence has not", () => TaylorCentre.Peak(new ToneSum(new Tone(5, 0)))),
        Row("a sample above 0", () => Taylor.PartialSums(new Signal([-1], 1))),
        Row("hertz above 0", () => SampledTone.Fraction(5, 0)),
        Row("hertz above 0", () => SampledTone.FoldedLeakage(new Tone(5), double.NaN, 8, 100)),
        Row("frequency above 0", () => SampledTone.FoldedLeakage(default, 8, 8, 100)),
        Row("full scale", () => RoundingError.OfInputs(Filter, new Tone(5, 2), 32, EightBits, 8)),
        Row("greater than or equal to '1'", () => RoundingError.OfInputs(Filter, new Tone(5), 32, EightBits, 0)),
        Row("above 0", () => RoundingError.OfOutputs(1, double.NaN, 8)),
        Row("a finite number of hertz", () => Filter.FrequencyResponse(double.NaN, 8)),
        Row("times are finite and rise", () => SincInterpolation.At([0, 2, 1], Times, 1, 0, 1, 1)),
        Row("samples are finite numbers", () => SincInterpolation.At(Times, [0, double.NaN, 1], 1, 0, 1, 1)),

        // What does not fit together.
        Row("equal length and rate", () => Four + new Signal([1, 2], 4)),
        Row("equal length and rate", () => Four - new Signal(Four.Samples, 5)),
        Row("as many samples", () => FirFilter.MovingAverage(5).Valid(Four)),
        Row("one order for each tone", () => UnrelatedTonesRelu.LineAmplitude([1, 1], [2])),
        Row("whole number of samples", () => Resampler.Resample(Four, 4.5)),
        Row("Outputs lie among the samples", () => SincInterpolation.At(Times, Times, 1, 0, 1, 10)),
        Row("needs samples within", () => SincInterpolation.At([0, 1, 100, 101], [1, 1, 1, 1], 1, 50, 1, 1)),
        Row("two of", () => new LineCoincidence(5, [])),

        // Counts and enumeration values that do not exist, or that would take all memory or all day.
        Row("Amplitude, Raw, Unitary", () => Spectrum.Of(Four, (SpectrumScaling)9)),
        Row("Rectangular, Hann", () => Spectrum.Of(Four, window: (WindowShape)9)),
        Row("is 1 to 268,435,456", () => WindowShape.Hann.Weights(-1)),
        Row("is 1 to 268,435,456", () => FirFilter.MovingAverage(int.MaxValue)),
        Row("1 to 268435456 samples", () => Octave.Sample(1e12, 1)),
        Row("1e12 periods", () => Waveform.Square(1e300, 8, 1)),
        Row("is 1 to 268,435,456", () => SincInterpolation.At(Times, Times, 1, 0, 1, -1)),
        Row("2 to 32 bits", () => Filter.Rounded(1)),
        Row("1 to 32 bits", () => new Quantizer(0, 1)),
        Row("so is its step", () => new Quantizer(32, double.Epsilon)),
        Row("16,777,216 steps", () => new QuantizedToneRelu(1, new Quantizer(32, 1))),
        Row("at least 2⁻²⁴ of the amplitude", () => RoundingError.OfOutputs(1, 1e-12, 8)),
        Row("less than or equal to '9223372036854775807'", () => new Pcg32(1, ulong.MaxValue)),
        Row("greater than or equal to '1'", () => Random.NextInt(0)),
        Row("0 to 1,000,000", () => new TaylorRelu(TaylorCentre.At(1), int.MaxValue)),
        Row("0 to 1,000,000", () => TaylorRelu.Coefficient(-1)),
        Row("0 to 1,000,000", () => new ChebyshevRelu(1, int.MaxValue)),
        Row("1 to 1,000,000", () => DeepRelu.DcShares([1], int.MaxValue)),
        Row("0 to 10,000,000", () => new OneToneRelu(new Tone(5)).Lines(int.MaxValue)),
        Row("non-negative", () => new OneToneRelu(new Tone(5)).Line(-1)),
        Row("1 to 10,000,000", () => SampledTone.Dc(1, 0, 0)),
        Row("1 to 10,000,000", () => SampledTone.FoldedLeakage(new Tone(5), 8, 8, int.MaxValue)),
        Row("for 2 tones", () => CommonPeriod.Of(Octave)!.Coincidences(int.MaxValue)),
        Row("non-negative", () => CommonPeriod.Describe(new ToneSum(new Tone(Math.Sqrt(2))), -1)),
        Row("for 2 tones", () => Related.Lines(100, maxOrder: int.MaxValue)),
        Row("give maxOrder", () => Related.Lines(1e12)),
        Row("give maxOrder", () => new HarmonicTonesRelu(new ToneSum(new Tone(5, 0.1), new Tone(0, 1))).Lines(1e12)),
        Row("0 to 49 for 2 tones", () => UnrelatedTonesRelu.Lines(Octave, 50)),
        Row("up to order 200", () => UnrelatedTonesRelu.LineAmplitude([1], [int.MinValue])),
        Row("1 to 1,000 tones", () => UnrelatedTonesRelu.Dc(Enumerable.Repeat(1.0, 1_000_000))),
        Row("2,147,483,647 at most", () => new IntermodulationLine([int.MinValue], default)));

    public static TheoryData<string> Calls => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Is_refused_with_one_sentence_that_says_what_is_allowed(string call)
    {
        var refused = Assert.ThrowsAny<ArgumentException>(Rows[call].Call);
        Assert.Contains(Rows[call].Says, refused.Message);
        Assert.True(OneSentence.Of(refused) is not null, refused.Message);
    }

    private static (string Call, string Says, Func<object?> Does) Row(
        string says, Func<object?> does, [CallerArgumentExpression(nameof(does))] string call = "") =>
            (call["() => ".Length..], says, does);

    private static Dictionary<string, (string, Func<object?>)> Table(params (string Call, string Says, Func<object?> Does)[] rows) =>
        rows.ToDictionary(row => row.Call, row => (row.Says, row.Does));
}
