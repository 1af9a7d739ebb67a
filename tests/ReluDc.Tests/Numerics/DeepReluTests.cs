using Xunit;

namespace ReluDc.Tests.Numerics;

/// <summary>The recursion of DC across random layers.</summary>
public sealed class DeepReluTests
{
    private static readonly double[] Tone = [.. Enumerable.Range(0, 1 << 16).Select(n => Math.Cos(2 * Math.PI * n / (1 << 16)))];

    [Theory] // numerical quadrature in another language
    [InlineData(0, 0.405285)]
    [InlineData(1, 0.571698)]
    [InlineData(2, 0.669949)]
    [InlineData(3, 0.735056)]
    [InlineData(4, 0.781216)]
    [InlineData(5, 0.815485)]
    [InlineData(6, 0.841803)]
    [InlineData(7, 0.862551)]
    public void A_tones_share_of_dc_is_the_golden_one(int layer, double golden) =>
        Assert.Equal(golden, DeepRelu.DcShares(Tone, 8)[layer], 6e-7);

    [Theory]
    [InlineData(0, 0.318310)]
    [InlineData(1, 0.493731)]
    [InlineData(2, 0.604826)]
    [InlineData(3, 0.680954)]
    [InlineData(4, 0.735946)]
    [InlineData(5, 0.777229)]
    public void White_noise_is_correlated_at_no_lag_but_zero_and_has_the_golden_share(int layer, double golden) =>
        Assert.Equal(golden, DeepRelu.DcShares([0.0], 6)[layer], 6e-7); // one lag among infinitely many counts nothing

    [Fact]
    public void The_first_layer_of_a_tone_has_four_over_pi_squared() =>
        Assert.Equal(Math.Pow(new OneToneRelu(new Tone(1)).Dc, 2) / 0.25, DeepRelu.DcShares(Tone, 1)[0], 1e-9); // DC²/power

    [Fact]
    public void The_map_is_the_moment_of_rectified_normal_numbers()
    {
        foreach (var c in new[] { -1, -0.7, 0, 0.3, 0.9, 1 })
        {
            var random = new Pcg32(1);
            const int Draws = 400_000;
            double product = 0, square = 0;
            for (var i = 0; i < Draws; i++)
            {
                var u = random.NextGaussian();
                var v = c * u + Math.Sqrt(1 - c * c) * random.NextGaussian();
                product += Math.Max(0, u) * Math.Max(0, v);
                square += Math.Max(0, u) * Math.Max(0, u);
            }
            Assert.Equal(product / square, DeepRelu.Correlation(c), 0.01); // standard error 0.003 at most
        }
    }

    [Fact]
    public void A_strong_bias_is_dc_alone_and_centring_keeps_the_share_down()
    {
        Assert.True(DeepRelu.DcShares(Tone, 1, biasPower: 1e6)[0] > 0.999);
        Assert.Equal(DeepRelu.DcShares(Tone, 3), DeepRelu.DcShares(Tone, 3, biasPower: 0));
        var centred = DeepRelu.DcShares(Tone, 8, centred: true);
        Assert.Equal(DeepRelu.DcShares(Tone, 1)[0], centred[0]);
        Assert.All(centred, share => Assert.InRange(share, 0.3, 0.45));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => DeepRelu.DcShares([], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeepRelu.DcShares(Tone, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeepRelu.DcShares(Tone, 1, biasPower: -1));
    }
}
