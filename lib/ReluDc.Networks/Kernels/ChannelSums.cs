using System.Numerics;

namespace ReluDc.Networks;

/// <summary>The sum over time of each channel. [time, channels] → [channels]</summary>
internal static class ChannelSums
{
    /// <summary>Sums in order of time, so that the result does not depend on the width of a vector.</summary>
    public static void Compute(ReadOnlySpan<float> values, Span<float> sums)
    {
        int channels = sums.Length, width = Vector<float>.Count, channel = 0;
        for (; channel + 4 * width <= channels; channel += 4 * width) // four sums under way hide an addition's latency
        {
            Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
            for (var start = channel; start < values.Length; start += channels)
            {
                var row = values.Slice(start, 4 * width);
                s0 += new Vector<float>(row);
                s1 += new Vector<float>(row[width..]);
                s2 += new Vector<float>(row[(2 * width)..]);
                s3 += new Vector<float>(row[(3 * width)..]);
            }
            s0.CopyTo(sums[channel..]);
            s1.CopyTo(sums[(channel + width)..]);
            s2.CopyTo(sums[(channel + 2 * width)..]);
            s3.CopyTo(sums[(channel + 3 * width)..]);
        }
        for (; channel + width <= channels; channel += width)
        {
            var sum = Vector<float>.Zero;
            for (var start = channel; start < values.Length; start += channels)
                sum += new Vector<float>(values.Slice(start, width));
            sum.CopyTo(sums[channel..]);
        }
        for (; channel < channels; channel++)
        {
            var sum = 0f;
            for (var start = channel; start < values.Length; start += channels)
                sum += values[start];
            sums[channel] = sum;
        }
    }
}
