using System.Xml.Linq;
using ReluDc.Engine;
using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

/// <summary>The figures' drawings without a browser; with one, FigureComparisonTests holds them against plotly's.</summary>
public class StaticFigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly Axis Linear = new("value", "1");
    private static readonly Axis Log = new("value", "1", Log: true);
    private static readonly Signal X = new ToneSum(new Tone(5), new Tone(12, 0.5)).Sample(1024, 2);

    public static TheoryData<string, Figure> Figures => new()
    {
        { "waveform", Figure.Waveform("t", "a", [("x", X), ("ReLU(x)", X.Relu())], toS: 0.5) },
        { "spectrum", Figure.Spectrum("t", "a", Spectrum.Of(X.Relu()), [new SpectralLine(5, 1)], upToHz: 60) },
        { "decibels", Figure.Spectrum("t", "a", Spectrum.Of(X.Relu()), decibels: true) },
        { "convergence", Figure.Convergence("t", "a", [Curve.Line("a", [1, 2, 30], [1, 0, 1e-30]), Curve.Points("b", [1, 2], [1, 2])]) },
        { "band", Figure.Curves("t", "a", Linear, Log, [Curve.Line("a", [1, 2, 3], [1, 2, 3]).WithBand([0.5, 0, 2], [2, 3, 9])]) },
        { "histogram", Figure.Histogram("t", "a", Linear, [("a", [1, 2, 2, 3])], bins: 3) },
        { "histograms", Figure.Histogram("t", "a", Linear, [("a", [1, 2, 2, 3]), ("b", [2, 3])], bins: 3) },
        { "map", Figure.HeatMap("t", "a", Linear, Log, Linear, [1, 2, 3], [1, 10], new double[,] { { 1, 2, 3 }, { 4, 5, double.NaN } }) },
        { "slider", Figure.Slider("t", "a", "f", "Hz", [1, 2],
            f => Figure.Waveform("t", "a", [("x", new ToneSum(new Tone(f)).Sample(64, 1)), ("all", X)])) },
        { "signal", Figure.Of(X) },
        { "one sample", Figure.Of(new Signal([3.0], 8)) },
        { "spectrum at a glance", Figure.Of(Spectrum.Of(X)) },
        { "one point", Figure.Curves("t", "a", Linear, Log, [Curve.Line("a", [5], [5])]) },
        { "nothing to be seen", Figure.Curves("t", "a", Linear, Log, [Curve.Line("a", [1, 2], [-1, double.NaN])]) },
        { "huge and tiny", Figure.Curves("t", "a", Linear, Linear, [Curve.Line("a", [-1e300, 1e300], [1e-300, 2e-300])]) },
        { "far outside", Figure.Curves("t", "a", Linear with { From = 0, To = 1 }, Linear with { From = 0, To = 1e-9 },
            [Curve.Line("a", [-1e12, 1e12], [-1e12, 1e12])]) },
    };

    [Theory, MemberData(nameof(Figures))]
    public void A_drawing_is_well_formed_goes_into_pages_and_has_a_number_in_every_place(string name, Figure figure)
    {
        var svg = figure.ToSvg();
        var root = XDocument.Parse(svg).Root!;
        Assert.Equal(Svg + "svg", root.Name);
        Assert.InRange(svg.Length, 500, 60_000);
        Assert.DoesNotContain("NaN", svg);
        Assert.DoesNotContain("∞", svg);
        Assert.DoesNotContain("Infinity", svg);
        Assert.NotEqual("", InlineDrawing.Of(svg).ToString());
        Assert.Contains(figure.X.Title, root.Descendants(Svg + "text").Select(text => text.Value));
        Assert.True(root.Descendants(Svg + "path").All(path => path.Attribute("d") is not null), name);
    }

    [Fact]
    public void What_a_figure_is_called_is_text()
    {
        var figure = Figure.Curves("</svg><script>", "\"&<a>", Linear, new Axis("<y>", "&"), [Curve.Line("<b>", [0, 1], [0, 1]),
            Curve.Line("c & d", [0, 1], [1, 0])]);
        var root = XDocument.Parse(figure.ToSvg()).Root!;
        Assert.Equal("</svg><script>. \"&<a>", (string?)root.Attribute("aria-label"));
        Assert.Superset(new HashSet<string> { "</svg><script>", "<b>", "c & d", "<y> (&)" },
            root.Descendants(Svg + "text").Select(text => text.Value).ToHashSet());
    }

    [Fact]
    public void Much_noise_still_fits_60_kB()
    {
        var random = new Random(1);
        double[] noise = [.. Enumerable.Range(0, 50_000).Select(_ => random.NextDouble())];
        double[] x = [.. noise.Select((_, i) => (double)i)];
        Assert.InRange(Figure.Curves("t", "a", Linear, Linear, [Curve.Line("a", x, noise)]).ToSvg().Length, 10_000, 60_000);
        Assert.InRange(Figure.Curves("t", "a", Linear, Linear, [Curve.Points("a", x, noise)]).ToSvg().Length, 10_000, 60_000);
    }

    /// <summary>Cell by cell, as a map is defined.</summary>
    [Fact]
    public void Each_cell_of_a_map_has_the_colour_of_its_value()
    {
        double[] xs = [0, 1, 2, 3, 4], ys = [1, 10, 100];
        double[,] z = { { 0, 0, 1, 2, 2 }, { 3, 4, 4, 4, double.NaN }, { 8, 7, 6, 5, 8 } };
        var root = XDocument.Parse(Figure.HeatMap("t", "a", Linear, Log, Linear, xs, ys, z).ToSvg()).Root!;
        var frame = root.Element(Svg + "svg")!;
        var box = ((string)frame.Attribute("viewBox")!).Split(' ').Select(number => double.Parse(number,
            System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var strokes = frame.Descendants(Svg + "path").SelectMany(path => PathDataTests.Read((string)path.Attribute("d")!).Select(run =>
            (Colour: (string)path.Attribute("stroke")!, Height: (double)path.Attribute("stroke-width")!, Run: run))).ToList();
        for (var row = 0; row < 3; row++)
            for (var column = 0; column < 5; column++)
            {
                var (x, y) = (box[0] + box[2] * (column + 0.5) / 5, box[1] + box[3] * (2.5 - row) / 3); // decades are equally high
                var there = strokes.Where(stroke => stroke.Run[0].X <= x && x <= stroke.Run[1].X
                    && Math.Abs(stroke.Run[0].Y - y) < stroke.Height / 2).ToList();
                if (double.IsNaN(z[row, column]))
                    Assert.Empty(there);
                else
                    Assert.Equal(Cividis.Colour((Math.Min(Math.Floor(64 * z[row, column] / 8), 63) + 0.5) / 64),
                        Assert.Single(there).Colour);
            }
    }

    [Fact]
    public void A_small_map_labels_its_rows_and_columns_and_says_its_numbers_and_a_large_one_does_not()
    {
        XElement Drawn(int columns) => XDocument.Parse(Figure.HeatMap("t", "a", Log, Log, Linear,
            [.. Enumerable.Range(1, columns).Select(x => (double)x)], [0.25, 2], new double[2, columns]).ToSvg()).Root!;
        IEnumerable<string> Texts(XElement root, string group) => root.Descendants(Svg + "g")
            .Where(g => (string?)g.Attribute("class") == group).SelectMany(g => g.Elements(Svg + "text")).Select(text => text.Value);
        Assert.Equal(["1", "2", "3"], Texts(Drawn(3), "x-labels"));
        Assert.Equal(["0.25", "2"], Texts(Drawn(3), "y-labels"));
        Assert.Equal(Enumerable.Repeat("0", 6), Texts(Drawn(3), "cell-numbers"));
        Assert.Empty(Texts(Drawn(30), "cell-numbers"));
        Assert.InRange(Texts(Drawn(30), "x-labels").Count(), 2, 7);
    }

    [Fact]
    public void No_two_of_twenty_curves_look_alike() =>
        Assert.Equal(20, Enumerable.Range(0, 20).Select(i => (Palette.Colour(i), Palette.Dash(i))).Distinct().Count());

    [Fact]
    public void Of_a_slider_one_frame_is_shown_and_what_all_frames_share_is_there_once()
    {
        var root = XDocument.Parse(Figures.Single(row => row.Data.Item1 == "slider").Data.Item2.ToSvg()).Root!;
        var groups = root.Element(Svg + "svg")!.Elements().ToList();
        Assert.Equal(["0", null, "1"], groups.Select(group => (string?)group.Attribute("data-frames")));
        Assert.Equal([null, null, "none"], groups.Select(group => (string?)group.Attribute("display")));
        Assert.Contains("Shown: f = 1 Hz", root.Descendants(Svg + "text").Select(text => text.Value));
    }

    [Fact]
    public void Colours_stand_in_the_drawing_and_a_style_turns_them_for_a_dark_ground()
    {
        var svg = Figure.Curves("t", "a", Linear, Linear, [Curve.Line("a", [0, 1], [0, 1]), Curve.Line("b", [0, 1], [1, 0])]).ToSvg();
        var paths = XDocument.Parse(svg).Root!.Element(Svg + "svg")!.Descendants(Svg + "path").ToList();
        Assert.Equal([("c0", "#0072b2"), ("c1", "#d55e00")], paths.Select(path => ((string)path.Attribute("class")!,
            (string)path.Attribute("color")!)));
        Assert.Matches(@"prefers-color-scheme:dark\)\{[^}]*--c0:#4fa8e8", svg);
        Assert.Contains(".reludc-svg .c0{color:var(--c0)}", svg, StringComparison.Ordinal);
    }
}
