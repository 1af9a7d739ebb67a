using ReluDc.Networks;
using Xunit;

namespace ReluDc.Tests.Networks.Experiments;

/// <summary>The linear read-out, and what one of a single feature can be expected to reach.</summary>
public sealed class ReadOutTests
{
    [Fact]
    public void Two_normal_classes_are_told_apart_as_well_as_their_distance_allows()
    {
        // Equal covariances, one of them stretched and turned: the best share is Φ(d/2), d the Mahalanobis distance of the means (Fisher
        // 1936).
        var random = new Pcg32(1);
        (double[][] Features, int[] Labels) Draw(int count)
        {
            var labels = Enumerable.Range(0, count).Select(i => i % 2).ToArray();
            return ([.. labels.Select(label =>
            {
                double along = 5 * random.NextGaussian(), across = 0.5 * random.NextGaussian() + label;
                return new[] { along + across, 1000 * (along - across), 7.0 };
            })], labels);
        }
        var (fit, labels) = Draw(4000);
        var (fresh, truth) = Draw(4000);
        // 4000 draws: 0.0058.
        Assert.Equal(MathNet.Numerics.Distributions.Normal.CDF(0, 1, 1), LinearDiscriminant.Fit(fit, labels).Accuracy(fresh, truth), 0.02);
    }

    [Fact]
    public void A_read_out_without_an_example_of_each_class_is_refused()
    {
        Assert.Throws<ArgumentException>(() => LinearDiscriminant.Fit([[1.0], [2.0]], [0, 2]));
        Assert.Throws<ArgumentException>(() => LinearDiscriminant.Fit([[1.0]], [0, 1]));
    }

    [Fact]
    public void Class_means_are_those_of_each_classs_own_rows()
    {
        Assert.Equal([[2, 20], [7, 0]], LinearDiscriminant.ClassMeans([[1, 10], [7, 0], [3, 30]], [0, 1, 0]));
        Assert.Throws<ArgumentException>(() => LinearDiscriminant.ClassMeans([[1.0], [2.0]], [0, 2]));
        Assert.Throws<ArgumentException>(() => LinearDiscriminant.ClassMeans([[1.0], [2.0, 3]], [0, 1]));
    }

    [Fact]
    public void The_expected_accuracy_is_what_drawing_and_asking_the_nearest_mean_gives()
    {
        double[] means = [2, 0, 0.7], deviations = [0.5, 0.3, 0.4];
        var random = new Pcg32(3);
        const int Draws = 60_000;
        var right = 0;
        for (var i = 0; i < Draws; i++)
        {
            var value = means[i % 3] + deviations[i % 3] * random.NextGaussian();
            right += means.Select((mean, c) => (Math.Abs(value - mean), c)).Min().c == i % 3 ? 1 : 0;
        }
        Assert.Equal((double)right / Draws, ThresholdReadOut.ExpectedAccuracy(means, deviations), 4 * 0.5 / Math.Sqrt(Draws));
        Assert.Equal(1.0 / 3, ThresholdReadOut.ExpectedAccuracy([1, 1, 1], [1, 1, 1]), 1e-12);
        Assert.Throws<ArgumentException>(() => ThresholdReadOut.ExpectedAccuracy([1, 2], [1, 0]));
        Assert.Throws<ArgumentException>(() => ThresholdReadOut.ExpectedAccuracy([[1.0], []], [1, 1]));
        // many values of a normal distribution with little scatter around each are that distribution
        double[] Normal(double mean) => [.. Enumerable.Range(0, 4000).Select(i =>
            MathNet.Numerics.Distributions.Normal.InvCDF(mean, 1, (i + 0.5) / 4000))];
        Assert.Equal(ThresholdReadOut.ExpectedAccuracy([0, 1.5], [1, 1]),
            ThresholdReadOut.ExpectedAccuracy([Normal(0), Normal(1.5)], [1e-3, 1e-3]), 1e-3); // 4000 values
    }
}
