using System.Globalization;
using System.Text;
using System.Xml.Linq;
using ReluDc.Engine;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Host.Commands;

/// <summary>The README's picture: what the command draws, and that the committed one is it.</summary>
public sealed class PictureCommandTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly TemporaryFolder folder = new();

    private static string Committed => Path.Combine(Checkout.Root, "docs", "picture.svg");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_committed_picture_is_what_the_command_draws()
    {
        var run = await HostProcess.RunAsync(folder.Path, "picture", "--out", "fresh.svg");
        Assert.Equal((0, "fresh.svg"), (run.ExitCode, run.Output.TrimEnd()));
        Assert.Equal(await File.ReadAllTextAsync(Committed, TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(folder["fresh.svg"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_is_no_picture()
    {
        var run = await HostProcess.RunAsync(folder.Path, "picture", "--out", ".");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("--out . is a folder; allowed: the path of a file", run.Errors);
    }

    [Theory]
    [InlineData("""{"text/plain": "1"}""", "first.ipynb: no cell 'waveform' with a figure")]
    [InlineData("""{"application/vnd.plotly.v1+json": {"data": [{"name": "y", "x": [0], "y": [1]}]}}""",
        "the figure of cell 'waveform' has no points of 'x'")]
    public void A_notebook_without_its_figures_is_no_picture_and_one_line_says_what_is_missing(string shown, string message)
    {
        var outputs = $$"""[{"data": {{shown}}, "metadata": {}, "output_type": "display_data"}]""";
        string Cell(string id) => $$"""
            {"cell_type": "code", "execution_count": 1, "id": "{{id}}", "metadata": {}, "outputs": {{outputs}}, "source": []}
            """;
        var notebook = Notebook.Parse(Encoding.UTF8.GetBytes($$"""
            {"cells": [{{Cell("waveform")}}, {{Cell("spectrum")}}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            """), "first.ipynb");
        var refused = Assert.Throws<FormatException>(() => RectifiedTone.Of(notebook));
        Assert.StartsWith(message, refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void Circles_and_strokes_are_as_high_as_the_closed_form()
    {
        var svg = XDocument.Load(Committed).Root!;
        var tone = Points(svg, "x").Select(point => point.Y).ToList();
        var (axis, amplitude) = ((tone.Max() + tone.Min()) / 2, (tone.Max() - tone.Min()) / 2);
        double[] expected = [1 / Math.PI, 0.5, 2 / (3 * Math.PI), 2 / (15 * Math.PI), 2 / (35 * Math.PI)];
        var hundredths = 0.011 / amplitude; // lengths are written in hundredths, and two of them make a height

        var circles = svg.Elements(Svg + "circle").Select(circle => (axis - Number(circle, "cy")) / amplitude).ToList();
        Assert.All(expected.Zip(circles), pair => Assert.Equal(pair.First, pair.Second, hundredths));
        var strokes = svg.Elements(Svg + "path").Where(path => (string?)path.Attribute("class") == "line")
            .Select(path => (axis - Parsed(path.Attribute("d")!.Value.Split('V')[1])) / amplitude).ToList();
        Assert.All(expected.Zip(strokes), pair => Assert.Equal(pair.First, pair.Second, hundredths));
        Assert.Equal((expected.Length, expected.Length), (circles.Count, strokes.Count));
    }

    [Fact]
    public void The_level_of_DC_leads_to_the_line_at_zero_and_is_the_mean_of_what_is_drawn()
    {
        var svg = XDocument.Load(Committed).Root!;
        var rectified = Points(svg, "relu").ToList();
        var area = rectified.Zip(rectified.Skip(1)).Sum(pair => (pair.Second.X - pair.First.X) * (pair.First.Y + pair.Second.Y) / 2);
        var mean = area / (rectified[^1].X - rectified[0].X);
        var level = svg.Elements(Svg + "path").Single(path => (string?)path.Attribute("class") == "dc").Attribute("d")!.Value;
        var first = svg.Elements(Svg + "circle").First();
        Assert.EndsWith($",{first.Attribute("cy")!.Value}H{first.Attribute("cx")!.Value}", level);
        Assert.Equal(Number(first, "cy"), mean, 0.02); // a polygon of 256 corners instead of the curve: 5e-5 of 162 units
    }

    [Fact]
    public void It_is_small_says_little_and_knows_light_and_dark()
    {
        var svg = File.ReadAllText(Committed);
        Assert.InRange(svg.Length, 1, 30_000);
        Assert.Contains("@media (prefers-color-scheme: dark)", svg);
        Assert.DoesNotMatch("https?://(?!www.w3.org/2000/svg)|<script|<image|href", svg);
        var labels = XDocument.Parse(svg).Root!.Elements(Svg + "text").Select(text => text.Value);
        Assert.Equal(["x", "ReLU(x)", "DC", "0", "f", "2f", "4f", "6f"], labels);
    }

    private static IEnumerable<(double X, double Y)> Points(XElement svg, string style) =>
        svg.Elements(Svg + "polyline").Single(line => (string?)line.Attribute("class") == style).Attribute("points")!.Value
            .Split(' ').Select(point => point.Split(',')).Select(pair => (Parsed(pair[0]), Parsed(pair[1])));

    private static double Number(XElement element, string attribute) => Parsed(element.Attribute(attribute)!.Value);

    private static double Parsed(string number) => double.Parse(number, CultureInfo.InvariantCulture);
}
