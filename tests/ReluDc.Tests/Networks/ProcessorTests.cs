using System.Globalization;
using ReluDc.Engine;
using ReluDc.Networks;
using Xunit;

namespace ReluDc.Tests.Networks;

/// <summary>Training on processors with less: the runtime is told to leave AVX-512, AVX2 or all vectors alone.</summary>
public sealed class ProcessorTests
{
    private static readonly string[] Cells =
    [
        $"#r \"{Path.Combine(Checkout.Root, "lib", "bin", "ReluDc.Networks.dll").Replace('\\', '/')}\"\n"
            + "using ReluDc;\nusing ReluDc.Networks;\nusing System.Runtime.Intrinsics;",
        """
        var classes = new ToneClasses(3, 5, 10);
        var network = new Network(classes.Shape,
        [
            new Conv1D(20, 3) { Padding = Padding.Causal }, Activation.Relu,
            new Conv1D(37, 3) { Padding = Padding.Causal, Bias = false }, Activation.LeakyRelu(0.1),
            Pooling.GlobalAverage, new Dense(3),
        ], new Pcg32(1));
        var epochs = new Training(new Adam(), Loss.SoftmaxCrossEntropy, Epochs: 4, BatchSize: 20)
            .Run(network, classes.Label(classes.Draw(30, new Pcg32(2))), new Pcg32(3));
        var weights = Enumerable.Range(0, network.Layers.Length).SelectMany(layer => network.Parameters(layer)).ToArray();
        """,
        """
        var hash = weights.Aggregate(17L, (sum, weight) => sum * 31 + BitConverter.SingleToInt32Bits(weight));
        var distance = network.DistanceFrom(new Network(classes.Shape, network.Layers, new Pcg32(1)), 2);
        Console.WriteLine($"{Vector512.IsHardwareAccelerated} {Vector256.IsHardwareAccelerated} {hash} {epochs[^1].Loss:R} {distance:R}");
        """,
    ];

    private sealed record Trained(bool Has512, bool Has256, string Hash, double Loss, double Distance);

    [Fact]
    public async Task Without_avx512_and_without_avx2_training_gives_the_same_bits()
    {
        var whole = await TrainAsync();
        Assert.True(whole.Distance > 0.1 && whole.Loss < 1.09, $"{whole}");
        var without512 = await TrainAsync("EnableAVX512");
        Assert.False(without512.Has512);
        Assert.Equal(whole.Hash, without512.Hash);
        if (!System.Runtime.Intrinsics.X86.Avx2.IsSupported)
            return;
        Assert.True(without512.Has256);
        var withoutAvx2 = await TrainAsync("EnableAVX2");
        Assert.False(withoutAvx2.Has256);
        // The switch takes the fused multiply-add along: products are rounded before they are added.
        Assert.Equal(whole.Loss, withoutAvx2.Loss, 1e-3 * whole.Loss);
        Assert.Equal(whole.Distance, withoutAvx2.Distance, 1e-3 * whole.Distance);
    }

    [Fact]
    public async Task Without_any_vectors_training_differs_by_rounding_only()
    {
        Trained whole = await TrainAsync(), bare = await TrainAsync("EnableHWIntrinsic");
        Assert.False(bare.Has256);
        Assert.Equal(whole.Loss, bare.Loss, 1e-3 * whole.Loss);
        Assert.Equal(whole.Distance, bare.Distance, 1e-3 * whole.Distance);
    }

    private static async Task<Trained> TrainAsync(string? switchedOff = null)
    {
        using var folder = new TemporaryFolder();
        folder.Notebook("train.ipynb", Cells);
        var environment = switchedOff is null ? new Dictionary<string, string>() : new() { [$"DOTNET_{switchedOff}"] = "0" };
        var run = await HostProcess.RunAsync(folder.Path, environment, "run", "train.ipynb", "--out", "out.ipynb");
        Assert.True(run.ExitCode == 0, run.Errors);
        var stream = Notebook.Load(folder["out.ipynb"]).Cells[2].Outputs.OfType<StreamOutput>().Single().Text;
        var fields = stream.Trim().Split(' ');
        return new(bool.Parse(fields[0]), bool.Parse(fields[1]), fields[2], double.Parse(fields[3], CultureInfo.InvariantCulture),
            double.Parse(fields[4], CultureInfo.InvariantCulture));
    }
}
