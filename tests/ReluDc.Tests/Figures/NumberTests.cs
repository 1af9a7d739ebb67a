using System.Globalization;
using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

/// <summary>Numbers as figures and tables show them.</summary>
public class NumberTests
{
    /// <summary>
    /// Rounding by powers of ten gives the very double that is read from the digits: random ones, ties and their neighbours.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(17)]
    public void A_number_is_cut_to_the_digits_that_it_is_written_with(int digits)
    {
        var random = new Pcg32((ulong)digits);
        IEnumerable<double> Numbers()
        {
            for (var i = 0; i < 100_000; i++)
                yield return BitConverter.UInt64BitsToDouble(((ulong)random.NextUInt32() << 32) | random.NextUInt32());
            for (var i = 0; i < 100_000; i++)
                yield return random.NextGaussian() * Math.Pow(10, random.NextInt(50) - 25);
            for (var exponent = -30; exponent <= 30; exponent++)
                for (var tie = 5; tie < 2000; tie += 10) // 0.5, 1.5 … of some digit
                    foreach (var number in new[] { tie, 10_000_000 + tie, 12_340_000 + tie })
                    {
                        var around = double.Parse($"{number}E{exponent}", CultureInfo.InvariantCulture);
                        foreach (var one in new[] { around, Math.BitDecrement(around), Math.BitIncrement(-around) })
                            yield return one;
                    }
            foreach (var special in new[] { 0, -0.0, double.Epsilon, double.MaxValue, 1, 10, 9.9999999999, 0.1, 1e22, 1e23 })
                yield return special;
        }
        foreach (var number in Numbers().Where(double.IsFinite))
        {
            var read = double.Parse(number.ToString("G" + digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            Assert.Equal(BitConverter.DoubleToInt64Bits(read), BitConverter.DoubleToInt64Bits(Number.Round(number, digits)));
        }
    }

    /// <summary>What is no finite number stays what it is.</summary>
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_stays(double number) => Assert.Equal(number, Number.Round(number, 5));
}
