using ReluDc.Networks;
using Xunit;

namespace ReluDc.Tests.Networks.Experiments;

/// <summary>The convergence experiment: its data, its offsets, its frozen result.</summary>
public sealed class ConvergenceExperimentTests
{
    private static readonly ToneClasses Classes = new(3, 5, 10);

    [Fact]
    public void Windows_are_tones_that_scatter_around_their_class()
    {
        var windows = Classes.Draw(1000, new(1));
        Assert.Equal(new Shape(256, 1), Classes.Shape);
        foreach (var ofClass in windows.GroupBy(window => window.Label))
        {
            // 1000 draws: a mean is off by 0.1/√1000 = 0.003, a deviation by 2.2 %, once each.
            var mean = ofClass.Average(window => window.FrequencyHz);
            Assert.Equal(Classes.FrequenciesHz[ofClass.Key], mean, 0.015);
            Assert.Equal(0.1, Math.Sqrt(ofClass.Average(window => Math.Pow(window.FrequencyHz - mean, 2))), 0.012);
        }
        var (frequencyHz, _, signal) = windows[1234];
        for (var n = 0; n < 256; n++)
            Assert.Equal(Math.Cos(2 * Math.PI * frequencyHz * n / 32), signal.Samples[n], 1e-12);
        var labelled = Classes.Label(windows);
        Assert.Equal(windows.Select(window => window.Label), labelled.Labels);
        Assert.Equal((float)signal.Samples[7], labelled.Input(1234)[7]);
    }

    [Fact]
    public void Offsets_are_added_by_class_or_alike_or_shuffled()
    {
        var windows = Classes.Draw(300, new(1));
        double[] Added(InputOffset offset, int label) => [.. offset.AddTo(windows, new(2)).Zip(windows)
            .Where(pair => pair.Second.Label == label).Select(pair => pair.First.Signal.Mean - pair.Second.Signal.Mean)];
        for (var label = 0; label < 3; label++)
        {
            var own = new[] { 1, 5, 19 }[label] * Math.Sqrt(2) / 4;
            Assert.All(Added(InputOffset.PerClass(1, 5, 19), label), offset => Assert.Equal(own, offset, 1e-12));
            Assert.All(Added(InputOffset.Same(2), label), offset => Assert.Equal(Math.Sqrt(2) / 2, offset, 1e-12));
            Assert.All(Added(InputOffset.None, label), offset => Assert.Equal(0, offset));
            // A third of 300 each, within 4 standard deviations of 8.2.
            Assert.InRange(Added(InputOffset.Shuffled(1, 5, 19), label).Count(offset => Math.Abs(offset - 5 * Math.Sqrt(2) / 4) < 1e-9),
                67, 133);
        }
    }

    [Fact]
    public void The_small_offset_is_at_most_what_relu_makes_of_a_tone()
    {
        var windows = Classes.Draw(5, new(1));
        var offset = ConvergenceModel.Ablations.Single(model => model.Name == "linear + small DC").Offset;
        Assert.Equal(1 / Math.PI, offset.AddTo(windows, new(1)).Zip(windows)
            .Max(pair => pair.First.Signal.Mean - pair.Second.Signal.Mean), 1e-9);
    }

    /// <summary>The frozen files are what the command makes: the same runs, fewer epochs, come out again.</summary>
    [Theory]
    [InlineData("convergence.csv", "ReLU", 3)]
    [InlineData("convergence.csv", "linear + DC", 100)]
    [InlineData("ablations.csv", "leaky ReLU 0.5", 7)]
    public void A_run_comes_out_as_it_was_frozen(string file, string model, int repetition)
    {
        var frozen = Frozen(file).Single(run => run.Model == model && run.Repetition == repetition);
        var again = new ConvergenceExperiment(Classes, Epochs: 4)
            .Run(ConvergenceModel.Paper.Concat(ConvergenceModel.Ablations).Single(m => m.Name == model),
            repetition, cancellation: TestContext.Current.CancellationToken);
        // Four digits are kept; other processors round other last bits, which 192 steps magnify.
        Assert.Equal(frozen.FrozenAccuracy, again.FrozenAccuracy, 2e-3);
        for (var epoch = 0; epoch < 4; epoch++)
        {
            Assert.Equal(epoch + 1, frozen.Points[epoch].Epoch);
            Assert.Equal(frozen.Points[epoch].Loss, again.Points[epoch].Loss, 2e-3 * Math.Max(0.1, frozen.Points[epoch].Loss));
            Assert.Equal(frozen.Points[epoch].Distance1, again.Points[epoch].Distance1, 2e-3 * frozen.Points[epoch].Distance1);
            Assert.Equal(frozen.Points[epoch].Distance2, again.Points[epoch].Distance2, 2e-3 * frozen.Points[epoch].Distance2);
        }
    }

    [Fact]
    public void The_frozen_files_hold_every_model_with_all_repetitions_to_epoch_60()
    {
        Assert.Equal(ConvergenceModel.Paper.Select(model => (model.Name, 100)), Counts("convergence.csv"));
        Assert.Equal(ConvergenceModel.Ablations.Select(model => (model.Name, 20)), Counts("ablations.csv"));

        static IEnumerable<(string, int)> Counts(string file)
        {
            var runs = Frozen(file);
            Assert.All(runs, run => Assert.Equal(60, run.Points[^1].Epoch));
            return runs.GroupBy(run => run.Model).Select(model => (model.Key, model.Select(run => run.Repetition).Distinct().Count()));
        }
    }

    [Fact]
    public void Rows_written_are_rows_read()
    {
        using var folder = new TemporaryFolder();
        var run = new ConvergenceRun("linear + DC", 7, 0.4375, 1,
            [.. Enumerable.Range(1, 12).Select(e => new ConvergencePoint(e, 1.0 / e, 0.5, e, 2e-5 * e))]);
        File.WriteAllLines(folder["runs.csv"], run.Rows().Prepend(ConvergenceRun.Header));
        var read = Assert.Single(ConvergenceRun.Read(folder["runs.csv"]));
        Assert.Equal((run.Model, run.Repetition, run.FrozenAccuracy, run.TrainedAccuracy),
            (read.Model, read.Repetition, read.FrozenAccuracy, read.TrainedAccuracy));
        // To the tenth, every fifth, and the last.
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12], read.Points.Select(point => point.Epoch));
        Assert.Equal(0.3333, read.Points[2].Loss);
        Assert.Equal(2.4e-4, read.Points[^1].Distance2, 1e-12);

        File.WriteAllLines(folder["runs.csv"], run.Rows().Prepend(ConvergenceRun.Header).Append("linear,x,1,1,1,1,1,1,1"));
        Assert.Contains("line 13",
            Assert.Throws<FormatException>(() => ConvergenceRun.Read(folder["runs.csv"])).Message,
            StringComparison.Ordinal);
        File.WriteAllText(folder["runs.csv"], "something else\n");
        Assert.Contains(ConvergenceRun.Header,
            Assert.Throws<FormatException>(() => ConvergenceRun.Read(folder["runs.csv"])).Message,
            StringComparison.Ordinal);
    }

    private static IReadOnlyList<ConvergenceRun> Frozen(string file) => ConvergenceRun.Read(Path.Combine(Checkout.Root, "data", file));
}
