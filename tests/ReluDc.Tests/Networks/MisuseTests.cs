using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.Tests.Networks;

/// <summary>Everything public, called wrongly: each door answers with one sentence that says what is allowed.</summary>
public sealed class MisuseTests
{
    private static readonly Shape Window = new(16, 1);
    private static readonly Signal Ramp = new(Enumerable.Range(0, 16).Select(n => n / 16.0), 32);
    private static readonly ToneClasses Classes = new(3, 5) { DurationS = 0.5 };

    private static readonly Network Net = new(Window,
        [new Conv1D(2, 3) { Bias = false }, Activation.Relu, Pooling.GlobalAverage, new Dense(2)], new(1));

    private static readonly Int8Conv1D Integers = new(Net, 0, 1, bits: 4);
    private static readonly LinearDiscriminant Line = LinearDiscriminant.Fit([[0, 1], [1, 0]], [0, 1]);
    private static readonly Examples Two = Classes.Label(Classes.Draw(1, new(1)));
    private static readonly Architecture Cell = new(1, 1, 3, "average", "ReLU");

    private static readonly ReferenceNetwork Readable = new(Net, Loss.SoftmaxCrossEntropy);

    private static readonly Misuse Layers = new()
    {
        { "shape without time", "time", () => _ = new Shape(0, 1) },
        { "shape of negative channels", "channels", () => _ = new Shape(1, -1) },
        { "shape too large", "at most 268,435,456 values", () => _ = new Shape(int.MaxValue, int.MaxValue) },
        { "default shape to a layer", "default(Shape)", () => new Dense(1).OutputShape(default) },
        { "parameters on a default shape", "default(Shape)", () => Activation.Relu.ParameterCount(default) },
        { "no filters", "filters is 1 or more", () => _ = new Conv1D(0, 3) },
        { "no taps", "1 to 1,048,576", () => _ = new Conv1D(1, 0) },
        { "stride 0", "Stride is 1 or more", () => _ = new Conv1D(1, 3) { Stride = 0 } },
        { "dilation 0", "Dilation is 1 or more", () => _ = new Conv1D(1, 3) { Dilation = 0 } },
        { "dilation too large", "1,048,576 time steps", () => _ = new Conv1D(1, 3) { Dilation = int.MaxValue } },
        { "undefined padding", "Valid, Causal, Same", () => _ = new Conv1D(1, 3) { Padding = (Padding)7 } },
        { "no initializer", "Initializer", () => _ = new Conv1D(1, 3) { Initializer = null! } },
        { "no initializer of a dense layer", "Initializer", () => _ = new Dense(1) { Initializer = null! } },
        { "too many weights", "268,435,456", () => new Conv1D(1 << 20, 1 << 20).ParameterCount(Window) },
        { "too many filters", "at most 268,435,456 values", () => new Conv1D(int.MaxValue, 1).OutputShape(Window) },
        { "kernel longer than the input", "at least [17, 1]", () => new Conv1D(1, 17).OutputShape(Window) },
        { "no units", "units is 1 or more", () => _ = new Dense(0) },
        { "window of no time steps", "size is 1 or more", () => Pooling.Average(0) },
        { "window of negative time steps", "size is 1 or more", () => Pooling.Max(-1) },
        { "window longer than the input", "at least [17, 1]", () => Pooling.Rms(17).OutputShape(Window) },
        { "slope not a number", "finite number in single precision", () => Activation.LeakyRelu(double.NaN) },
        { "slope beyond single precision", "finite number in single precision", () => Activation.LeakyRelu(1e300) },
        { "momentum 1 of running averages", "Momentum is in [0, 1)", () => _ = new BatchNormalization { Momentum = 1 } },
        { "momentum not a number", "Momentum is in [0, 1)", () => _ = new BatchNormalization { Momentum = double.NaN } },
        { "epsilon 0", "above 0", () => _ = new BatchNormalization { Epsilon = 0 } },
        { "no heads", "1 to 4,096", () => _ = new SelfAttention(0, 4) },
        { "keys of no numbers", "1 to 4,096", () => _ = new SelfAttention(1, 0) },
        { "attention too large", "268,435,456", () => new SelfAttention(4096, 4096).OutputShape(new(1 << 20, 1)) },
    };

