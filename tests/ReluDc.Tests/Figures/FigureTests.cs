using System.Text.Json.Nodes;
using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

public class FigureTests
{
    /// <summary>Numbers in a figure have five digits of what they span: half a unit of the last one, if the first one is 1.</summary>
    private const double Drawn = 5e-5;

    private static readonly ToneSum Tones = new(new Tone(5), new Tone(10), new Tone(20), new Tone(40));
    private static readonly Signal X = Tones.Sample(sampleRateHz: 1024, durationS: 8);

    private static Figure Of(params Curve[] curves) => Figure.Curves("t", "a", Axis.TimeS, Axis.Amplitude, curves);

    [Fact]
    public void A_waveform_shows_the_samples_of_its_window()
    {
        var figure = Figure.Waveform("t", "a", [("x", X), ("ReLU(x)", X.Relu())], fromS: 1, toS: 1.25);
        var (times, values) = (Shown.Numbers(figure, 1, "x"), Shown.Numbers(figure, 1, "y"));

        Assert.Equal(257, times.Length); // both ends are samples
        for (var i = 0; i < times.Length; i++)
        {
            Assert.Equal(1 + i / 1024.0, times[i]!.Value, 0.25 * Drawn);
            Assert.Equal(Math.Max(0, Tones.At(1 + i / 1024.0)), values[i]!.Value, 4 * Drawn);
        }
        Assert.Equal("ReLU(x)", (string?)Shown.Trace(figure, 1)["name"]);
        Assert.Equal([1, 1.25], Shown.Json(figure)["layout"]!["xaxis"]!["range"]!.AsArray().Select(end => (double)end!));
    }

