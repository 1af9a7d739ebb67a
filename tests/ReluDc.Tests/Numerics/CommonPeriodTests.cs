using CsCheck;

namespace ReluDc.Tests.Numerics;

public class CommonPeriodTests
{
    [Fact]
    public void The_base_is_the_greatest_common_divisor_in_decimals()
    {
        Assert.Equal(5, Period(5, 10, 20, 40)!.BaseHz);
        Assert.Equal([1, 2, 4, 8], Period(5, 10, 20, 40)!.Harmonics);
        Assert.Equal(10.1, Period(10.1, 20.2)!.BaseHz);
        Assert.Equal(0.001, Period(5.123, 7.001)!.BaseHz);
        Assert.Equal(1000, Period(5.123, 7.001)!.PeriodS, 1e-9);
        Assert.Equal([0, 1], Period(0, 0.1)!.Harmonics);
    }

    [Fact]
    public void Frequencies_off_the_grid_and_a_mere_constant_have_no_period()
    {
        Assert.Null(Period(5, 5 * Math.Sqrt(2)));
        Assert.Null(Period(1 / 3.0));
        Assert.Null(Period(0));
    }

    [Fact]
    public void The_signal_repeats_after_the_period_and_its_harmonics_are_its_frequencies() =>
        Gen.Int[1, 5000].Array[1, 4].Sample(hundredths =>
        {
            var tones = Tones([.. hundredths.Select(f => f / 100.0)]);
            var period = CommonPeriod.Of(tones)!;
            foreach (var time in new[] { 0, 0.1, 0.777 })
                Assert.Equal(tones.At(time), tones.At(time + period.PeriodS), 1e-8); // rounding of up to 50·100 turns
            Assert.Equal(hundredths.Select(f => f / 100.0), period.Harmonics.Select(n => n * period.BaseHz),
                (x, y) => Math.Abs(x - y) < 1e-9);
            Assert.Equal(1, period.Harmonics.Aggregate(0L, (gcd, n) => (long)System.Numerics.BigInteger.GreatestCommonDivisor(gcd, n)));
        });

    [Fact]
    public void An_octave_meets_from_order_two_on_and_a_fifth_from_order_four_on()
    {
        var octave = Period(5, 10)!.Coincidences(2);
        Assert.Equal([(5.0, 2), (10.0, 2)], octave.Select(meeting => (meeting.FrequencyHz, meeting.Order)));
        Assert.Equal(new int[][] { [1, 0], [1, -1] }, octave[0].Lines.Select(m => m.ToArray()));
        Assert.Equal(new int[][] { [0, 1], [2, 0] }, octave[1].Lines.Select(m => m.ToArray()));

        var fifth = Period(10, 15)!.Coincidences(6)[0];
        Assert.Equal((10.0, 4), (fifth.FrequencyHz, fifth.Order)); // |2·10 − 2·15| Hz
        Assert.False(Period(10, 15)!.LinesCoincide(3));
        Assert.True(Period(10, 15)!.LinesCoincide(4));
        Assert.False(Period(5.123, 7.001)!.LinesCoincide(12));
    }

    [Fact]
    public void Coincidences_are_those_of_all_pairs_of_lines() =>
        Gen.Int[1, 12].Array[2, 3].Sample(f =>
        {
            var tones = Tones([.. f.Select(x => (double)x)]);
            var meetings = ExactLinesFrequencies(tones, 4).GroupBy(x => Math.Round(x, 6))
                .Where(group => group.Count() > 1).Select(group => group.Key);
            Assert.Equal(meetings.Order(), CommonPeriod.Of(tones)!.Coincidences(4).Select(x => Math.Round(x.FrequencyHz, 6)).Order());
        }, iter: 30);

    [Fact]
    public void The_sentence_says_how_the_tones_are_related()
    {
        Assert.Contains("phases do not matter", CommonPeriod.Describe(Tones(5, 5 * Math.Sqrt(2)), 6));
        Assert.Contains("phases matter", CommonPeriod.Describe(Tones(5, 10), 6));
        Assert.Contains("every 0.2 s (base 5 Hz)", CommonPeriod.Describe(Tones(5, 10), 6));
        Assert.Contains("no lines up to order 6 coincide", CommonPeriod.Describe(Tones(5.123, 7.001), 6));
    }

    [Fact]
    public void A_negative_order_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Period(5, 10)!.Coincidences(-1));

    // Every line by brute force: all signed orders with Σ|m| even or 1, one of each pair ±m.
    private static IEnumerable<double> ExactLinesFrequencies(ToneSum tones, int maxOrder)
    {
        var width = 2 * maxOrder + 1;
        for (var code = 0; code < Math.Pow(width, tones.Tones.Length); code++)
        {
            var m = tones.Tones.Select((_, k) => code / (int)Math.Pow(width, k) % width - maxOrder).ToArray();
            var order = m.Sum(Math.Abs);
            if (order <= maxOrder && (order == 1 || order % 2 == 0) && m.FirstOrDefault(x => x != 0) >= 0)
                yield return Math.Abs(m.Zip(tones.Tones, (k, tone) => k * tone.FrequencyHz).Sum());
        }
    }

    private static ToneSum Tones(params double[] frequenciesHz) => new(frequenciesHz.Select(f => new Tone(f)));

    private static CommonPeriod? Period(params double[] frequenciesHz) => CommonPeriod.Of(Tones(frequenciesHz));
}