    private static readonly Misuse Networks = new()
    {
        { "network on a default shape", "default(Shape)", () => _ = new Network(default, [new Dense(1)], new(1)) },
        { "no list of layers", "layers", () => _ = new Network(Window, null!, new(1)) },
        { "no layers", "one or more", () => _ = new Network(Window, [], new(1)) },
        { "a layer that is null", "one or more", () => _ = new Network(Window, [null!], new(1)) },
        { "no random numbers", "random", () => _ = new Network(Window, [new Dense(1)], null!) },
        {
            "too many weights in all", "268,435,456",
            () => _ = new Network(Window, [new Dense(1 << 14), new Dense(1 << 14), new Dense(1)], new(1))
        },
        { "no parameters", "parameters", () => Network.Of(Window, [new Dense(1)], null!) },
        { "default parameters", "has 17 parameters", () => Network.Of(Window, [new Dense(1)], [default]) },
        { "parameters of too few layers", "has 1 layers; given are parameters of 0", () => Network.Of(Window, [new Dense(1)], []) },
        { "parameters not numbers", "finite", () => Network.Of(new(1, 1), [new Dense(1)], [[float.NaN, 0]]) },
        { "parameters of layer 9", "layers 0 … 3", () => Net.Parameters(9) },
        { "parameters of layer −1", "layers 0 … 3", () => Net.Parameters(-1) },
        { "filter of layer 9", "layers 0 … 3", () => Net.Filter(9, 0) },
        { "filter of a dense layer", "only a Conv1D has filters", () => Net.Filter(3, 0) },
        { "filter 2 of two", "filters 0 … 1", () => Net.Filter(0, 2) },
        { "channel 1 of one", "channels 0 … 0", () => Net.Filter(0, 0, 1) },
        { "too few values", "[16, 1], 16 values; given are 3", () => Net.Output(new float[3]) },
        { "a value that is no number", "number 3 is NaN", () => Net.Output([0, 0, 0, float.NaN, .. new float[12]]) },
        { "activation of layer 4", "layers 0 … 3", () => Net.Activation(4, new float[16]) },
        { "activation of layer int.MaxValue", "layers 0 … 3", () => Net.Activation(int.MaxValue, new float[16]) },
        { "share of DC of layer 4", "layers 0 … 3", () => Net.DcShare(4, new float[16]) },
        { "share of DC of too few values", "[16, 1]", () => Net.DcShare(1, new float[15]) },
        { "share of DC over no steps", "is 1 to 14", () => Net.DcShare(1, new float[16], last: 0) },
        { "share of DC over more steps than there are", "is 1 to 14", () => Net.DcShare(1, new float[16], last: 15) },
        { "shares of DC of too few values", "[16, 1]", () => Net.DcShares(new float[15]) },
        { "shares of DC of no number", "finite", () => Net.DcShares(Enumerable.Repeat(float.NaN, 16).ToArray()) },
        { "shares of DC over more steps than a layer has", "is 1 to 14", () => Net.DcShares(new float[16], last: 15) },
        { "channel 99", "channels 0 … 1", () => Net.Activation(1, 99, Ramp) },
        { "channel −1", "channels 0 … 1", () => Net.Activation(1, -1, Ramp) },
        { "layer 9 of a signal", "layers 0 … 3", () => Net.Activation(9, 0, Ramp) },
        { "no signal", "signal", () => Net.Activation(0, 0, null!) },
        { "a signal too short", "[16, 1]; given is a signal of [1, 1]", () => Net.Activation(0, 0, new([1], 32)) },
        { "one signal for two channels", "takes [8, 2]", () => new Network(new(8, 2), [new Dense(1)], new(1)).Activation(0, 0, Ramp) },
        { "a signal beyond single precision", "finite", () => Net.Activation(0, 0, Ramp.Map(_ => 1e200)) },
        { "features of nothing", "examples", () => Net.Features(null!) },
        { "features of no layer", "1 to 4", () => Net.Features(Two, 0) },
        { "features of five layers of four", "1 to 4", () => Net.Features(Two, 5) },
        { "accuracy on nothing", "examples", () => Net.Accuracy(null!) },
        { "accuracy for three classes of two", "targets have 3", () => Net.Accuracy(Examples.Labelled([(Ramp, 0)], 3)) },
        { "distance from nothing", "other", () => Net.DistanceFrom(null!, 0) },
        { "distance in layer 4", "layers 0 … 3", () => Net.DistanceFrom(Net, 4) },
        { "distance from another network", "differs", () => Net.DistanceFrom(new(Window, [new Dense(1)], new(1)), 0) },
    };