    [Fact]
    public void A_short_window_far_from_zero_keeps_its_samples_apart()
    {
        var signal = Signal.FromFunction(t => t, sampleRateHz: 48000, durationS: 20);
        var times = Shown.Numbers(Figure.Waveform("t", "a", [("x", signal)], fromS: 19, toS: 19.005), 0, "x");
        // 1 % of a step
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(1 / 48000.0, pair.Second!.Value - pair.First!.Value, 2e-7));
    }

    [Fact]
    public void A_long_waveform_is_thinned_and_keeps_its_extremes()
    {
        var signal = Signal.FromFunction(t => t == 3 ? 7 : t == 5 ? -9 : Math.Sin(t), sampleRateHz: 1000, durationS: 100);
        var figure = Figure.Waveform("t", "a", [("x", signal)]);
        var (times, values) = (Shown.Numbers(figure, 0, "x"), Shown.Numbers(figure, 0, "y"));
        Assert.InRange(values.Length, 500, 1000);
        Assert.Contains(7, values);
        Assert.Contains(-9, values);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.First < pair.Second)); // in order, none twice
    }

    [Fact]
    public void A_spectrum_is_strokes_from_zero_to_the_line_with_circles_where_lines_are_predicted()
    {
        var harmonic = new HarmonicTonesRelu(Tones);
        var figure = Figure.Spectrum("t", "a", Spectrum.Of(X.Relu()), harmonic.Lines(upToHz: 60, maxOrder: 8), upToHz: 50);
        var (frequencies, heights) = (Shown.Numbers(figure, 0, "x"), Shown.Numbers(figure, 0, "y"));

        Assert.Equal(Enumerable.Range(0, 10).Select(k => (double?)(5 * k)), frequencies.Take(10));
        Assert.Equal(X.Relu().Mean, heights[0]!.Value, Drawn);
        Assert.Equal(heights, Shown.Trace(figure, 0)["error_y"]!["arrayminus"]!.AsArray().Select(length => (double?)length));
        Assert.Equal(Enumerable.Range(0, 11).Select(k => (double?)(5 * k)), Shown.Numbers(figure, 1, "x")); // 60 Hz lies beyond
        Assert.Equal(harmonic.Line(frequencyHz: 15).Magnitude, Shown.Numbers(figure, 1, "y")[3]!.Value, Drawn);
    }

    [Fact]
    public void Decibels_are_twenty_times_the_logarithm()
    {
        var figure = Figure.Spectrum("t", "a", Spectrum.Of(new ToneSum(new Tone(4, 0.1)).Sample(64, 1)), decibels: true);
        Assert.Equal(-20, Shown.Numbers(figure, 0, "y")[0]!.Value, 20 * Drawn);
        Assert.Contains("dB", Title(figure, "yaxis"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_silent_signal_has_a_spectrum_without_strokes(bool decibels) =>
        Assert.Empty(Shown.Numbers(Figure.Spectrum("t", "a", Spectrum.Of(new Signal(new double[64], 64)), decibels: decibels), 0, "y"));

    /// <summary>Once per bin over all bins would take minutes; it takes a fraction of a second.</summary>
    [Fact(Timeout = 20_000)]
    public async Task A_spectrum_of_a_long_record_is_drawn_at_once()
    {
        var spectrum = Spectrum.Of(new ToneSum(new Tone(5)).Sample(sampleRateHz: 1000, durationS: 400));
        var figure = await Task.Run(() => Figure.Spectrum("t", "a", spectrum), TestContext.Current.CancellationToken);
        Assert.Equal([5], Shown.Numbers(figure, 0, "x"));
    }

    [Fact]
    public void A_prediction_has_a_colour_that_none_of_the_first_curves_has()
    {
        var s = Spectrum.Of(X);
        var figure = Figure.Spectrum("t", "a", [("a", s), ("b", s), ("c", s)], predicted: [new SpectralLine(5, 1)], upToHz: 50);
        var colours = Shown.Json(figure)["data"]!.AsArray().Select(trace => (string?)(trace!["marker"] ?? trace["line"])!["color"])
            .ToList();
        Assert.Equal(4, colours.Distinct().Count());
    }

    [Fact]
    public void What_belongs_together_has_one_colour()
    {
        Curve Line(string name) => Curve.Line(name, [0, 1], [0, 1]);
        Curve Dot(string name, string other) => Curve.Points(name, [0], [1]).InColourOf(other);
        var figure = Of(Dot("a, live", "a"), Line("a"), Line("b"), Dot("b, live", "b"));
        string? Colour(int i, string part) => (string?)Shown.Trace(figure, i)[part]!["color"];
        Assert.Equal(Colour(1, "line"), Colour(0, "marker"));
        Assert.Equal(Colour(2, "line"), Colour(3, "marker"));
        Assert.Equal([Palette.Colour(0), Palette.Colour(1)], [Colour(1, "line"), Colour(2, "line")]);
        Assert.Contains("allowed: a, b", Assert.Throws<ArgumentException>(() => Of(Line("a"), Line("b"), Dot("c", "d"))).Message);
    }

    [Fact]
    public void What_is_not_finite_leaves_a_gap()
    {
        var figure = Of(Curve.Line("a", [0, 1, 2, 3], [1, double.NaN, double.PositiveInfinity, 4]));
        Assert.Equal([1, null, null, 4], Shown.Numbers(figure, 0, "y"));
    }

    [Fact]
    public void A_logarithmic_axis_leaves_out_zero_and_below()
    {
        var figure = Figure.Convergence("t", "a", [Curve.Line("a", [0, 1, 10], [1, -1, 1e-3])]);
        Assert.Equal([null, 1, 10], Shown.Numbers(figure, 0, "x"));
        Assert.Equal([1, null, 1e-3], Shown.Numbers(figure, 0, "y"));
        Assert.Equal([null, 1], Shown.Numbers(Figure.Convergence("t", "a", [Curve.Line("a", [0, 1], [-1, 1])], x: Axis.TimeS), 0, "y"));
        Assert.Equal("log", (string?)Shown.Json(figure)["layout"]!["yaxis"]!["type"]);
    }

    [Theory]
    [InlineData(1e-3, 1)]
    [InlineData(1e-12, 3)]
    [InlineData(1e-162, 30)]
    public void A_logarithmic_axis_labels_whole_decades_and_not_more_than_fit(double lowest, int decadesApart)
    {
        var figure = Figure.Convergence("t", "a", [Curve.Line("a", [1, 2], [1, lowest])]);
        var axis = Shown.Json(figure)["layout"]!["yaxis"]!;
        var exponents = axis["tickvals"]!.AsArray().Select(value => Math.Log10((double)value!)).ToList();
        Assert.InRange(exponents.Count, 3, 6);
        Assert.All(exponents.Zip(exponents.Skip(1)), pair => Assert.Equal(decadesApart, pair.Second - pair.First, 1e-9));
        Assert.Equal(exponents.Count, axis["ticktext"]!.AsArray().Count);
    }

    [Fact]
    public void A_logarithmic_range_is_given_in_exponents_and_an_open_end_lies_beyond_the_data()
    {
        var figure = Figure.Convergence("t", "a", [Curve.Line("a", [1, 2], [1, 2])], y: new Axis("e", "1", Log: true, From: 1e-3));
        var range = Shown.Json(figure)["layout"]!["yaxis"]!["range"]!.AsArray();
        Assert.Equal(-3, (double)range[0]!, 1e-12);
        Assert.InRange((double)range[1]!, Math.Log10(2), Math.Log10(2.2));
    }

    [Fact]
    public void A_band_runs_along_its_upper_edge_and_back_along_its_lower_one()
    {
        var figure = Of(Curve.Line("a", [0, 1], [5, 6]).WithBand([4, 5], [7, 8]));
        Assert.Equal([0, 1, 1, 0], Shown.Numbers(figure, 0, "x"));
        Assert.Equal([7, 8, 5, 4], Shown.Numbers(figure, 0, "y"));
        Assert.False((bool)Shown.Trace(figure, 0)["showlegend"]!);
    }

    [Fact]
    public void A_band_leaves_out_where_an_edge_cannot_be_drawn()
    {
        var curve = Curve.Line("a", [1, 2, 3, 4], [1, 1, 1, 1]).WithBand([0.5, 0, 0.5, 0.5], [2, 2, double.NaN, 2]);
        var figure = Figure.Convergence("t", "a", [curve]);
        Assert.Equal([1, 4, 4, 1], Shown.Numbers(figure, 0, "x"));
        Assert.Equal([2, 2, 0.5, 0.5], Shown.Numbers(figure, 0, "y"));
    }

    [Fact]
    public void A_histogram_shows_shares_of_all_values_and_leaves_out_those_beyond_its_axis()
    {
        var figure = Figure.Histogram("t", "a", new Axis("v", "1", From: 0, To: 4), [("v", [0, 0.5, 1.5, 4, 9, -9, double.NaN, 3, 3, 3])],
            bins: 4);
        Assert.Equal([0.5, 1.5, 2.5, 3.5], Shown.Numbers(figure, 0, "x"));
        double[] shares = [2 / 9.0, 1 / 9.0, 0, 4 / 9.0]; // of nine finite values
        Assert.All(shares.Zip(Shown.Numbers(figure, 0, "y")), pair => Assert.Equal(100 * pair.First, pair.Second!.Value, 100 * Drawn));
    }

    [Fact]
    public void A_histogram_of_equal_values_has_one_full_bin() =>
        Assert.Equal([100, 0, 0], Shown.Numbers(Figure.Histogram("t", "a", new Axis("v", "1"), [("v", [2, 2])], bins: 3), 0, "y"));

    [Fact]
    public void A_heat_map_has_a_row_for_each_y()
    {
        var figure = Figure.HeatMap("t", "a", Axis.TimeS, Axis.FrequencyHz, new Axis("DC", "1", To: 9), [1, 2, 3], [10, 20], new double[,]
            { { 1, 2, 3 }, { 4, double.PositiveInfinity, double.NaN } });
        var rows = Shown.Trace(figure, 0)["z"]!.AsArray();
        Assert.Equal([1, 2, 3], rows[0]!.AsArray().Select(node => (double?)node));
        Assert.Equal([4, null, null], rows[1]!.AsArray().Select(node => (double?)node));
        Assert.Equal(9, (double)Shown.Trace(figure, 0)["zmax"]!);
    }

    [Fact]
    public void A_heat_map_of_a_function_has_its_value_at_each_x_and_y() => Assert.Equal(
        Figure.HeatMap("t", "a", Axis.TimeS, Axis.FrequencyHz, new Axis("DC", "1"), [1, 2, 3], [10, 20],
            new double[,] { { 11, 12, 13 }, { 21, 22, 23 } }).ToPlotlyJson(),
        Figure.HeatMap("t", "a", Axis.TimeS, Axis.FrequencyHz, new Axis("DC", "1"), [1, 2, 3], [10, 20], (x, y) => y + x).ToPlotlyJson());

    [Fact]
    public void Layout_carries_title_text_caption_and_units()
    {
        var figure = Figure.Curves("A title that is longer than what fits into the width of a telephone", "It rises.",
            Axis.FrequencyHz, new Axis("relative error", "1"), [Curve.Line("a", [0], [1])], caption: "Below.");
        var meta = Shown.Json(figure)["layout"]!["meta"]!;
        Assert.Equal((figure.Title, "It rises.", "Below."), ((string?)meta["title"], (string?)meta["alt"], (string?)meta["caption"]));
        Assert.Equal("frequency (Hz)", Title(figure, "xaxis"));
        Assert.Equal("relative error", Title(figure, "yaxis"));
        var lines = ((string)Shown.Json(figure)["layout"]!["title"]!["text"]!).Split("<br>");
        Assert.Equal(figure.Title, string.Join(' ', lines));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 46));
    }

    [Fact]
    public void Four_tones_a_convergence_over_199_orders_and_a_slider_of_ten_fit_a_page_of_300_kB()
    {
        var sums = new TaylorRelu(TaylorCentre.Peak(Tones), order: 199).PartialSums(X);
        var bytes = Figure.Waveform("t", "a", [("x", X), ("ReLU(x)", X.Relu())]).ToPlotlyJson().Length
            + Figure.Convergence("t", "a", [Curve.Line("e", sums.Select(s => (double)s.Order), sums.Select(s => s.RelativeError))])
                .ToPlotlyJson().Length
            + Figure.Slider("t", "a", "f", "Hz", Enumerable.Range(1, 10).Select(f => (double)f),
                f => Figure.Waveform("t", "a", [("x", new ToneSum(new Tone(f)).Sample(1024, 8))], toS: 0.5)).ToPlotlyJson().Length;
        Assert.InRange(bytes, 50_000, 250_000);
    }

    private static string Title(Figure figure, string axis) => (string)Shown.Json(figure)["layout"]![axis]!["title"]!["text"]!;
}
