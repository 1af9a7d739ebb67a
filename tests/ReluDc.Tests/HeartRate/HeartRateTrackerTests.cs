using ReluDc.HeartRate;
using ReluDc.Networks;

namespace ReluDc.Tests.HeartRate;

/// <summary>The tracker: a hidden Markov model, against enumeration of all paths and against what it is to do.</summary>
public sealed class HeartRateTrackerTests
{
    private static double[] Peaked(double rateBpm, double share = 0.9) =>
        [.. HeartRateBins.Spread(rateBpm, 2).Select(p => share * p + (1 - share) / HeartRateBins.Outcomes)];

    private static double[] None => [.. new double[HeartRateBins.Count], 1.0];

    private static double Median(double[] outcomes) =>
        HeartRateBins.QuantileBpm([.. outcomes.Take(HeartRateBins.Count).Select(p => p / (1 - outcomes[^1]))], 0.5);

    [Fact]
    public void Each_window_has_probabilities_of_sum_1()
    {
        var smooth = HeartRateTracker.Smooth([Peaked(70), Peaked(72), None, Peaked(140)]);
        Assert.All(smooth, window => Assert.Equal(1, window.Sum(), 1e-9));
    }

    [Fact]
    public void A_steady_rate_stays_where_it_is()
    {
        var smooth = HeartRateTracker.Smooth([.. Enumerable.Repeat(Peaked(83), 20)]);
        Assert.All(smooth, window => Assert.Equal(83, Median(window), 0.5));
    }

    /// <summary>
    /// A few windows that say something else, far away, are overruled by the many around them; without a tracker they would be
    /// believed.
    /// </summary>
    [Fact]
    public void A_few_wrong_windows_are_overruled()
    {
        var evidence = Enumerable.Range(0, 40).Select(t => Peaked(t is >= 18 and < 22 ? 160 : 80)).ToArray();
        Assert.Equal(160, Median(evidence[20]), 1.0);
        Assert.All(HeartRateTracker.Smooth(evidence), window => Assert.Equal(80, Median(window), 3.0));
    }

    /// <summary>Followed from the past alone, each window is what it would be if it were the last of all.</summary>
    [Fact]
    public void Followed_forward_each_window_is_as_if_it_were_the_last()
    {
        double[][] evidence = [Peaked(70), None, Peaked(140), Peaked(72), Peaked(75), None, Peaked(78)];
        var followed = HeartRateTracker.Follow(evidence);
        for (var t = 0; t < evidence.Length; t++)
            Assert.All(HeartRateTracker.Smooth(evidence[..(t + 1)])[^1].Zip(followed[t]), pair =>
                Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.NotEqual(HeartRateTracker.Smooth(evidence)[2], followed[2]);
    }

    [Fact]
    public void A_rise_of_exercise_is_followed()
    {
        var evidence = Enumerable.Range(0, 60).Select(t => Peaked(80 + t)).ToArray(); // 0.5 beats a minute per second
        var smooth = HeartRateTracker.Smooth(evidence);
        for (var t = 3; t < 57; t++)
            Assert.Equal(80 + t, Median(smooth[t]), 1.5);
    }

    [Fact]
    public void A_long_stretch_without_pulse_is_hidden()
    {
        double[][] evidence = [.. Enumerable.Repeat(Peaked(70), 20), .. Enumerable.Repeat(None, 30), .. Enumerable.Repeat(Peaked(70), 20)];
        var smooth = HeartRateTracker.Smooth(evidence);
        Assert.True(smooth[10][^1] < 0.1);
        Assert.True(smooth[35][^1] > 0.9);
        Assert.True(smooth[60][^1] < 0.1);
    }

    /// <summary>
    /// Time runs both ways alike in the rate's steps: evidence turned round gives the result turned round, where the pulse is seen
    /// throughout.
    /// </summary>
    [Fact]
    public void Smoothing_uses_what_comes_after_as_well()
    {
        // The prior: says nothing at all.
        double[] nothing = [.. Enumerable.Repeat((1 - HeartRateTraining.NoPulseShare) / HeartRateBins.Count, HeartRateBins.Count),
            HeartRateTraining.NoPulseShare];
        var smooth = HeartRateTracker.Smooth([nothing, nothing, nothing, .. Enumerable.Repeat(Peaked(75), 20)]);
        Assert.Equal(75, Median(smooth[0]), 2.0);
    }

    /// <summary>
    /// The forward–backward sums equal the sum over all paths, written out naively for three windows, with the model's own numbers
    /// from its description.
    /// </summary>
    [Fact]
    public void It_equals_the_sum_over_all_paths()
    {
        const int Bins = HeartRateBins.Count;
        double[][] evidence = [Peaked(60), Peaked(66, 0.5), None];
        double Step(int i, int j)
        {
            // Laplace step of scale 2 between bins 2 wide, from anywhere in the first to anywhere in the second: integrated by the midpoint
            // rule.
            const int Parts = 200;
            var sum = 0.0;
            for (var k = 0; k < Parts; k++)
            {
                double Cdf(double x) => x < 0 ? Math.Exp(x) / 2 : 1 - Math.Exp(-x) / 2;
                var from = (k + 0.5) / Parts - 0.5; // in units of the scale, as wide as a bin
                sum += Cdf(j - i + 0.5 - from) - Cdf(j - i - 0.5 - from);
            }
            return 1e-3 / Bins + 0.999 * sum / Parts;
        }
        double Evidence(int t, int bin, bool seen) =>
            Math.Pow(0.95 * (seen ? evidence[t][bin] / (0.9 / Bins) : evidence[t][Bins] / 0.1) + 0.05, 0.25);
        double Show(bool from, bool to) => from ? (to ? 0.95 : 0.05) : (to ? 0.1 : 0.9);
        var steps = new double[Bins, Bins];
        for (var i = 0; i < Bins; i++)
            for (var j = 0; j < Bins; j++)
                steps[i, j] = Step(i, j);
        var middle = new double[Bins + 1];
        bool[] both = [true, false];
        foreach (var (a, b, c) in from a in both from b in both from c in both select (a, b, c))
            for (var j = 0; j < Bins; j++)
            {
                double before = 0, after = 0;
                for (var i = 0; i < Bins; i++)
                {
                    before += Evidence(0, i, a) * steps[i, j];
                    after += Evidence(2, i, c) * steps[j, i];
                }
                middle[b ? j : Bins] += before * Show(a, b) * Evidence(1, j, b) * Show(b, c) * after;
            }
        var sum = middle.Sum();
        var smooth = HeartRateTracker.Smooth(evidence)[1];
        for (var outcome = 0; outcome <= Bins; outcome++)
            Assert.Equal(middle[outcome] / sum, smooth[outcome], 1e-5);
    }
}