    private static readonly Misuse Learning = new()
    {
        { "no examples", "at least one example", () => Examples.Of(Array.Empty<(Signal, IEnumerable<double>)>()) },
        { "examples null", "examples", () => Examples.Labelled(null!, 2) },
        { "no classes", "1 to 1,048,576", () => Examples.Labelled([(Ramp, 0)], 0) },
        { "as many classes as there are numbers", "1 to 1,048,576", () => Examples.Labelled([(Ramp, 0)], int.MaxValue) },
        { "a label outside the classes", "0 … 1; one is 2", () => Examples.Labelled([(Ramp, 2)], 2) },
        { "a negative label", "0 … 1; one is -1", () => Examples.Labelled([(Ramp, -1)], 2) },
        { "a signal that is null", "a signal or more", () => Examples.Labelled([default], 2) },
        { "no target", "the numbers to predict", () => Examples.Of([(Ramp, (IEnumerable<double>)null!)]) },
        { "a target of no numbers", "at least one number", () => Examples.Of([(Ramp, (IEnumerable<double>)[])]) },
        { "a target that is no number", "finite", () => Examples.Of([(Ramp, (IEnumerable<double>)[double.NaN])]) },
        { "an example without channels", "a signal or more", () => Examples.Of([((IReadOnlyList<Signal>)[], (IEnumerable<double>)[0.0])]) },
        {
            "default channels", "a signal or more",
            () => Examples.Of([((IReadOnlyList<Signal>)default(ImmutableArray<Signal>), (IEnumerable<double>)[0.0])])
        },
        {
            "channels of two lengths", "one shape",
            () => Examples.Of([((IReadOnlyList<Signal>)[Ramp, new([1], 32)], (IEnumerable<double>)[0.0])])
        },
        { "examples of two lengths", "one shape", () => Examples.Labelled([(Ramp, 0), (new([1], 32), 1)], 2) },
        { "examples of two rates", "32 Hz, one has 64 Hz", () => Examples.Labelled([(Ramp, 0), (new(Ramp.Samples, 64), 1)], 2) },
        { "a sample beyond single precision", "finite", () => Examples.Labelled([(Ramp.Map(_ => 1e200), 0)], 2) },
        { "input 2 of two", "examples 0 … 1", () => Two.Input(2) },
        { "target −1", "examples 0 … 1", () => Two.Target(-1) },
        { "label 2 of two", "examples 0 … 1", () => Two.Label(2) },
        { "no optimizer", "Optimizer", () => _ = new Training(null!, Loss.SoftmaxCrossEntropy, 1) },
        { "no loss", "Loss", () => _ = new Training(new Adam(), null!, 1) },
        { "no epochs", "Epochs: 1 or more", () => _ = new Training(new Adam(), Loss.SoftmaxCrossEntropy, 0) },
        { "no epochs later", "Epochs: 1 or more", () => _ = new Training(new Adam(), Loss.SoftmaxCrossEntropy, 1) with { Epochs = -1 } },
        { "batches of none", "1 or more", () => _ = new Training(new Adam(), Loss.SoftmaxCrossEntropy, 1, 0) },
        { "training nothing", "network", () => Train(null!, Two, new(1)) },
        { "training on nothing", "examples", () => Train(Net.Copy(), null!, new(1)) },
        { "training in no order", "random", () => Train(Net.Copy(), Two, null!) },
        { "training on other shapes", "[16, 1]", () => Train(Net.Copy(), Examples.Labelled([(new([1, 2], 32), 0)], 2), new(1)) },
        { "training for other targets", "targets have 3", () => Train(Net.Copy(), Examples.Labelled([(Ramp, 0)], 3), new(1)) },
        { "learning rate not a number", "above 0", () => _ = new Adam(double.NaN) },
        { "learning rate infinite", "finite", () => _ = new Sgd(double.PositiveInfinity) },
        { "learning rate beyond single precision", "finite", () => _ = new Sgd(1e300) },
        { "momentum 1", "[0, 1)", () => _ = new Sgd(0.1, 1) },
        { "momentum that rounds to 1", "[0, 1)", () => _ = new Sgd(0.1, 1 - 1e-12) },
        { "beta not a number", "[0, 1)", () => _ = new Adam(beta1: double.NaN) },
        { "epsilon that rounds to 0", "epsilon above 0", () => _ = new Adam(epsilon: 1e-60) },
        { "integers of nothing", "network", () => _ = new Int8Conv1D(null!, 0, 1) },
        { "integers of layer 9", "layers 0 … 3", () => _ = new Int8Conv1D(Net, 9, 1) },
        { "integers of a dense layer", "wanted is a Conv1D", () => _ = new Int8Conv1D(Net, 3, 1) },
        { "full scale not a number", "above 0", () => _ = new Int8Conv1D(Net, 0, double.NaN) },
        { "9 bits", "2 to 8 bits", () => _ = new Int8Conv1D(Net, 0, 1, 9) },
        { "integer filter 2 of two", "filters 0 … 1", () => Integers.Filter(2) },
        { "integer channel 1 of one", "channels 0 … 0", () => Integers.Filter(0, 1) },
        { "codes of too few values", "16 values", () => Integers.Codes([1]) },
        { "codes of no number", "finite", () => Integers.Codes([float.NaN, .. new float[15]]) },
        { "sums of too few codes", "16 codes from -8 to 7", () => Integers.Sums([1]) },
        { "sums of codes beyond the bits", "16 codes from -8 to 7", () => Integers.Sums([8, .. new sbyte[15]]) },
        { "too few sums rectified", "has 2 sums", () => Integers.Rectified([1]) },
        { "a sum that cannot be", "makes sums up to", () => Integers.Rectified([int.MaxValue, .. new int[27]]) },
        { "integer features of nothing", "examples", () => Integers.Features(null!) },
    };

