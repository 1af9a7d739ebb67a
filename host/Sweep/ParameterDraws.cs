using System.Globalization;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>
/// Values for a notebook's parameters, inside the ranges that it states: first those at which something is likely to happen, then random
/// ones.
/// </summary>
/// <remarks>
/// Likely are the ends of each range; frequencies that are equal or small multiples of one another, so that their lines coincide; and
/// frequencies whose multiples meet half the sampling rate.
/// </remarks>
/// <param name="parameters">The notebook's parameters. Those without a range of numbers keep their value.</param>
/// <param name="seed">Of the random ones.</param>
internal sealed class ParameterDraws(IReadOnlyList<Parameter> parameters, int seed)
{
    private const string AllDifferent = "all different"; // what the comment of the first of several frequencies may ask for
    private const double RangeOfRatios = 50; // a range whose ends have a larger ratio is drawn from by ratios
    private const int MostTries = 20; // of a random draw that was not there yet
    private const string SampleRate = "sampleRateHz";

    private static readonly double[] ratios = [1, 2, 3, 1.5, 4, 5];

    private readonly IReadOnlyList<Parameter> drawn = [.. parameters.Where(parameter => parameter.Bounds is not null)];

    /// <summary>The first draws; none is there twice. The very first changes nothing.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <returns>The draws; fewer where there are not as many.</returns>
    public IReadOnlyList<ParameterDraw> First(int count) =>
        [.. Likely().Concat(Random().Take(MostTries * count)).Where(AreDifferent).DistinctBy(draw => draw.ToString()).Take(count)];

    private IEnumerable<ParameterDraw> Likely()
    {
        yield return new([]);
        foreach (var parameter in drawn)
            foreach (var end in new[] { parameter.Bounds!.Value.From, parameter.Bounds.Value.To })
                yield return Of((parameter, end));
        foreach (var group in Frequencies.Where(group => group.Count > 1))
        {
            foreach (var (one, i) in group.Select((parameter, i) => (parameter, i)))
                foreach (var other in group.Skip(i + 1))
                    foreach (var ratio in ratios)
                        yield return Of((other, ratio * Default(one)));
            foreach (var first in new[] { Default(group[0]), group[0].Bounds!.Value.From })
                foreach (var step in new[] { 1, 2, 3 }) // all multiples, odd ones only, every third
                    yield return Of([.. group.Select((parameter, i) => (parameter, first * (1 + step * i)))]);
        }
        if (drawn.FirstOrDefault(parameter => parameter.Name == SampleRate) is { } rate)
            foreach (var rateHz in new[] { Default(rate), rate.Bounds!.Value.From })
                foreach (var parameter in Frequencies.SelectMany(group => group))
                    foreach (var part in new[] { 2, 3, 4, 6, 8 })
                        yield return Of((rate, rateHz), (parameter, rateHz / part));
    }

    private IEnumerable<ParameterDraw> Random()
    {
        for (var random = new Pcg32((ulong)seed); ;)
            yield return Of([.. drawn.Where(_ => random.NextDouble() < 0.6).Select(parameter => (parameter, Between(parameter, random)))]);
    }

    /// <summary>Parameters in hertz by range: those that the notebook treats alike.</summary>
    private IEnumerable<IReadOnlyList<Parameter>> Frequencies => drawn.Where(parameter => parameter.Unit == "Hz" && !parameter.IsWhole
        && parameter.Name != SampleRate).GroupBy(parameter => parameter.Bounds, (_, group) => (IReadOnlyList<Parameter>)[.. group]);

    private static double Between(Parameter parameter, Pcg32 random)
    {
        var (from, to) = parameter.Bounds!.Value;
        var share = random.NextDouble();
        var value = from > 0 && to / from > RangeOfRatios ? from * Math.Pow(to / from, share) : from + (to - from) * share;
        return random.NextInt(2) == 0 ? value : RoundNumber(value); // as people type them
    }

    private static double RoundNumber(double value) =>
        double.Parse(value.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A draw with values moved onto their steps; those outside their range are left out.</summary>
    private static ParameterDraw Of(params IReadOnlyList<(Parameter Parameter, double Value)> values) =>
        new([.. values.Select(one => (one.Parameter, Value: OnStep(one.Parameter, one.Value)))
            .Where(one => one.Parameter.WarningFor(one.Value) is null && one.Value != one.Parameter.Default)
            .Select(one => (one.Parameter.Name, one.Value))]);

    private static string OnStep(Parameter parameter, double value)
    {
        if (parameter.Step is { } step)
            value = parameter.Bounds!.Value.From + step * Math.Round((value - parameter.Bounds.Value.From) / step);
        return Math.Round(value, 3).ToString(CultureInfo.InvariantCulture); // "up to 3 decimals"
    }

    private static double Default(Parameter parameter) => double.Parse(parameter.Default, CultureInfo.InvariantCulture);

    private bool AreDifferent(ParameterDraw draw) => Frequencies
        .Where(group => group.Any(parameter => parameter.Comment.Contains(AllDifferent, StringComparison.Ordinal)))
        .All(group => group.Select(parameter => draw.ValueOf(parameter.Name) ?? parameter.Default).Distinct().Count() == group.Count);
}

/// <summary>Values for some of a notebook's parameters; the others keep theirs.</summary>
/// <param name="Values">Names and values, as a reader types them.</param>
internal sealed record ParameterDraw(IReadOnlyList<(string Name, string Value)> Values)
{
    /// <summary>The value of a parameter; null where the notebook's own stays.</summary>
    public string? ValueOf(string name) => Values.FirstOrDefault(one => one.Name == name).Value;

    /// <summary>As options of the command line: "-p f1Hz=7.5 -p a1=2".</summary>
    public override string ToString() => string.Join(' ', Values.Select(one => $"-p {one.Name}={one.Value}"));
}
