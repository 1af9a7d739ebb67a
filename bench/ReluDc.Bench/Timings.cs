using System.Diagnostics;

namespace ReluDc.Bench;

/// <summary>How long things took, as rows of a Markdown table.</summary>
internal static class Timings
{
    /// <summary>How long something takes, in milliseconds.</summary>
    public static async Task<double> OfAsync(Func<Task> action)
    {
        var start = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>The best of at least three and of a second of runs, in milliseconds, after one that warms up.</summary>
    public static double BestMs(Action action)
    {
        action();
        var best = double.PositiveInfinity;
        var clock = Stopwatch.StartNew();
        for (var run = 0; run < 3 || clock.ElapsedMilliseconds < 1000; run++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return best;
    }

    /// <summary>Prints the head of the table.</summary>
    public static void PrintHeader() =>
        Console.WriteLine("| measured | median | 10 % below | 10 % above | target |\n|---|---|---|---|---|");

    /// <summary>Prints the median and the spread of some times.</summary>
    public static void Print(string what, List<double> timesMs, string target)
    {
        timesMs.Sort();
        double At(double share) => timesMs[(int)(share * (timesMs.Count - 1))];
        Console.WriteLine(FormattableString.Invariant($"| {what} | {At(0.5):G3} ms | {At(0.1):G3} ms | {At(0.9):G3} ms | {target} |"));
    }
}