    private static readonly Misuse References = new()
    {
        { "a reference to nothing", "network", () => _ = new ReferenceNetwork(null!, Loss.SoftmaxCrossEntropy) },
        { "a reference without loss", "loss", () => _ = new ReferenceNetwork(Net, null!) },
        {
            "a reference to attention", "no readable form",
            () => _ = new ReferenceNetwork(new(Window, [new SelfAttention(1, 1)], new(1)), Loss.MeanSquaredError)
        },
        { "a reference layer of nothing", "layer", () => ReferenceLayer.Of(null!, Window, []) },
        { "a reference layer on a default shape", "default(Shape)", () => ReferenceLayer.Of(Activation.Relu, default, []) },
        { "a reference layer of too few parameters", "has 17 finite parameters", () => ReferenceLayer.Of(new Dense(1), Window, [1]) },
        { "a batch that is null", "batch", () => Readable.Output(null!) },
        { "a batch of none", "one example or more", () => Readable.Output([]) },
        { "a batch with a null", "one example or more", () => Readable.Output([null!]) },
        { "a batch of two shapes", "all of one shape", () => Readable.Output([new double[16, 1], new double[15, 1]]) },
        { "a batch of another shape", "takes [16, 1]; the batch has [15, 1]", () => Readable.Output([new double[15, 1]]) },
        { "a batch of other channels", "for 1 channels", () => Readable.Layers[0].Forward([new double[16, 2]]) },
        { "a batch shorter than a kernel", "reaches over 3", () => Readable.Layers[0].Forward([new double[2, 1]]) },
        { "no targets", "targets", () => Readable.MeanLoss([new double[16, 1]], null!) },
        { "a target of one number", "a target of 2 numbers", () => Readable.LossAndGradient([new double[16, 1]], [[1]]) },
        { "a step of nothing", "optimizer", () => Readable.Step(null!) },
        { "gradients of another shape", "The last output was 1 of [16, 1]", () =>
            {
                var layer = ReferenceLayer.Of(Activation.Relu, Window, []);
                layer.Forward([new double[16, 1]]);
                layer.Backward([new double[15, 1]]);
            }
        },
    };

