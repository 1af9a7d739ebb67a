namespace ReluDc;

/// <summary>
/// Frequencies as people type them: in decimal, on a grid of 1e-6 Hz. What rounding leaves of 0.1 + 0.2 Hz is 0.3 Hz there.
/// </summary>
internal static class FrequencyGrid
{
    private const double StepHz = 1e-6;

    /// <summary>The frequency in steps of the grid, or null if it lies between them.</summary>
    public static long? Steps(double frequencyHz)
    {
        var steps = frequencyHz / StepHz;
        var tolerance = 1e-4 + 1e-15 * steps; // what a decimal literal's rounding leaves
        return steps < 1e15 && Math.Abs(steps - Math.Round(steps)) <= tolerance ? (long)Math.Round(steps) : null;
    }

    /// <summary>The same number for frequencies that count as equal: those of one step, or of one double between the steps.</summary>
    public static double Snapped(double frequencyHz) => Steps(frequencyHz) is { } steps ? steps * StepHz : frequencyHz;
}
