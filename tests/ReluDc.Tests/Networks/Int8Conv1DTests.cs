using ReluDc.Networks;

namespace ReluDc.Tests.Networks;

/// <summary>
/// The integer convolution against the same arithmetic in double precision or decimals, where every integer involved is exact.
/// </summary>
public sealed class Int8Conv1DTests
{
    private const double FullScale = 2;

    private static Network NetworkOf(Conv1D convolution, int channels = 1, ulong seed = 1) =>
        new(new(40, channels), [convolution, Activation.Relu, Pooling.GlobalAverage], new Pcg32(seed));

    private static float[] RandomInput(int size, Pcg32 random) =>
        [.. Enumerable.Range(0, size).Select(_ => (float)(4.8 * random.NextDouble() - 2.4))];

    public static TheoryData<int, int, int, int, Padding> Cases => new()
    {
        { 1, 3, 1, 1, Padding.Causal }, { 1, 2, 1, 1, Padding.Valid }, { 3, 4, 2, 1, Padding.Same }, { 2, 3, 1, 4, Padding.Causal },
            { 5, 1, 3, 1, Padding.Valid },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Sums_are_exactly_those_of_a_naive_double_convolution_of_the_codes(int channels, int kernel, int stride, int dilation,
        Padding padding)
    {
        var convolution = new Conv1D(7, kernel) { Bias = false, Stride = stride, Dilation = dilation, Padding = padding };
        foreach (var bits in new[] { 2, 5, 8 })
        {
            var integers = new Int8Conv1D(NetworkOf(convolution, channels), 0, FullScale, bits);
            var codes = integers.Codes(RandomInput(40 * channels, new Pcg32(3)));
            var x = new double[40, channels];
            for (var t = 0; t < 40; t++)
                for (var c = 0; c < channels; c++)
                    x[t, c] = codes[t * channels + c];
            var reference = ReferenceLayer.Of(convolution, new(40, channels), integers.Weights.Select(w => (double)w)).Forward([x])[0];
            Assert.Equal(reference.Cast<double>(), integers.Sums(codes).Select(sum => (double)sum));
            Assert.Contains(reference.Cast<double>(), sum => sum < 0);
        }
    }

    [Fact]
    public void Codes_are_the_nearest_whole_numbers_of_steps()
    {
        var network = NetworkOf(new Conv1D(5, 3) { Bias = false });
        var integers = new Int8Conv1D(network, 0, FullScale, bits: 4);
        // Δ = 0.25.
        Assert.Equal([0, 1, -1, 7, -8, 7], integers.Codes([.. new float[] { 0.1f, 0.2f, -0.3f, 1.7f, -9, 9 }, .. new float[34]])[..6]
            .Select(code => (int)code));
        for (var f = 0; f < 5; f++)
        {
            var taps = Enumerable.Range(0, 3).Select(k => (double)network.Parameters(0)[k * 5 + f]).ToArray();
            var codes = Enumerable.Range(0, 3).Select(k => (int)integers.Weights[k * 5 + f]).ToArray();
            Assert.Equal(7, codes.Max(Math.Abs)); // the largest tap has the largest code, and no error
            Assert.All(taps.Zip(codes), pair =>
                Assert.InRange(Math.Abs(pair.First - pair.Second * integers.WeightSteps[f]), 0, integers.WeightSteps[f] * (0.5 + 1e-9)));
            Assert.Equal(codes.Reverse().Select(code => code * integers.WeightSteps[f]), integers.Filter(f).Taps); // newest sample first
        }
        var shared = new Int8Conv1D(network, 0, FullScale, bits: 4, perFilter: false);
        Assert.Equal(integers.WeightSteps.Max(), Assert.Single(shared.WeightSteps.Distinct()));
    }

    [Fact]
    public void Requantised_outputs_are_exact_to_a_31_bit_multiplier_and_never_clipped()
    {
        foreach (var bits in new[] { 2, 3, 8 })
        {
            var integers = new Int8Conv1D(NetworkOf(new Conv1D(6, 3) { Bias = false }, seed: 9), 0, FullScale, bits);
            int highest = (1 << bits) - 1, lowest = 1 << bits - 1;
            for (var f = 0; f < 6; f++)
            {
                var largest = lowest * Enumerable.Range(0, 3).Sum(k => Math.Abs((int)integers.Weights[k * 6 + f]));
                for (var i = -20; i <= 300; i++)
                {
                    var sum = (int)((long)largest * i / 300);
                    var sums = new int[6];
                    sums[f] = sum;
                    // A decimal holds these products to the last digit.
                    var exact = Math.Floor((decimal)Math.Max(0, sum) * highest / largest + 0.5m);
                    var code = integers.Rectified(sums)[f];
                    var tie = (decimal)Math.Max(0, sum) * highest % largest * 2 == largest; // halfway: the rounded multiplier decides
                    Assert.True(code == exact || tie && code == exact - 1, $"{bits} bits, sum {sum}: {code}, not {exact}");
                }
                Assert.Equal(highest, integers.Rectified([.. Enumerable.Range(0, 6).Select(j => j == f ? largest : 0)])[f]);
            }
        }
    }

    [Fact]
    public void Features_are_the_means_of_the_codes_and_near_the_float_network()
    {
        var network = NetworkOf(new Conv1D(8, 3) { Bias = false, Padding = Padding.Causal });
        var tone = new ToneSum(new Tone(3.3, 1.5, 0.4)).Sample(32, 40 / 32.0);
        var examples = Examples.Of([(tone, [0.0])]);
        var integers = new Int8Conv1D(network, 0, FullScale);
        var sums = integers.Sums(integers.Codes(examples.Input(0)));
        var codes = integers.Rectified(sums);
        double[] rounded = integers.Features(examples)[0], unrounded = integers.Features(examples, roundOutputs: false)[0],
            exact = network.Features(examples)[0];
        for (var f = 0; f < 8; f++)
        {
            Assert.Equal(Enumerable.Range(0, 40).Average(t => codes[t * 8 + f]) * integers.OutputSteps[f], rounded[f], 1e-12);
            Assert.Equal(Enumerable.Range(0, 40).Average(t => Math.Max(0, sums[t * 8 + f])) * integers.WeightSteps[f]
                * integers.Input.Step, unrounded[f], 1e-12);
            Assert.Equal(unrounded[f], rounded[f], integers.OutputSteps[f] / 2); // rounding moves each output by half a step at most
            var taps = network.Filter(0, f).Taps.Sum(Math.Abs);
            // Taps', then inputs' errors.
            Assert.Equal(exact[f], unrounded[f], 3 * 1.5 * integers.WeightSteps[f] / 2 + taps * integers.Input.Step / 2);
            Assert.NotEqual(exact[f], rounded[f]);
        }
    }

    [Fact]
    public void A_filter_without_weight_stays_silent()
    {
        var network = NetworkOf(new Conv1D(2, 2) { Bias = false });
        network.StateOf(0)[1] = 0; // [tap, channel, filter]: filter 1
        network.StateOf(0)[3] = 0;
        var integers = new Int8Conv1D(network, 0, FullScale);
        var features = integers.Features(Examples.Of([(new Signal(Enumerable.Repeat(1.0, 40), 1), [0.0])]))[0];
        Assert.Equal(0, features[1]);
        Assert.Equal(0, integers.OutputSteps[1]);
    }

    [Fact]
    public void What_cannot_be_computed_is_refused()
    {
        var network = NetworkOf(new Conv1D(2, 3) { Bias = false });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Int8Conv1D(network, 0, FullScale, bits: 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Int8Conv1D(network, 0, FullScale, bits: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Int8Conv1D(network, 0, 0));
        Assert.Throws<ArgumentException>(() => new Int8Conv1D(network, 1, FullScale));
        Assert.Throws<ArgumentException>(() => new Int8Conv1D(NetworkOf(new Conv1D(2, 3)), 0, FullScale)); // a bias
        var wide = new Network(new(1000, 200), [new Conv1D(1, 700) { Bias = false }], new Pcg32(1));
        Assert.Contains("140000 products",
            Assert.Throws<ArgumentException>(() => new Int8Conv1D(wide, 0, FullScale)).Message,
            StringComparison.Ordinal);
        var integers = new Int8Conv1D(network, 0, FullScale);
        Assert.Contains("[40, 1]", Assert.Throws<ArgumentException>(() => integers.Codes(new float[39])).Message, StringComparison.Ordinal);
    }
}
