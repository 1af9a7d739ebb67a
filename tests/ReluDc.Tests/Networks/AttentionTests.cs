using ReluDc.Networks;

namespace ReluDc.Tests.Networks;

/// <summary>Self-attention and layer normalisation against naive ones in double precision.</summary>
public sealed class AttentionTests
{
    private const int Time = 7;
    private const int Channels = 12;

    private static float[] Gaussian(int count, ulong seed)
    {
        var random = new Pcg32(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextGaussian())];
    }

    private static Network Attention(int heads, int keySize, float[] parameters) =>
        Network.Of(new(Time, Channels), [new SelfAttention(heads, keySize)], [[.. parameters]]);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(4, 3)]
    public void Attention_is_a_softmax_weighted_mean_of_values(int heads, int keySize)
    {
        int width = heads * keySize, kernel = Channels * width;
        var p = Gaussian(4 * kernel + 3 * width + Channels, 1);
        var x = Gaussian(Time * Channels, 2);
        double Map(int map, int t, int head, int key) => p[4 * kernel + map * width + head * keySize + key]
            + Enumerable.Range(0, Channels).Sum(c => (double)x[t * Channels + c] * p[map * kernel + (c * heads + head) * keySize + key]);
        var output = Attention(heads, keySize, p).Output(x);
        for (var t = 0; t < Time; t++)
            for (var c = 0; c < Channels; c++)
            {
                double y = p[4 * kernel + 3 * width + c];
                for (var head = 0; head < heads; head++)
                {
                    var weights = Enumerable.Range(0, Time)
                        .Select(s => Math.Exp(Enumerable.Range(0, keySize).Sum(k => Map(0, t, head, k) * Map(1, s, head, k))
                            / Math.Sqrt(keySize))).ToArray();
                    for (var k = 0; k < keySize; k++)
                        y += p[3 * kernel + (head * keySize + k) * Channels + c] * Enumerable.Range(0, Time)
                            .Sum(s => weights[s] * Map(2, s, head, k)) / weights.Sum();
                }
                Assert.Equal(y, output[t * Channels + c], 2e-3 * Math.Max(1, Math.Abs(y)));
            }
    }

    /// <summary>It knows no order: time steps exchanged before are exchanged behind.</summary>
    [Fact]
    public void Attention_knows_no_order()
    {
        var network = Attention(2, 4, Gaussian(4 * Channels * 8 + 24 + Channels, 3));
        var x = Gaussian(Time * Channels, 4);
        float[] Reversed(float[] rows) => [.. rows.Chunk(Channels).Reverse().SelectMany(row => row)];
        foreach (var (a, b) in Reversed(network.Output(x)).Zip(network.Output(Reversed(x))))
            Assert.Equal(a, b, 1e-5);
    }

    [Fact]
    public void Layer_normalisation_gives_each_time_step_mean_0_and_variance_1()
    {
        var x = Gaussian(Time * Channels, 5).Select(v => 20 * v + 100).ToArray();
        var plain = Network.Of(new(Time, Channels), [new LayerNormalization()],
            [[.. Enumerable.Repeat(1f, Channels), .. new float[Channels]]]).Output(x);
        foreach (var row in plain.Chunk(Channels))
        {
            Assert.Equal(0, row.Average(), 1e-5);
            Assert.Equal(1, row.Average(v => (double)v * v), 1e-4);
        }
        var (gain, offset) = (Gaussian(Channels, 6), Gaussian(Channels, 7));
        var other = Network.Of(new(Time, Channels), [new LayerNormalization()], [[.. gain, .. offset]]).Output(x);
        for (var i = 0; i < plain.Length; i++)
            Assert.Equal(gain[i % Channels] * plain[i] + offset[i % Channels], other[i], 1e-4);
    }

    [Fact]
    public void They_cannot_be_trained_and_weights_must_fit()
    {
        var network = Attention(1, 2, new float[4 * Channels * 2 + 6 + Channels]);
        var examples = Examples.Of([((IReadOnlyList<Signal>)[.. Enumerable.Range(0, Channels)
            .Select(c => new Signal(new double[Time], 1))], (IEnumerable<double>)new double[Time * Channels])]);
        Assert.Contains("for inference",
            Assert.Throws<NotSupportedException>(() =>
                new Training(new Adam(1e-3), Loss.MeanSquaredError, 1)
                    .Run(network, examples, new(1), cancellation: TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal);
        Assert.Contains($"has {4 * Channels * 2 + 6 + Channels} parameters",
            Assert.Throws<ArgumentException>(() => Attention(1, 2, [1, 2])).Message,
            StringComparison.Ordinal);
        Assert.Contains("has 1 layers",
            Assert.Throws<ArgumentException>(() => Network.Of(new(Time, Channels), [new LayerNormalization()], [])).Message,
            StringComparison.Ordinal);
    }
}
