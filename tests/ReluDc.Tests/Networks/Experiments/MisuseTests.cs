using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.Tests.Networks.Experiments;

/// <summary>Tasks, read-outs and experiments, called wrongly: each door answers with one sentence that says what is allowed.</summary>
public sealed class MisuseTests
{
    private static readonly Shape Window = new(16, 1);
    private static readonly ToneClasses Classes = new(3, 5) { DurationS = 0.5 };
    private static readonly LinearDiscriminant Line = LinearDiscriminant.Fit([[0, 1], [1, 0]], [0, 1]);
    private static readonly Architecture Cell = new(1, 1, 3, "average", "ReLU");

    private static readonly Misuse Rows = new()
    {
        { "no frequency", "Each class has a frequency", () => _ = new ToneClasses() },
        { "default frequencies", "Each class has a frequency", () => _ = new ToneClasses(default(ImmutableArray<double>)) },
        { "a frequency that is no number", "Each class has a frequency", () => _ = new ToneClasses(3, double.NaN) },
        { "a negative frequency", "0 or more", () => _ = new ToneClasses(-3) },
        { "jitter not a number", "0 or more", () => _ = new ToneClasses(3) { JitterHz = double.NaN } },
        { "no sampling rate", "above 0", () => _ = new ToneClasses(3) { SampleRateHz = 0 } },
        { "an infinite window", "finite", () => _ = new ToneClasses(3) { DurationS = double.PositiveInfinity } },
        { "a window of no sample", "1 to 268435456 samples", () => _ = (new ToneClasses(3) { DurationS = 1e-6 }).Shape },
        { "negative noise", "0 or more", () => _ = new ToneClasses(3) { NoiseDeviation = -1 } },
        { "negative noise among several", "0 or more", () => new ToneClasses(3).Draw(1, new Pcg32(1), 1, -1) },
        { "no strength of noise", "one standard deviation at least", () => new ToneClasses(3).Draw(1, new Pcg32(1), []) },
        { "too many windows in all", "The number of windows", () => new ToneClasses(3).Draw(1 << 19, new Pcg32(1), 1, 2, 3) },
        { "no windows", "1 to", () => Classes.Draw(0, new(1)) },
        { "as many windows as there are numbers", "1 to 8,388,608", () => Classes.Draw(int.MaxValue, new(1)) },
        { "windows from nothing", "random", () => Classes.Draw(1, null!) },
        { "labels of nothing", "windows", () => Classes.Label(null!) },
        { "a default window", "default(ToneWindow)", () => Classes.Label([default]) },
        { "a window of another task", "0 … 1; one is 2", () => Classes.Label(new ToneClasses(3, 5, 10).Draw(1, new(1))) },
        { "no levels", "one or more", () => InputOffset.PerClass() },
        { "default levels", "one or more", () => InputOffset.Shuffled(default) },
        { "a level that is no number", "all finite", () => InputOffset.PerClass(1, double.NaN) },
        { "one level that is no number", "finite", () => InputOffset.Same(double.NaN) },
        {
            "fewer levels than classes", "classes 0 … 0; a window is of class 1",
            () => InputOffset.PerClass(1).AddTo(Classes.Draw(1, new(1)), new(1))
        },
        { "an offset for nothing", "windows", () => InputOffset.None.AddTo(null!, new(1)) },
        { "an offset from nothing", "random", () => InputOffset.None.AddTo([], null!) },
        { "an offset for a default window", "default(ToneWindow)", () => InputOffset.None.AddTo([default], new(1)) },
        { "no rows", "at least one", () => LinearDiscriminant.Fit([], []) },
        { "rows null", "features", () => LinearDiscriminant.Fit(null!, [0]) },
        { "a row that is null", "as many features", () => LinearDiscriminant.Fit([null!], [0]) },
        { "rows without features", "one at least", () => LinearDiscriminant.Fit([[]], [0]) },
        { "rows of two lengths", "as many features", () => LinearDiscriminant.Fit([[1], [1, 2]], [0, 1]) },
        { "a feature that is no number", "finite", () => LinearDiscriminant.Fit([[double.NaN]], [0]) },
        { "more labels than rows", "1 rows and 2 labels", () => LinearDiscriminant.Fit([[1]], [0, 1]) },
        { "default labels", "1 rows and 0 labels", () => LinearDiscriminant.Fit([[1]], default(ImmutableArray<int>)) },
        { "a label below 0", "Labels are 0, 1, 2", () => LinearDiscriminant.Fit([[1]], [-1]) },
        { "a class without an example", "has an example; given are 0, 2", () => LinearDiscriminant.Fit([[1], [2]], [0, 2]) },
        { "a label as large as there are", "has an example", () => LinearDiscriminant.Fit([[1]], [int.MaxValue]) },
        { "too many features to classify", "here 2", () => Line.Classify([1, 2, 3]) },
        { "nothing to classify", "here 2", () => Line.Classify(null!) },
        { "accuracy of no rows", "at least one", () => Line.Accuracy([], []) },
        { "accuracy without labels", "labels", () => Line.Accuracy([[1, 2]], null!) },
        { "no means", "Each class has a mean", () => ThresholdReadOut.ExpectedAccuracy((double[])null!, [1]) },
        { "means not numbers", "both finite", () => ThresholdReadOut.ExpectedAccuracy([double.NaN], [1]) },
        { "deviation 0", "above 0", () => ThresholdReadOut.ExpectedAccuracy([1], [0]) },
        { "infinite deviation", "both finite", () => ThresholdReadOut.ExpectedAccuracy([1], [double.PositiveInfinity]) },
        { "spacing not a number", "at most 5 Hz apart", () => _ = Cell with { SpacingHz = double.NaN } },
        { "spacing above the centre", "at most 5 Hz apart", () => _ = new Architecture(7, 1, 3, "none", "ReLU") },
        { "no depth", "1 to 100", () => _ = Cell with { Depth = 0 } },
        { "no taps in the grid", "1 to 256", () => _ = Cell with { KernelSize = 0 } },
        { "an unknown activation", "leaky ReLU 0.1", () => _ = Cell with { Activation = "tanh" } },
        { "no read-out", "average, maximum, RMS, none", () => _ = Cell with { Pooling = null! } },
        { "no classes in a cell", "units is 1 or more", () => Cell.Network(Window, 0, new(1)) },
        { "a cell on a default shape", "default(Shape)", () => Cell.Network(default, 2, new(1)) },
        { "a run of nothing", "architecture", () => ArchitectureRun.Of(null!, 1) },
        { "a run number 0", "1 or more", () => ArchitectureRun.Of(Cell, 0) },
        { "no file of runs", "no such file", () => ArchitectureRun.Read("") },
        { "file of runs null", "path", () => ArchitectureRun.Read(null!) },
        { "a model without pooling", "Pooling", () => _ = ConvergenceModel.Paper[0] with { Pooling = null! } },
        {
            "a model without offset", "Offset",
            () => _ = new ConvergenceModel("x", Activation.Relu, Activation.Relu, Pooling.GlobalMax, null!)
        },
        { "convergence of no classes", "Classes", () => _ = new ConvergenceExperiment(null!) },
        { "convergence in no epochs", "1 or more", () => _ = new ConvergenceExperiment(Classes, Epochs: 0) },
        { "convergence of nothing", "model", () => new ConvergenceExperiment(Classes).Run(null!, 1) },
        { "repetition 0", "1 or more", () => new ConvergenceExperiment(Classes).Run(ConvergenceModel.Paper[0], 0) },
        { "a run without points", "one or more", () => _ = new ConvergenceRun("x", 1, 0, 0, default) },
        { "no file of convergence", "no such file", () => ConvergenceRun.Read("nowhere.csv") },
        { "depths of no classes", "Classes", () => _ = new DepthExperiment(null!) },
        { "a network of no depth", "1 to 32", () => new DepthExperiment(Classes).Network(0, new(1)) },
        { "a network from nothing", "random", () => new DepthExperiment(Classes).Network(1, null!) },
        { "a depth of 33", "1 to 32", () => new DepthExperiment(Classes).Run(33, 1) },
        { "a deep repetition 0", "1 or more", () => new DepthExperiment(Classes).Run(1, 0) },
        { "no moments", "one or more", () => _ = new DepthExperiment(Classes) { Moments = [] } },
        { "default moments", "one or more", () => _ = new DepthExperiment(Classes) { Moments = default } },
        { "moments that do not ascend", "ascend", () => _ = new DepthExperiment(Classes) { Moments = [0, 5, 5] } },
        { "a moment before the start", "from 0", () => _ = new DepthExperiment(Classes) { Moments = [-1, 5] } },
        { "a moment in years", "10,000", () => _ = new DepthExperiment(Classes) { Moments = [int.MaxValue] } },
        { "no file of depths", "no such file", () => DepthRun.Read("nowhere.csv") },
        { "a mean of nothing", "two values or more", () => MeanAndDeviation.Of([]) },
        { "a mean of null", "values", () => MeanAndDeviation.Of(null!) },
        { "a mean of default values", "made by someone", () => MeanAndDeviation.Of(default(ImmutableArray<double>)) },
        { "the deviation of one value", "given are 1", () => MeanAndDeviation.Of([1]) },
        { "a deviation of no number", "all finite", () => MeanAndDeviation.Of([1, double.NaN]) },
        { "a deviation beyond a double", "in magnitude", () => MeanAndDeviation.Of([-1e300, 1e300]) },
        { "an experiment without parts", "one or more", () => _ = new FrozenExperiment("x", "a,b", default) },
        { "a part that makes nothing", "Rows", () => _ = new ExperimentPart("x", null!) },
        { "no repetitions", "1 to 10,000", () => NetworkExperiments.All(0) },
        { "as many repetitions as there are numbers", "1 to 10,000", () => NetworkExperiments.All(int.MaxValue) },
    };

    public static TheoryData<string> Names => [.. Rows];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_experiment_says_what_it_takes(string what) => Rows.Check(what);

    /// <summary>A file whose numbers no architecture can have is refused as a file, with its line.</summary>
    [Theory]
    [InlineData("1,2.5,3,average,ReLU,1,0.9,0.1,1", "line 2: depth is 2.5; allowed: a whole number")]
    [InlineData("1,1e300,3,average,ReLU,1,0.9,0.1,1", "line 2: depth is 1E+300")]
    [InlineData("1,0,3,average,ReLU,1,0.9,0.1,1", "line 2: The number of convolutions is 1 to 100")]
    [InlineData("1,1,3,median,ReLU,1,0.9,0.1,1", "line 2: median: no such read-out")]
    public void A_row_that_no_run_can_have_is_named(string row, string told)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["runs.csv"], [ArchitectureRun.Header, row]);
        var message = Assert.Throws<FormatException>(() => ArchitectureRun.Read(folder["runs.csv"])).Message;
        Assert.Contains(told, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
