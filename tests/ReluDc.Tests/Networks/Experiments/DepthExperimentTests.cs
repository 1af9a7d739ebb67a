using ReluDc.Networks;
using Xunit;

namespace ReluDc.Tests.Networks.Experiments;

/// <summary>Networks of several depths: what they are, what training makes of them, their frozen result.</summary>
public sealed class DepthExperimentTests
{
    private static readonly string Frozen = Path.Combine(Checkout.Root, "data", "depth.csv");

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_network_has_so_many_convolutions_of_24_filters_of_5_taps(int depth)
    {
        var network = DepthExperiment.Frozen.Network(depth, new(1));
        Assert.Equal(depth, network.Layers.Count(layer => layer is Conv1D));
        Assert.Equal(5 * 24 + (depth - 1) * 5 * 24 * 24 + 3 * 24 + 3, network.ParameterCount);
        Assert.Equal(new Shape(256 - 4 * depth, 24), network.Shapes[2 * depth]);
    }

    [Fact]
    public void Is_looked_at_at_the_moments_asked_for_and_not_disturbed_by_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var once = DepthExperiment.Frozen with { Moments = [3] };
        var often = (DepthExperiment.Frozen with { Moments = [0, 1, 3] }).Run(2, 5, cancellation);
        Assert.Equal([0, 1, 3], often.Select(run => run.Epochs));
        Assert.All(often, run => Assert.Equal((2, 5), (run.Depth, run.Seed)));
        Assert.Equal(0, often[0].Distance);
        Assert.True(often[1].Distance > 0 && often[2].Distance > often[1].Distance);
        Assert.Equal([often[2]], once.Run(2, 5, cancellation));
    }

    /// <summary>The frozen rows are what the command makes: a run of one layer, and the first epochs' of three.</summary>
    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 20)]
    public void A_run_comes_out_as_it_was_frozen(int depth, int seed)
    {
        var frozen = DepthRun.Read(Frozen).Where(run => run.Depth == depth && run.Seed == seed && run.Epochs <= 12).ToList();
        var again = (DepthExperiment.Frozen with { Moments = [0, 12] }).Run(depth, seed, TestContext.Current.CancellationToken);
        Assert.Equal(2, frozen.Count);
        foreach (var (one, other) in frozen.Zip(again))
        {
            // Four digits are kept; other processors round other last bits, which 180 steps magnify.
            Assert.Equal(one.Epochs, other.Epochs);
            Assert.Equal(one.Accuracy, other.Accuracy, 0.02);
            Assert.Equal(one.Distance, other.Distance, 0.02 * one.Distance + 1e-12);
            Assert.Equal(one.DcShare, other.DcShare, 0.02 * one.DcShare);
        }
    }

    [Fact]
    public void The_frozen_file_holds_every_depth_with_twenty_seeds_at_every_moment()
    {
        var runs = DepthRun.Read(Frozen);
        Assert.Equal(
            from depth in DepthExperiment.Depths
            from seed in Enumerable.Range(1, 20)
            from epochs in DepthExperiment.Frozen.Moments
            select (depth, seed, epochs), runs.Select(run => (run.Depth, run.Seed, run.Epochs)));
        Assert.All(runs, run => Assert.True(run is { Accuracy: >= 0 and <= 1, Distance: >= 0, DcShare: > 0 and < 1 }, run.ToString()));
    }

    [Fact]
    public void A_row_reads_back_as_it_was_written_and_a_spoilt_one_is_named()
    {
        using var folder = new TemporaryFolder();
        var run = new DepthRun(3, 7, 12, 0.875, 0.4123, 0.5);
        File.WriteAllLines(folder["runs.csv"], [DepthRun.Header, run.Row()]);
        Assert.Equal([run], DepthRun.Read(folder["runs.csv"]));
        File.WriteAllLines(folder["runs.csv"], [DepthRun.Header, run.Row(), "3,7.5,12,0.875,0.4123,0.5"]);
        Assert.Contains("line 3", Assert.Throws<FormatException>(() => DepthRun.Read(folder["runs.csv"])).Message,
            StringComparison.Ordinal);
    }
}
