using ReluDc.HeartRate;
using ReluDc.Networks;

namespace ReluDc.Tests.HeartRate;

/// <summary>The network of the paper's Sec. V.B with its authors' weights, where the machine has them.</summary>
public sealed class PaperNetworkTests
{
    private static PaperNetwork Network() => PaperNetwork.Read(Path.Combine(RealRecordings.Folder(), "authors-model", "model_S5.h5"));

    /// <summary>
    /// Golden: MAE 1.42 ± 0.05 with the authors' kind of filter, 5.13 without, about 45 with the sign turned (computed in the authors'
    /// framework).
    /// </summary>
    [Fact]
    public void It_gives_the_authors_figures_on_the_stairs()
    {
        var network = Network();
        var (recording, reference) = RealRecordings.Stairs();
        double Error(Signal ppg) => network.RatesBpm(recording, ppg).Zip(reference.RatesBpm, (a, b) => Math.Abs(a - b)).Average();
        var cleaned = MotionFilter.RemoveSeparably(recording, 21);
        Assert.Equal(147_473, network.Network.ParameterCount);
        Assert.Equal(1.42, Error(cleaned), 0.05);
        Assert.Equal(5.13, Error(recording.Ppg), 0.005);
        Assert.Equal(45, Error(new(cleaned.Samples.Select(x => -x), cleaned.SampleRateHz)), 3.0); // depends on the filter's details
    }

    /// <summary>
    /// Golden: medians of the power share of DC before and after ReLU, of harmonic ratios, and the best correlation of a channel's DC
    /// with the heart rate. Definitions of "median over active windows" leave 0.03.
    /// </summary>
    [Theory]
    [InlineData(1, 0.012, 0.315, 0.15, 0.25)]
    [InlineData(3, 0.47, 0.11, 0.28, 0.86)]
    public void Relu_makes_DC_in_the_first_layer_only_and_harmonics_everywhere(int convolution, double dcBefore, double dcAfter,
        double correlationBefore, double correlationAfter)
    {
        var network = Network();
        var (recording, reference) = RealRecordings.Stairs();
        var before = HeartbeatLayer.Of(network, PaperNetwork.ConvolutionLayer(1, convolution), recording, reference);
        var after = HeartbeatLayer.Of(network, PaperNetwork.ConvolutionLayer(1, convolution) + 1, recording, reference);
        Assert.Equal(dcBefore, before.MedianDcShare, 0.03);
        Assert.Equal(dcAfter, after.MedianDcShare, 0.03);
        Assert.Equal(correlationBefore, before.BestDcCorrelation, 0.03);
        Assert.Equal(correlationAfter, after.BestDcCorrelation, 0.03);
        if (convolution == 3)
            foreach (var (layer, ratios) in new[] { (before, new[] { 0.48, 0.23, 0.15 }), (after, [0.75, 0.53, 0.37]) })
                for (var multiple = 2; multiple <= 4; multiple++)
                    Assert.Equal(ratios[multiple - 2], layer.MedianRatio(multiple), 0.03);
    }

    [Fact]
    public void A_file_that_is_not_Kerass_is_refused_in_one_line()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["model.h5"], "no weights");
        Assert.Contains("not a Keras model",
            Assert.Throws<FormatException>(() => PaperNetwork.Read(folder["model.h5"])).Message,
            StringComparison.Ordinal);
        Assert.Contains("no such file",
            Assert.Throws<FormatException>(() => PaperNetwork.Read(folder["other.h5"])).Message,
            StringComparison.Ordinal);
    }
}
