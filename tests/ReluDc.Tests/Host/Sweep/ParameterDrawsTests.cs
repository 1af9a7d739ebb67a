using System.Globalization;
using ReluDc.Engine;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Host.Sweep;

public sealed class ParameterDrawsTests
{
    private const string Cell = """
        double f1Hz = 5;             // Hz, 0.5 … 100: two tones, all different
        double f2Hz = 10;            // Hz, 0.5 … 100
        double toneHz = 4;           // Hz, 1 … 60, in steps of 0.125 Hz: another
        double sampleRateHz = 32;    // Hz, 32 … 256
        int seed = 1;                // 1 … 1000: data
        string file = "a.csv";       // path: a recording
        """;

    private static readonly IReadOnlyList<Parameter> parameters = [.. Parameter.In(Cell)];

    private static IReadOnlyList<ParameterDraw> First(int count, int seed = 1) => new ParameterDraws(parameters, seed).First(count);

    [Fact]
    public void The_first_draws_change_nothing_then_stand_at_the_ends_of_ranges()
    {
        Assert.Equal(["", "-p f1Hz=0.5", "-p f1Hz=100", "-p f2Hz=0.5", "-p f2Hz=100", "-p toneHz=1", "-p toneHz=60", "-p sampleRateHz=256",
            "-p seed=1000"], First(9).Select(draw => draw.ToString()));
    }

    [Theory]
    [InlineData("-p f2Hz=15")] // three times the first
    [InlineData("-p f2Hz=7.5")]
    [InlineData("-p toneHz=8")]
    [InlineData("-p toneHz=16")] // half the rate; above, a quarter
    public void Frequencies_coincide_or_meet_half_the_rate(string draw) => Assert.Contains(draw, First(100).Select(one => one.ToString()));

    [Fact]
    public void Every_draw_is_inside_the_ranges_on_its_steps_and_there_once()
    {
        var draws = First(500);
        Assert.Equal(500, draws.Select(draw => draw.ToString()).Distinct().Count());
        foreach (var (name, value) in draws.SelectMany(draw => draw.Values))
        {
            var parameter = parameters.Single(one => one.Name == name);
            Assert.Null(parameter.WarningFor(value));
            var number = double.Parse(value, CultureInfo.InvariantCulture);
            if (parameter.Step is { } step)
                Assert.Equal(0, Math.IEEERemainder(number - parameter.Bounds!.Value.From, step), 1e-9); // rounding
        }
        Assert.DoesNotContain(draws, draw => (draw.ValueOf("f1Hz") ?? "5") == (draw.ValueOf("f2Hz") ?? "10")); // "all different"
        Assert.All(parameters.Where(parameter => parameter.Bounds is not null),
            parameter => Assert.InRange(draws.Count(draw => draw.ValueOf(parameter.Name) is not null), 100, 500));
        Assert.DoesNotContain(draws, draw => draw.ValueOf("file") is not null);
    }

    [Fact]
    public void The_same_seed_draws_the_same_and_another_others()
    {
        Assert.Equal(First(200).Select(draw => draw.ToString()), First(200).Select(draw => draw.ToString()));
        Assert.NotEqual(First(200).Select(draw => draw.ToString()), First(200, seed: 2).Select(draw => draw.ToString()));
    }

    [Fact]
    public void A_notebook_without_ranges_has_one_draw() =>
        Assert.Single(new ParameterDraws([.. Parameter.In("string file = \"a\"; // path")], 1).First(5));
}