    public static TheoryData<string> LayerRows => [.. Layers];

    public static TheoryData<string> NetworkRows => [.. Networks];

    public static TheoryData<string> LearningRows => [.. Learning];

    public static TheoryData<string> ReferenceRows => [.. References];

    [Theory]
    [MemberData(nameof(LayerRows))]
    public void A_layer_says_what_it_takes(string what) => Layers.Check(what);

    [Theory]
    [MemberData(nameof(NetworkRows))]
    public void A_network_says_what_it_takes(string what) => Networks.Check(what);

    [Theory]
    [MemberData(nameof(LearningRows))]
    public void Examples_training_and_integers_say_what_they_take(string what) => Learning.Check(what);

    [Theory]
    [MemberData(nameof(ReferenceRows))]
    public void A_reference_says_what_it_takes(string what) => References.Check(what);

    [Fact]
    public void Every_value_a_reader_may_hold_is_one_readable_line()
    {
        var run = new ConvergenceRun("ReLU", 2, 0.5, 1, [new(1, 0.25, 0.75, 1, 2)]);
        foreach (var (value, text) in new (object, string)[]
        {
            (Window, "[16, 1]"),
            (new Conv1D(4, 3) { Dilation = 2 }, "Conv1D(4 filters of 3, dilation 2, valid)"),
            (new Dense(2), "Dense(2)"),
            (Pooling.Rms(4), "RMS pooling(4)"),
            (Pooling.GlobalAverage, "Global average pooling"),
            (Initializer.HeUniform, "He uniform"),
            (Two, "2 examples of [16, 1], 2 outputs"),
            (new Adam(0.001), "Adam(0.001)"),
            (new Sgd(0.01, 0.9), "SGD(0.01, momentum 0.9)"),
            (new Training(new Adam(0.001), Loss.SoftmaxCrossEntropy, 5), "5 epochs of Adam(0.001) in batches of 64, softmax cross-entropy"),
            (new Epoch(3, 0.25, 0.5, []), "epoch 3: loss 0.25, accuracy 50.0 %"),
            (Classes, "Tones at 3, 5 ± 0.1 Hz, [16, 1] at 32 Hz"),
            (InputOffset.PerClass(1, 5), "per class: 1, 5"),
            (Line, "Linear discriminant of 2 classes by 2 features"),
            (Integers, "Conv1D(2 filters of 3, valid, no bias) in integers of 4 bits"),
            (Cell, "1 Hz apart, 1 × 3 taps, ReLU, pooling average"),
            (new ArchitectureRun(Cell, 1, 0.5, 0.25, 2),
                "1 Hz apart, 1 × 3 taps, ReLU, pooling average, seed 1: accuracy 50.0 %, loss 0.25, distance 2"),
            (run, "ReLU, repetition 2: accuracy 50.0 % before training, 100.0 % after 1 epoch"),
            (run.Points[0], "epoch 1: loss 0.25, accuracy 75.0 %, distances 1 and 2"),
            (new ConvergenceExperiment(Classes, 8, 2), "Tones at 3, 5 ± 0.1 Hz, [16, 1] at 32 Hz; 8 windows of each class, 2 epochs"),
            (ConvergenceModel.Paper[1], "ReLU"),
            (new ToneWindow(3, 1, Ramp), $"class 1, 3 Hz: {Ramp}"),
        })
            Assert.Equal(text, value.ToString());
    }

    private static void Train(Network network, Examples examples, Pcg32 random) =>
        new Training(new Adam(), Loss.SoftmaxCrossEntropy, 1).Run(network, examples, random);
}
