using System.Diagnostics;
using System.Globalization;
using ReluDc.Networks;

namespace ReluDc.Bench;

/// <summary>
/// One training step of the paper's Sec. V.C network, batch 64, against the processor's limit and against PyTorch on the same thread.
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
        var (one, other) = (Step(1), Step(2));
        TimeMs(() => Repeat(one, 300), 1);
        TimeMs(() => Repeat(other, 300), 1);
        List<double> peak = [], step = [], pair = [], share = [], speedUp = [], peer = [], ratio = [];
        for (var round = 0; round < Rounds; round++)
        {
            peak.Add(MultiplyAddPeak.Operations / TimeMs(() => MultiplyAddPeak.Run(), 40) / 1e6);
            step.Add(TimeMs(() => Repeat(one, 20), 10) / 20);
            pair.Add(TimeMs(() => Parallel.Invoke(() => Repeat(one, 200), () => Repeat(other, 200)), 1) / 200);
            share.Add(ConvolutionOperations / step[^1] / 1e6 / peak[^1]);
            speedUp.Add(2 * step[^1] / pair[^1]);
            if (PyTorch.StepMs() is { } milliseconds)
            {
                peer.Add(milliseconds);
                ratio.Add(milliseconds / step[^1]);
            }
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(one, 100);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Console.WriteLine($"| measured, medians of {Rounds} rounds | | target |\n|---|---|---|");
        Print("multiply-add peak, one thread", Median(peak), "GFLOP/s", "");
        Print("floor: the convolutions at that peak", ConvolutionOperations / Median(peak) / 1e6, "ms", "");
        Print("training step, one thread", Median(step), "ms", "");
        Print("its share of the peak", 100 * Median(share), "%", "≥ 85 %");
        Print("PyTorch, the same step on one thread", peer.Count > 0 ? Median(peer) : double.NaN, "ms", "");
        Print("PyTorch's time over ours", ratio.Count > 0 ? Median(ratio) : double.NaN, "×", "≥ 3 ×");
        Print("two repetitions side by side, work done in the time", Median(speedUp), "×", "≥ 1.7 ×");
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

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Print(string what, double value, string unit, string target)
    {
        var measured = double.IsNaN(value) ? "not here" : $"{value.ToString("G3", CultureInfo.InvariantCulture)} {unit}";
        Console.WriteLine($"| {what} | {measured} | {target} |");
    }
}
