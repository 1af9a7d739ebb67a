using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// Follows a heart rate over windows: a hidden Markov model whose states are the <see cref="HeartRateBins"/>, each with the pulse seen or
/// hidden. [windows][outcomes] → [windows][outcomes]
/// </summary>
/// <remarks>
/// From one window to the next, 2 s later, the rate changes by a Laplace-distributed step. Measured steps on real recordings in exercise
/// (median 0.6–0.9, 95 % 2.2–3.3, 99 % 3.2–4.8 beats a minute) fit a scale of 1; but real rates rise for many windows in a row,
/// which a chain of independent steps finds too unlikely. A scale of 2 follows such rises: of 1, 1.5, 2 and 3, tried on synthetic
/// recordings, 2 brings most of the gain. While the pulse is hidden the rate goes on, unseen. Windows overlap by three quarters, so
/// each counts as a quarter of an observation. Rates below 50 beats a minute are to be earned: hands that move have no rhythm, and their
/// swings are as slow as a slow heart and far larger, so no window may argue for such a rate by more than a factor of 2. Many may, where
/// nothing else speaks: a slow heart at rest is read, and a false low does not spread into clean windows.
/// </remarks>
public static class HeartRateTracker
{
    /// <summary>Scale of the steps, in beats a minute.</summary>
    public const double StepBpm = 2;

    /// <summary>Rates below it are to be earned, in beats a minute.</summary>
    internal const double FloorBpm = 50;

    private const double JumpShare = 1e-3;   // of steps to anywhere: a wrong track can be left
    private const double SpoiltShare = 0.05; // of windows: they prove nothing, whatever they say
    private const double MostForLow = 2;     // a window makes rates below the floor at most twice as likely as one that says nothing
    private const double HideShare = 0.05;   // of steps from seen to hidden: the pulse is seen for 40 s on the average …
    private const double ShowShare = 0.1;    // … and hidden for 20 s
    private const double Weight = PpgRecording.ShiftS / PpgRecording.WindowS;
    private const int Bins = HeartRateBins.Count;
    private static readonly double[,] Transition = Transitions();

    /// <summary>
    /// The probability of every outcome in every window, given all windows, those before and those after (the forward–backward
    /// algorithm). [windows][outcomes] → [windows][outcomes]
    /// </summary>
    /// <param name="evidence">What each window says by itself: probabilities of the bins and, last, of no pulse; of sum 1.</param>
    public static double[][] Smooth(IReadOnlyList<double[]> evidence)
    {
        var forward = Forward(evidence).ToArray();
        var outcomes = new double[forward.Length][];
        var backward = State.Anything;
        for (var t = forward.Length - 1; t >= 0; t--)
        {
            outcomes[t] = forward[t].Times(backward).Outcomes();
            backward = backward.Times(Likelihood(evidence[t])).Previous();
        }
        return outcomes;
    }

    /// <summary>
    /// The probability of every outcome in every window, given it and those before it, as if each were the last (the forward algorithm).
    /// [windows][outcomes] → [windows][outcomes]
    /// </summary>
    /// <inheritdoc cref="Smooth" path="/param"/>
    public static double[][] Follow(IReadOnlyList<double[]> evidence) => [.. Forward(evidence).Select(state => state.Outcomes())];

    private static IEnumerable<State> Forward(IReadOnlyList<double[]> evidence)
    {
        foreach (var outcomes in Argument.Given(evidence))
            HeartRateBins.CheckProbabilities(outcomes, HeartRateBins.Outcomes, nameof(evidence));
        State? before = null;
        return evidence.Select(outcomes => before = (before?.Next() ?? State.Anything).Times(Likelihood(outcomes)));
    }

    private static State Likelihood(double[] outcomes)
    {
        // By Bayes' rule a window is as likely, given a state, as the state is made by the window: posterior over prior.
        double Ratio(double probability, double prior) => Math.Pow((1 - SpoiltShare) * probability / prior + SpoiltShare, Weight);
        var hidden = Ratio(outcomes[HeartRateBins.NoPulse], HeartRateTraining.NoPulseShare);
        const double share = (1 - HeartRateTraining.NoPulseShare) / Bins;
        var most = Math.Pow(MostForLow, Weight);
        double Seen(double probability, int bin) =>
            Math.Min(Ratio(probability, share), HeartRateBins.CentreBpm(bin) < FloorBpm ? most : double.PositiveInfinity);
        return new([.. outcomes.Take(Bins).Select(Seen)], [.. Enumerable.Repeat(hidden, Bins)]);
    }

    /// <summary>A number for each bin with the pulse seen, and for each with it hidden.</summary>
    private sealed record State(double[] Seen, double[] Hidden)
    {
        public static State Anything { get; } = new([.. Enumerable.Repeat(1.0, Bins)], [.. Enumerable.Repeat(1.0, Bins)]);

        /// <summary>State by state, scaled to sum 1: a long product would leave the range of numbers.</summary>
        public State Times(State other)
        {
            var (seen, hidden) = (Product(Seen, other.Seen), Product(Hidden, other.Hidden));
            var sum = seen.Sum() + hidden.Sum();
            return new(Array.ConvertAll(seen, v => v / sum), Array.ConvertAll(hidden, v => v / sum));
        }

        /// <summary>One step on in time.</summary>
        public State Next()
        {
            var (seen, hidden) = (Stepped(Seen), Stepped(Hidden));
            return new(Mixed(seen, 1 - HideShare, hidden, ShowShare), Mixed(hidden, 1 - ShowShare, seen, HideShare));
        }

        /// <summary>One step back: the steps of the rate are the same both ways, those between seen and hidden are not.</summary>
        public State Previous()
        {
            var (seen, hidden) = (Stepped(Seen), Stepped(Hidden));
            return new(Mixed(seen, 1 - HideShare, hidden, HideShare), Mixed(hidden, 1 - ShowShare, seen, ShowShare));
        }

        public double[] Outcomes() => [.. Seen, Hidden.Sum()];
    }

    private static double[] Stepped(double[] from)
    {
        var to = new double[Bins];
        for (var i = 0; i < Bins; i++)
            for (var j = 0; j < Bins; j++)
                to[i] += Transition[i, j] * from[j];
        return to;
    }

    private static double[,] Transitions()
    {
        var matrix = new double[Bins, Bins];
        for (var i = 0; i < Bins; i++)
            for (var j = 0; j < Bins; j++)
                matrix[i, j] = JumpShare / Bins + (1 - JumpShare) * Between(Math.Abs(i - j));
        return matrix;
    }

    /// <summary>
    /// The probability of a step between two bins so far apart, the rate being anywhere in the first: the Laplace distribution over two
    /// bins of width w.
    /// </summary>
    private static double Between(int apart)
    {
        const double w = HeartRateBins.StepBpm / StepBpm; // in units of the scale
        return apart == 0
            ? 1 - (1 - Math.Exp(-w)) / w
            : Math.Exp(-apart * w) * (Math.Cosh(w) - 1) / w;
    }

    private static double[] Product(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x * y)];

    private static double[] Mixed(double[] a, double shareA, double[] b, double shareB) => [.. a.Zip(b, (x, y) => shareA * x + shareB * y)];
}
