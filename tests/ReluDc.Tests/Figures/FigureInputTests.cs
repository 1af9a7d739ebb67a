using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

/// <summary>What cannot be drawn is refused in one line that says what is allowed.</summary>
public class FigureInputTests
{
    private static readonly Signal X = new ToneSum(new Tone(5)).Sample(64, 1);

    private static readonly Axis Plain = new("v", "1");

    private static Figure Of(string title = "t", string alt = "a", Axis? y = null, params Curve[] curves) =>
        Figure.Curves(title, alt, Axis.TimeS, y ?? Plain, curves is [] ? [Curve.Line("a", [0, 1], [1, 2])] : curves);

    public static TheoryData<string, Func<object>> Refused => new()
    {
        { "title", () => Of(title: " ") },
        { "alternative text", () => Of(alt: "") },
        { "needs a curve", () => Figure.Curves("t", "a", Plain, Plain, []) },
        { "needs a curve", () => Figure.Waveform("t", "a", []) },
        { "starts before it ends", () => Figure.Waveform("t", "a", [("x", X)], fromS: 2, toS: 1) },
        { "no sample between", () => Figure.Waveform("t", "a", [("x", X)], fromS: 2, toS: 3) },
        { "one spectrum or more", () => Figure.Spectrum("t", "a", [("x", Spectrum.Of(X)), ("y", Spectrum.Of(X, SpectrumScaling.Raw))]) },
        { "above 0 Hz", () => Figure.Spectrum("t", "a", Spectrum.Of(X), upToHz: -1) },
        { "one finite value", () => Figure.Histogram("t", "a", Plain, [("v", [double.NaN])]) },
        { "bins", () => Figure.Histogram("t", "a", Plain, [("v", [1])], bins: 0) },
        { "2 × 3 wanted, 3 × 2 given", () => Figure.HeatMap("t", "a", Plain, Plain, Plain, [1, 2, 3], [1, 2], new double[3, 2]) },
        { "linear", () => Figure.HeatMap("t", "a", Plain, Plain, new Axis("z", "1", Log: true), [1], [1], new double[1, 1]) },
        { "above 0", () => Of(y: new Axis("v", "1", Log: true, From: 0)) },
        { "finite ends", () => Of(y: new Axis("v", "1", To: double.NaN)) },
        { "lower to a higher", () => Of(y: new Axis("v", "1", From: 2, To: 1)) },
        { "name and a unit", () => new Axis("v", "") },
        { "2 x values and 1 y values", () => Curve.Line("a", [1, 2], [1]) },
        { "has a name", () => Curve.Points("", [1], [1]) },
        { "2 points or more", () => Curve.Function("f", Math.Sin, 0, 1, points: 1) },
        { "allowed: 2 each", () => Curve.Line("a", [1, 2], [1, 2]).WithBand([1], [1, 2]) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Is_refused(string because, Func<object> make) =>
        Assert.Contains(because, Assert.ThrowsAny<ArgumentException>(() => make()).Message);
}
