namespace ReluDc.Tests.Numerics;

public class RandomTests
{
    [Fact]
    public void Pcg32_gives_the_numbers_that_its_author_published()
    {
        var random = new Pcg32(seed: 42, stream: 54); // pcg32-demo, rounds 1 and 5
        Assert.Equal([0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e], Draw(random, 6));
        Draw(random, 614);
        Assert.Equal([0xfcef7cd6, 0x1b488b5a, 0xd0daf7ea, 0x1d9a70f7, 0x241a37cf, 0x9a3857b7], Draw(random, 6));
    }

    [Fact]
    public void A_double_is_the_top_53_of_64_bits()
    {
        Assert.Equal((0xa15c02b77b47f409 >> 11) / Math.Pow(2, 53), new Pcg32(42).NextDouble());
        var random = new Pcg32(3);
        var draws = Enumerable.Range(0, 100_000).Select(_ => random.NextDouble()).ToArray();
        Assert.All(draws, x => Assert.InRange(x, 0, 1 - Math.Pow(2, -53)));
        Assert.Equal(0.5, draws.Average(), 4 * Math.Sqrt(1 / 12.0 / draws.Length)); // four standard errors
    }

    [Fact]
    public void Gaussian_draws_have_the_moments_of_the_normal_distribution()
    {
        var random = new Pcg32(5);
        var draws = Enumerable.Range(0, 200_000).Select(_ => random.NextGaussian()).ToArray();
        foreach (var (power, moment, variance) in new[] { (1, 0.0, 1.0), (2, 1, 2), (3, 0, 15), (4, 3, 96) })
            Assert.Equal(moment, draws.Average(x => Math.Pow(x, power)), 4 * Math.Sqrt(variance / draws.Length)); // four standard errors
        Assert.Equal(0, draws.Zip(draws.Skip(1), (x, y) => x * y).Average(), 4 / Math.Sqrt(draws.Length));
    }

    [Fact]
    public void Whole_numbers_below_a_bound_come_equally_often()
    {
        var random = new Pcg32(7);
        var counts = new int[6];
        for (var i = 0; i < 60_000; i++)
            counts[random.NextInt(6)]++;
        Assert.All(counts, count => Assert.Equal(10_000, count, 4 * Math.Sqrt(10_000))); // four standard errors
        Assert.Equal(0, random.NextInt(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt(0));
    }

    [Fact]
    public void Another_stream_is_another_sequence() => Assert.NotEqual(Draw(new Pcg32(42, 1), 6), Draw(new Pcg32(42, 2), 6));

    [Fact]
    public void White_noise_has_its_standard_deviation_and_no_memory()
    {
        var noise = Noise.White(2, 1000, 100, new Pcg32(1));
        Assert.Equal(2, noise.Rms, 4 * 2 / Math.Sqrt(2.0 * noise.Count)); // four standard errors
        Assert.Equal(noise.Samples, Noise.White(2, 1000, 100, new Pcg32(1)).Samples);
        Assert.Throws<ArgumentOutOfRangeException>(() => Noise.White(-1, 1, 1, new Pcg32(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Noise.Pink(double.NaN, 8, 1, new Pcg32(1)));
    }

    [Fact]
    public void Pink_noise_has_equal_power_in_every_octave_and_no_mean()
    {
        var power = new double[10];
        for (ulong seed = 0; seed < 40; seed++)
        {
            var noise = Noise.Pink(3, 2048, 1, new Pcg32(seed));
            Assert.Equal(0, noise.Mean, 1e-12);
            var lines = Spectrum.Of(noise).Magnitudes.Select(a => a * a / 2).ToArray();
            for (var octave = 0; octave < 10; octave++)
                power[octave] += lines[(1 << octave)..(2 << octave)].Sum() / 40;
        }
        // An octave from k to 2k − 1 holds Σ 1/k → ln 2, of Σ over all bins, ln 1024 + 0.577; single lines scatter most in the
        // lowest octaves.
        foreach (var octave in Enumerable.Range(3, 7))
            Assert.Equal(9 * Math.Log(2) / (Math.Log(1024) + 0.5772), power[octave], 0.12);
        Assert.Equal(9, power.Sum(), 1.2);
    }

    private static uint[] Draw(Pcg32 random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextUInt32())];
}
