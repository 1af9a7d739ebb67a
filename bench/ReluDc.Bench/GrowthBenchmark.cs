using System.Globalization;
using ReluDc.HeartRate;
using ReluDc.Networks;

namespace ReluDc.Bench;

/// <summary>How the time of what takes long grows with its size: the exponent of a power law through three sizes, beside theory.</summary>
internal static class GrowthBenchmark
{
    private static readonly (string What, int[] Sizes, string Theory, Func<int, Action> Prepare)[] rows =
    [
        ("transform, samples", [1 << 14, 1 << 17, 1 << 20], "1 (N log N)", Transform),
        ("transform, samples 2ᵃ·3ᵇ·5ᶜ", [12_000, 96_000, 960_000], "1 (N log N)", Transform),
        ("transform, prime lengths", [12_007, 96_001, 960_017], "1 (N log N)", Transform),
        ("exact DC, unrelated tones", [60, 240, 960], "2: K factors, on K panels", Dc),
        ("lines of two tones, order M", [8, 16, 32], "3: M² lines, of Bessel functions up to order M", Lines),
        ("training step, channels", [32, 64, 128], "2", channels => Step(channels, 256)),
        ("training step, samples", [128, 256, 512], "1", samples => Step(32, samples)),
        ("heart-rate reading, seconds", [300, 900, 2700], "1", Reading),
    ];

    /// <summary>Measures and prints the table.</summary>
    public static void Run()
    {
        Console.WriteLine("| what grows | sizes | milliseconds | exponent | theory |\n|---|---|---|---|---|");
        foreach (var (what, sizes, theory, prepare) in rows)
        {
            var times = sizes.Select((int size) => Timings.BestMs(prepare(size))).ToArray();
            var milliseconds = string.Join(", ", times.Select(ms => ms.ToString("G3", CultureInfo.InvariantCulture)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {what} | {string.Join(", ", sizes)} | {milliseconds} | {Exponent(sizes, times):F2} | {theory} |"));
        }
    }

    /// <summary>The slope of the logarithm of time over that of size, by least squares.</summary>
    private static double Exponent(int[] sizes, double[] times)
    {
        var (x, y) = (sizes.Select(size => Math.Log(size)).ToArray(), times.Select(ms => Math.Log(ms)).ToArray());
        return x.Zip(y, (a, b) => (a - x.Average()) * (b - y.Average())).Sum() / x.Sum(a => (a - x.Average()) * (a - x.Average()));
    }

    private static Action Transform(int samples)
    {
        var signal = Noise.White(1, 1, samples, new(1));
        return () => FourierTransform.OfReal(signal.Samples.AsSpan());
    }

    private static Action Dc(int tones)
    {
        double[] amplitudes = [.. Enumerable.Repeat(1.0, tones)];
        return () => UnrelatedTonesRelu.Dc(amplitudes);
    }

    private static Action Lines(int order)
    {
        var tones = new ToneSum(new Tone(5), new Tone(5 * Math.Sqrt(2), 0.7));
        return () => UnrelatedTonesRelu.Lines(tones, order);
    }

    private static Action Step(int channels, int samples)
    {
        var classes = new ToneClasses(3, 5, 10) { SampleRateHz = 32, DurationS = samples / 32.0 };
        var examples = classes.Label(classes.Draw(22, new(1)));
        var network = ConvergenceModel.Paper.Single(model => model.Name == "ReLU").Network(classes.Shape, 3, new(1), channels);
        var step = new TrainingStep(network, examples, new Adam(), Loss.SoftmaxCrossEntropy, batchSize: 64);
        var batch = Enumerable.Range(0, 64).ToArray();
        return () => step.Run(batch);
    }

    private static Action Reading(int seconds)
    {
        var recording = Activity.Walk.Draw(seconds, 1).Recording;
        var estimator = HeartRateEstimator.Tracked(HeartRateNetwork.Read(Path.Combine(Built.Root, "data", "heart-rate.csv")));
        return () => estimator.Estimate(recording);
    }
}
