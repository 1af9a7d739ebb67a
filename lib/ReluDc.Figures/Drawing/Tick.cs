namespace ReluDc.Figures;

/// <summary>A place on an axis that has a label.</summary>
/// <param name="Value">Where, in the axis's unit.</param>
/// <param name="Label">What stands there.</param>
internal readonly record struct Tick(double Value, string Label)
{
    /// <summary>Digits that a double has.</summary>
    private const int Digits = 15;

    /// <summary>Decades from one label to the next. With the last one, two labels hold all that a double does.</summary>
    private static readonly int[] DecadeSteps = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 500];

    /// <summary>Multiples that a reader counts in within decades, the first that give enough labels and not too many.</summary>
    private static readonly double[][] WithinDecade = [[1, 2, 5], [1, 3], [1, 2, 3, 5, 7], [1]];

    /// <summary>
    /// The ticks of an axis: on a linear one at multiples of 1, 2 or 5 times a power of ten; on a logarithmic one at powers of ten, and
    /// between them where it spans few.
    /// </summary>
    /// <param name="extent">From where to where; on a logarithmic axis above 0.</param>
    /// <param name="log">Whether it is logarithmic.</param>
    /// <param name="most">As many labels have room; 2 or more.</param>
    public static IReadOnlyList<Tick> Of(Extent extent, bool log, int most) => log ? OfDecades(extent, most) : OfSteps(extent, most);

    private static List<Tick> OfSteps(Extent extent, int most)
    {
        var span = extent.High - extent.Low;
        if (!(span > 0) || !double.IsFinite(span))
            return [new(extent.Low, Number.Text(extent.Low, "G4"))];
        var (power, place) = ((int)Math.Floor(Math.Log10(span / most)), 0);
        double step, first, last;
        do
        {
            power += place / 3;
            place %= 3;
            step = new[] { 1, 2, 5 }[place++] * Math.Pow(10, power);
            (first, last) = (Math.Ceiling(extent.Low / step - 1e-9), Math.Floor(extent.High / step + 1e-9));
        }
        while (last - first >= most);
        if (first > last || Math.Abs(last) > 1e15 || Math.Abs(first) > 1e15) // closer together than doubles are
            return [new(extent.Low, Number.Text(extent.Low, "G6"))];
        var largest = Math.Max(Math.Abs(first), Math.Abs(last)) * step;
        var ticks = new List<Tick>();
        for (var n = first; n <= last; n++)
            ticks.Add(new(n * step, LabelOf(n * step, power, largest)));
        return ticks;
    }

    /// <summary>All labels of an axis have as many decimals, or the same power of ten.</summary>
    private static string LabelOf(double value, int power, double largest)
    {
        value += 0; // of a negative zero, zero
        var top = (int)Math.Floor(Math.Log10(largest) + 1e-9);
        if (top is < 5 and >= -3)
            return Number.Text(value, "F" + Math.Clamp(-power, 0, Digits));
        return value == 0 ? "0"
            : Number.Text(value / Math.Pow(10, top), "F" + Math.Clamp(top - power, 0, Digits)) + "·" + Number.PowerOfTen(top);
    }

    private static List<Tick> OfDecades(Extent extent, int most)
    {
        var (low, high) = (Math.Log10(extent.Low), Math.Log10(extent.High));
        foreach (var step in DecadeSteps)
        {
            var first = Math.Ceiling(low / step - 1e-9);
            var last = Math.Floor(high / step + 1e-9);
            if (last - first + 1 > most)
                continue;
            if (last - first >= 2 || step > 1)
            {
                List<int> exponents = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(n => (int)(first + n) * step)];
                var arePowers = exponents.Any(exponent => exponent is < -3 or > 3); // then all of them are written so
                return [.. exponents.Select(exponent => new Tick(Math.Pow(10, exponent),
                    arePowers && exponent is not 0 ? Number.PowerOfTen(exponent) : Number.Text(Math.Pow(10, exponent), "G4")))];
            }
            break;
        }
        foreach (var multiples in WithinDecade)
        {
            var ticks = (from exponent in Enumerable.Range((int)Math.Floor(low), (int)(Math.Floor(high) - Math.Floor(low)) + 1)
                from multiple in multiples
                let value = multiple * Math.Pow(10, exponent)
                where value >= extent.Low * (1 - 1e-9) && value <= extent.High * (1 + 1e-9)
                select new Tick(value, exponent is > -5 and < 5 ? Number.Text(Number.Round(value, 3), "G6")
                    : (multiple == 1 ? "" : $"{multiple}·") + Number.PowerOfTen(exponent))).ToList();
            if (ticks.Count >= (multiples.Length == 1 ? 2 : 3) && ticks.Count <= most)
                return ticks;
        }
        return OfSteps(extent, most);
    }
}
