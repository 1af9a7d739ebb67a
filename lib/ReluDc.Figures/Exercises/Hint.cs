namespace ReluDc.Figures;

/// <summary>A mistake that a check recognises, by the wrong value that it leads to, and what to say about it.</summary>
public sealed class Hint
{
    private readonly Func<double, double> wrongValue;

    private Hint(Func<double, double> wrongValue, string message) => (this.wrongValue, Message) = (wrongValue, message);

    /// <summary>What to say.</summary>
    public string Message { get; }

    /// <summary>An angular frequency, rad/s, where hertz were asked for.</summary>
    public static Hint RadPerS { get; } = Factor(2 * Math.PI, "That is in rad/s. Divide by 2π for hertz.");

    /// <summary>An RMS value where the peak was asked for.</summary>
    public static Hint Rms { get; } = Factor(Math.Sqrt(0.5), "You are low by √2: RMS for peak value.");

    /// <summary>A peak value where the RMS was asked for.</summary>
    public static Hint Peak { get; } = Factor(Math.Sqrt(2), "You are high by √2: peak value for RMS.");

    /// <summary>A percentage where a plain number was asked for.</summary>
    public static Hint Percent { get; } = Factor(100, "That is in per cent. Give the plain number.");

    /// <summary>A sum where the mean was asked for.</summary>
    public static Hint SumForMean(int count) => Factor(count, $"That is the sum. Divide by the number of values, {count}.");

    /// <summary>A mean where the sum was asked for.</summary>
    public static Hint MeanForSum(int count) => Factor(1.0 / count, $"That is the mean. The sum is {count} times that.");

    /// <summary>Off by a factor.</summary>
    public static Hint Factor(double factor, string message) => new(expected => factor * expected, message);

    /// <summary>One wrong value.</summary>
    public static Hint Value(double wrong, string message) => new(_ => wrong, message);

    /// <summary>What someone answers who makes this mistake.</summary>
    internal double WrongValue(double expected) => wrongValue(expected);
}
