namespace ReluDc.Networks;

/// <summary>
/// What repetitions of one measurement gave: their mean, and how far they scatter around it. Taught in notebook 06. Used in notebooks 05
/// and 09.
/// </summary>
/// <param name="Mean">Arithmetic mean, in the unit of the values.</param>
/// <param name="Deviation">Standard deviation of one value, from the sample: √(Σ(v − mean)²/(n − 1)), in the same unit.</param>
/// <param name="StandardError">Standard deviation of the mean, Deviation/√n, in the same unit.</param>
public readonly record struct MeanAndDeviation(double Mean, double Deviation, double StandardError)
{
    private const double Largest = 1e150; // its square is still finite

    /// <summary>Those of some values. [n] → mean and deviation</summary>
    /// <param name="values">Two or more, all finite, none above 10¹⁵⁰ in magnitude: one value does not say how it scatters.</param>
    public static MeanAndDeviation Of(IEnumerable<double> values)
    {
        var all = Argument.Elements(values);
        if (all.Length < 2 || all.Any(value => !(Math.Abs(value) <= Largest)))
            throw new ArgumentException(
                $"A deviation is that of two values or more, all finite and at most {Largest:G1} in magnitude; given are {all.Length}.",
                nameof(values));
        var mean = all.Average();
        var variance = all.Sum(value => (value - mean) * (value - mean)) / (all.Length - 1);
        return new(mean, Math.Sqrt(variance), Math.Sqrt(variance / all.Length));
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Mean:G4} ± {Deviation:G2}");
}
