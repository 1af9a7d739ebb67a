using System.Numerics;

namespace ReluDc;

/// <summary>Sums of products side by side: neighbours are computed together, each with its terms in the order of the calls.</summary>
internal static class Sums
{
    /// <summary>The sum of numbers, added up one after the other.</summary>
    public static double InOrder(ReadOnlySpan<double> numbers)
    {
        var sum = 0.0;
        foreach (var number in numbers)
            sum += number;
        return sum;
    }

    /// <summary>Adds a multiple of each number to its sum. There are as many numbers as sums, or more.</summary>
    public static void AddTimes(double factor, ReadOnlySpan<double> numbers, Span<double> sums)
    {
        var n = 0;
        for (; n <= sums.Length - Vector<double>.Count; n += Vector<double>.Count)
            (new Vector<double>(sums[n..]) + factor * new Vector<double>(numbers[n..])).CopyTo(sums[n..]);
        for (; n < sums.Length; n++)
            sums[n] += factor * numbers[n];
    }
}
