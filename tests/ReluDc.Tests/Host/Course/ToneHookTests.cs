using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Host;

/// <summary>The index's first figure: its lines are those that a Fourier integral gives, and it is complete without a script.</summary>
public sealed class ToneHookTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(12)]
    public void A_line_is_the_Fourier_integral_of_the_rectified_tone(int harmonic)
    {
        const int Steps = 1 << 18; // the midpoint rule errs by about its inverse square, at the kinks
        var phases = Enumerable.Range(0, Steps).Select(i => 2 * Math.PI * (i + 0.5) / Steps).ToList();
        double Mean(Func<double, double> other) => phases.Average(phase => Math.Max(0, 0.7 * Math.Sin(phase)) * other(phase));
        var (cosine, sine) = (Mean(phase => Math.Cos(harmonic * phase)), Mean(phase => Math.Sin(harmonic * phase)));
        Assert.Equal((harmonic == 0 ? 1 : 2) * Math.Sqrt(cosine * cosine + sine * sine), new ToneHook(0.7).Line(harmonic), 1e-9);
    }

    [Fact]
    public void Its_numbers_strokes_and_mean_level_say_the_same()
    {
        var figure = new HtmlParser().ParseDocument(new ToneHook(0.8, 4).ToHtml().ToString());
        Assert.Equal(["0.255", "0.400", "0.170", "0.034", "0.015"], figure.QuerySelectorAll(".value").Select(value => value.TextContent));
        Assert.Equal(["0 Hz", "4 Hz", "8 Hz", "16 Hz", "24 Hz"], figure.QuerySelectorAll(".at").Select(at => at.TextContent));
        // strokes stand on the floor at 250, with 320 for an amplitude of 1; that of 6f is the last one below 25 Hz
        var drawn = figure.QuerySelector(".dc-line")!.GetAttribute("d") + figure.QuerySelector(".others")!.GetAttribute("d");
        var strokes = Regex.Matches(drawn, @"M[\d.]+,250V([\d.]+)").Select(stroke => (250 - Number(stroke)) / 320).ToList();
        Assert.Equal(5, strokes.Count);
        Assert.All(strokes.Zip([0.255, 0.4, 0.170, 0.034, 0.015]), pair => Assert.Equal(pair.Second, pair.First, 0.001));
        Assert.Equal(5, figure.QuerySelectorAll(".name:not([visibility])").Length);
        var level = Number(Regex.Match(figure.QuerySelector(".waves .dc")!.GetAttribute("d")!, ",(.*)H"));
        Assert.Equal(0.8 / Math.PI, (135 - level) / 85, 0.001);
        static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
