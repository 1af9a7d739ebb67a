using ReluDc.Networks;

namespace ReluDc.Tests.Networks;

public sealed class ChannelSumsTests
{
    [Fact]
    public void Sums_of_any_number_of_channels_are_those_in_order_of_time()
    {
        var random = new Pcg32(1);
        for (var channels = 1; channels <= 140; channels++)
        {
            var values = new float[37 * channels];
            foreach (ref var value in values.AsSpan())
                value = (float)random.NextGaussian();
            var sums = new float[channels];
            ChannelSums.Compute(values, sums);
            Assert.Equal(Enumerable.Range(0, channels).Select(channel => Enumerable.Range(0, 37)
                .Aggregate(0f, (sum, time) => sum + values[time * channels + channel])), sums);
        }
    }
}
