using System.Diagnostics;
using System.Globalization;
using ReluDc.Networks;

namespace ReluDc.Bench;

/// <summary>
/// One training step of the paper's Sec. V.C network, batch 64, against the processor's limit and against libtorch on the same thread.
/// </summary>
internal static class StepBenchmark
{
    private const int Batch = 64;
    private const int Rounds = 9;

    /// <summary>Operations of the two convolutions, forward, input gradient and kernel gradient; conv 1 needs no input gradient.</summary>
    private const double ConvolutionOperations = 2.0 * Batch * 256 * 32 * (2 * 3 * 1 + 3 * 3 * 32);

    /// <summary>Measures, round by round so that each round sees the machine in one mood, and prints the table.</summary>
    public static void Run()
    {
        WinogradConv1DPass.IsAllowed = false;
        var direct = Step(1);
        WinogradConv1DPass.IsAllowed = true;
        var (one, other) = (Step(1), Step(2));
        TimeMs(() => Repeat(direct, 300), 1);
        TimeMs(() => Repeat(one, 300), 1);
        TimeMs(() => Repeat(other, 300), 1);
        List<double> peak = [], whole = [], step = [], pair = [], share = [], speedUp = [];
        Peer[] peers = [new("PyTorch", TorchPeers.PyTorchMs, [], []), new("TorchSharp", TorchPeers.TorchSharpMs, [], [])];
        for (var round = 0; round < Rounds; round++)
        {
            peak.Add(MultiplyAddPeak.Operations / TimeMs(() => MultiplyAddPeak.Run(), 40) / 1e6);
            whole.Add(TimeMs(() => Repeat(direct, 20), 10) / 20);
            step.Add(TimeMs(() => Repeat(one, 20), 10) / 20);
            pair.Add(TimeMs(() => Parallel.Invoke(() => Repeat(one, 200), () => Repeat(other, 200)), 1) / 200);
            share.Add(ConvolutionOperations / whole[^1] / 1e6 / peak[^1]);
            speedUp.Add(2 * step[^1] / pair[^1]);
            foreach (var peer in peers)
                if (peer.StepMs() is { } milliseconds)
                {
                    peer.Times.Add(milliseconds);
                    peer.Ratios.Add(milliseconds / step[^1]);
                }
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(one, 100);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Console.WriteLine($"| measured, medians of {Rounds} rounds | | target |\n|---|---|---|");
        Print("multiply-add peak, one thread", Median(peak), "GFLOP/s", "");
        Print("floor: the convolutions at that peak", ConvolutionOperations / Median(peak) / 1e6, "ms", "");
        Print("training step with the direct kernel, one thread", Median(whole), "ms", "");
        Print("its share of the peak", 100 * Median(share), "%", "≥ 90 %");
        Print("training step, one thread", Median(step), "ms", "");
        Print("its time over the direct kernel's", Median([.. step.Zip(whole, (a, b) => a / b)]), "×", "");
        foreach (var peer in peers)
        {
            Print($"{peer.Name}, the same step on one thread", Median(peer.Times), "ms", "");
            Print($"{peer.Name}'s time over ours", Median(peer.Ratios), "×", "≥ 3.5 ×");
        }
        Print("two repetitions side by side, work done in the time", Median(speedUp), "×", "≥ 1.85 ×");
        Print("allocated by 100 steps", allocated, "bytes", "0");
    }

    private static Action Step(int seed)
    {
        var classes = new ToneClasses(3, 5, 10);
        var examples = classes.Label(classes.Draw(Batch, new((ulong)seed)));
        var network = ConvergenceModel.Paper.Single(model => model.Name == "ReLU").Network(classes.Shape, 3, new((ulong)seed));
        var step = new TrainingStep(network, examples, new Adam(), Loss.SoftmaxCrossEntropy, Batch);
        var batch = Enumerable.Range(0, examples.Count).Where(i => i % 3 == 0).ToArray();
        return () => step.Run(batch);
    }

    private static void Repeat(Action action, int times)
    {
        for (var i = 0; i < times; i++)
            action();
    }

    /// <summary>The best of several: what the code takes when nobody else is on the core.</summary>
    private static double TimeMs(Action action, int times)
    {
        var best = double.PositiveInfinity;
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return best;
    }

    private static double Median(List<double> values) => values.Count > 0 ? values.Order().ElementAt(values.Count / 2) : double.NaN;

    private static void Print(string what, double value, string unit, string target)
    {
        var measured = double.IsNaN(value) ? "not here" : $"{value.ToString("G3", CultureInfo.InvariantCulture)} {unit}";
        Console.WriteLine($"| {what} | {measured} | {target} |");
    }

    private sealed record Peer(string Name, Func<double?> StepMs, List<double> Times, List<double> Ratios);
}
