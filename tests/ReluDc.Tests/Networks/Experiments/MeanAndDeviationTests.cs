using ReluDc.Networks;
using Xunit;

namespace ReluDc.Tests.Networks.Experiments;

/// <summary>Means and deviations of repetitions.</summary>
public sealed class MeanAndDeviationTests
{
    [Fact]
    public void Two_four_and_nine_have_the_mean_5_and_scatter_by_the_root_of_13()
    {
        // squares of the deviations: 9 + 1 + 16 = 26, over n − 1 = 2
        var (mean, deviation, standardError) = MeanAndDeviation.Of([2, 4, 9]);
        Assert.Equal(5, mean);
        Assert.Equal(Math.Sqrt(13), deviation, 1e-15);
        Assert.Equal(Math.Sqrt(13.0 / 3), standardError, 1e-15);
        Assert.Equal("5 ± 3.6", MeanAndDeviation.Of([2, 4, 9]).ToString());
    }

    [Fact]
    public void Is_what_another_library_finds_in_the_same_values()
    {
        var random = new Pcg32(5);
        double[] values = [.. Enumerable.Range(0, 1000).Select(_ => 3 + random.NextGaussian())];
        var (mean, deviation) = MathNet.Numerics.Statistics.Statistics.MeanStandardDeviation(values);
        var here = MeanAndDeviation.Of(values);
        Assert.Equal(mean, here.Mean, 1e-13); // rounding of a sum of 1000
        Assert.Equal(deviation, here.Deviation, 1e-13);
    }
}
