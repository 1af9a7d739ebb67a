using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

/// <summary>
/// The wrong thing tried on every door of the figures: one sentence that says what is allowed, and no exception of the runtime's own.
/// </summary>
public sealed class MisuseTests
{
    private static readonly Axis x = new("time", "s");
    private static readonly Signal signal = new([1, 2, 3], 10);

    public static TheoryData<string, Action, string> Rows => new()
    {
        { "axis without a name", () => _ = new Axis(" ", "s"), "An axis has a name and a unit" },
        { "axis without a unit", () => _ = new Axis("time", null!), "An axis has a name and a unit" },
        { "curve without a name", () => Curve.Line("", [1], [1]), "A curve has a name" },
        { "curve of nothing given", () => Curve.Line("a", null!, [1]), "x values" },
        { "curve of unequal lengths", () => Curve.Points("a", [1, 2], [1]), "as many of each" },
        { "function over an empty range", () => Curve.Function("a", t => t, 1, 1), "from a lower to a higher abscissa" },
        { "function over no range", () => Curve.Function("a", t => t, double.NaN, 1), "from a lower to a higher abscissa" },
        { "no function", () => Curve.Function("a", null!, 0, 1), "function" },
        { "band of another length", () => Curve.Line("a", [1, 2], [1, 2]).WithBand([1], [2]), "allowed: 2 each" },
        { "figure without a title", () => Figure.Curves("", "alt", x, x, [Curve.Line("a", [1], [1])]), "A figure has a title" },
        { "figure without its text", () => Figure.Curves("t", " ", x, x, [Curve.Line("a", [1], [1])]), "alternative text" },
        { "figure of no curves", () => Figure.Curves("t", "alt", x, x, []), "needs a curve or more" },
        { "figure of null", () => Figure.Curves("t", "alt", x, x, null!), "curves" },
        { "no axis", () => Figure.Curves("t", "alt", null!, x, [Curve.Line("a", [1], [1])]), "xAxis" },
        { "axis to infinity", () => Figure.Curves("t", "alt", x with { To = double.PositiveInfinity }, x, [Curve.Line("a", [1], [1])]),
            "finite" },
        { "axis backwards", () => Figure.Curves("t", "alt", x with { From = 2, To = 1 }, x, [Curve.Line("a", [1], [1])]), "from a lower" },
        { "log axis from zero", () => Figure.Curves("t", "alt", x with { Log = true, From = 0 }, x, [Curve.Line("a", [1], [1])]),
            "above 0" },
        { "no signals", () => Figure.Waveform("t", "alt", []), "needs a curve or more" },
        { "signals null", () => Figure.Waveform("t", "alt", null!), "signals" },
        { "a signal null", () => Figure.Waveform("t", "alt", [("a", null!)]), "signal" },
        { "a window before the signal", () => Figure.Waveform("t", "alt", [("a", signal)], fromS: 5, toS: 6), "no sample between" },
        { "a window backwards", () => Figure.Waveform("t", "alt", [("a", signal)], fromS: 1, toS: 0), "starts before it ends" },
        { "no spectrum", () => Figure.Spectrum("t", "alt", (ReluDc.Spectrum)null!), "spectrum" },
        { "spectra of two scalings",
            () => Figure.Spectrum("t", "alt", [("a", Spectrum.Of(signal)), ("b", Spectrum.Of(signal, SpectrumScaling.Raw))]),
            "same scaling" },
        { "a spectrum up to nothing", () => Figure.Spectrum("t", "alt", Spectrum.Of(signal), upToHz: 0), "above 0 Hz" },
        { "histogram of nothing", () => Figure.Histogram("t", "alt", x, []), "one finite value or more" },
        { "histogram of not a number", () => Figure.Histogram("t", "alt", x, [("a", [double.NaN])]), "one finite value or more" },
        { "histogram without bins", () => Figure.Histogram("t", "alt", x, [("a", [1.0])], bins: 0), "bins" },
        { "map of another size", () => Figure.HeatMap("t", "alt", x, x, x, [1, 2], [1], new double[2, 2]), "a row for each y" },
        { "map null", () => Figure.HeatMap("t", "alt", x, x, x, [1], [1], (double[,])null!), "z" },
        { "map of no function", () => Figure.HeatMap("t", "alt", x, x, x, [1], [1], (Func<double, double, double>)null!), "z" },
        { "map of nothing", () => Figure.HeatMap("t", "alt", x, x, x, [], [], new double[0, 0]), "a row and a column or more" },
        { "slider of one value", () => Figure.Slider("t", "alt", "f", "Hz", [1], _ => Figure.Of(signal)), "two values or more" },
        { "slider without frames", () => Figure.Slider("t", "alt", "f", "Hz", [1, 2], null!), "frame" },
        { "slider that starts elsewhere", () => Figure.Slider("t", "alt", "f", "Hz", [1, 2], _ => Figure.Of(signal), start: 3),
            "one of its values" },
        { "a signal at a glance, null", () => Figure.Of((Signal)null!), "signal" },
        { "table without a caption", () => Table.Of(" ", new[] { 1 }), "A table has a caption" },
        { "table of null", () => Table.Of<int>("c", null!), "rows" },
        { "column without a name", () => Table.Of("c", new[] { 1 }).Column(" ", i => i), "A column has a name" },
        { "column without values", () => Table.Of("c", new[] { 1 }).Column("n", null!), "value" },
        { "claim without an id", () => Claim.State(null!, "Eq. 8", "says", 1, "1", Verdict.Holds), "A claim's id" },
        { "claim without a verdict", () => Claim.State("C01-a", "Eq. 8", "says", 1, "1", null!), "verdict" },
        { "claim that is checked within no tolerance", () => Claim.State("C01-a", "Eq. 8", "says", 1, "1", Verdict.Holds, predicted: 1),
            "or neither" },
        { "paper value not a number", () => _ = (PaperValue)double.NaN, "finite number" },
        { "paper value of no words", () => _ = (PaperValue)" ", "finite number, or words" },
        { "verdict without its cause", () => Verdict.DoesNotHold(" "), "states its cause" },
        { "verdict within less than it holds", () => Verdict.Of(1, 1, holdsWithin: 0.2, approximatelyWithin: 0.1),
            "holdsWithin ≤ approximatelyWithin" },
        { "exercise without an answer to expect", () => Exercise.Check(1.0, double.NaN, 0.1, "1"), "expects finite numbers" },
        { "exercise of null", () => Exercise.Check([1.0], null!, 0.1, "1"), "expected" },
        { "exercise without tolerance", () => Exercise.Check(1.0, 1, 0, "1"), "above 0" },
        { "hint of a mean of nothing", () => Hint.MeanForSum(0), "1 or more" },
        { "hint that says nothing", () => Hint.Factor(2, " "), "says something" },
        { "hint of no factor", () => Hint.Factor(double.NaN, "no"), "finite number" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Answers_with_one_sentence_that_says_what_is_allowed(string what, Action attempt, string allowed)
    {
        var refusal = Record.Exception(attempt);
        Assert.True(refusal is ArgumentException, $"{what}: {refusal?.ToString() ?? "accepted"}");
        Assert.Contains(allowed, refusal!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message.Split("\r\n")[0].Split("\nActual value")[0]);
    }
}
