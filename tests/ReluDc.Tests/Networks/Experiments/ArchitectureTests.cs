using ReluDc.Networks;
using Xunit;

namespace ReluDc.Tests.Networks.Experiments;

/// <summary>The architecture grid: its networks, its frozen result.</summary>
public sealed class ArchitectureTests
{
    private static readonly string Frozen = Path.Combine(Checkout.Root, "data", "architectures.csv");

    [Fact]
    public void The_grid_has_every_combination_once_and_each_makes_a_network()
    {
        Assert.Equal(4 * 3 * 4 * 4 * 4, Architecture.Grid.Length);
        Assert.Equal(Architecture.Grid.Length, Architecture.Grid.Distinct().Count());
        foreach (var architecture in Architecture.Grid.Where(a => a.SpacingHz == 1))
        {
            var network = architecture.Network(architecture.Classes.Shape, 3, new(1));
            Assert.Equal(new Shape(1, 3), network.OutputShape);
            // 16 filters on one channel, then on sixteen; a dense layer with biases on sixteen values, or on all 256 × 16.
            var kernels = 16 * architecture.KernelSize * (1 + 16 * (architecture.Depth - 1));
            Assert.Equal(kernels + 3 * (architecture.Pooling == "none" ? 256 * 16 : 16) + 3, network.ParameterCount);
        }
        Assert.Equal([4.5, 5, 5.5], new Architecture(0.5, 1, 3, "average", "ReLU").Classes.FrequenciesHz);
    }

    [Theory]
    [InlineData("average", "tanh", "allowed: ReLU, leaky ReLU 0.1, |x|, identity")]
    [InlineData("median", "ReLU", "allowed: average, maximum, RMS, none")]
    public void An_unknown_name_is_refused_with_those_known(string pooling, string activation, string expected) =>
        Assert.Contains(expected,
            Assert.Throws<ArgumentException>(() => new Architecture(1, 1, 3, pooling, activation).Network(new(256, 1), 3, new(1))).Message);

    [Fact]
    public void The_frozen_file_holds_the_grid_with_five_seeds()
    {
        var runs = ArchitectureRun.Read(Frozen);
        Assert.Equal(Architecture.Grid.SelectMany(architecture => Enumerable.Range(1, 5).Select(seed => (architecture, seed))),
            runs.Select(run => (run.Architecture, run.Seed)));
        Assert.All(runs, run => Assert.True(run is { Accuracy: >= 0 and <= 1, FinalLoss: >= 0, Distance: > 0 }, run.ToString()));
    }

    /// <summary>The frozen rows are what the command makes.</summary>
    [Theory]
    [InlineData(1, 2, 3, "average", "ReLU", 2)]
    [InlineData(0.25, 1, 2, "RMS", "|x|", 5)]
    [InlineData(2, 1, 9, "none", "leaky ReLU 0.1", 1)]
    public void A_run_comes_out_as_it_was_frozen(double spacingHz, int depth, int kernelSize, string pooling, string activation, int seed)
    {
        var architecture = new Architecture(spacingHz, depth, kernelSize, pooling, activation);
        var frozen = ArchitectureRun.Read(Frozen).Single(run => run.Architecture == architecture && run.Seed == seed);
        var again = ArchitectureRun.Of(architecture, seed, TestContext.Current.CancellationToken);
        // Four digits are kept; other processors round other last bits, which 300 steps magnify.
        Assert.Equal(frozen.Accuracy, again.Accuracy, 0.02);
        Assert.Equal(frozen.FinalLoss, again.FinalLoss, 0.02 * Math.Max(0.1, frozen.FinalLoss));
        Assert.Equal(frozen.Distance, again.Distance, 0.02 * frozen.Distance);
    }

    [Fact]
    public void A_line_that_is_not_as_it_should_be_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["runs.csv"], [ArchitectureRun.Header, "1,2,3,average,ReLU,1,0.9,0.1,x"]);
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => ArchitectureRun.Read(folder["runs.csv"])).Message);
        File.WriteAllLines(folder["runs.csv"], ["something else"]);
        Assert.Contains(ArchitectureRun.Header, Assert.Throws<FormatException>(() => ArchitectureRun.Read(folder["runs.csv"])).Message);
    }

    [Fact]
    public void A_row_reads_back_as_it_was_written()
    {
        using var folder = new TemporaryFolder();
        var run = new ArchitectureRun(new(0.5, 2, 5, "none", "|x|"), 3, 0.9875, 0.1234, 1.5);
        File.WriteAllLines(folder["runs.csv"], [ArchitectureRun.Header, run.Row()]);
        Assert.Equal([run], ArchitectureRun.Read(folder["runs.csv"]));
    }
}
