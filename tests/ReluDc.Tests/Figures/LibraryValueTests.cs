using ReluDc.Engine;
using ReluDc.Figures;
using ReluDc.Networks;

namespace ReluDc.Tests.Figures;

/// <summary>Values of the library as a cell's last expression: run by the engine, as a reader sees them.</summary>
public sealed class LibraryValueTests : IClassFixture<LibraryValueTests.Executed>
{
    private const string Plotly = "application/vnd.plotly.v1+json";
    private readonly Executed shown;

    public LibraryValueTests(Executed shown) => this.shown = shown;

    [Fact]
    public void A_signal_is_a_small_figure_of_its_beginning_with_its_text()
    {
        var bundle = shown.By("signal");
        Assert.Equal(shown.Signal.ToString(), bundle.Text("text/plain"));
        var figure = bundle.Json(Plotly)!;
        Assert.True((bool)figure["layout"]!["meta"]!["small"]!);
        var trace = Assert.Single(figure["data"]!.AsArray())!;
        Assert.Equal(256, trace["y"]!.AsArray().Count);
        Assert.Equal(shown.Signal.Samples[200], (double)trace["y"]![200]!, 1e-4);
        Assert.Equal(200 / 128.0, (double)trace["x0"]! + 200 * (double)trace["dx"]!, 1e-4);
        Assert.Contains("first 2 s of 3 s", (string?)figure["layout"]!["meta"]!["title"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4096, 8)]
    [InlineData(16, 4000)]
    public void However_a_tone_is_sampled_some_six_of_its_periods_are_drawn(int samplesPerPeriod, int periods)
    {
        var tone = new ToneSum(new Tone(5)).Sample(5 * samplesPerPeriod, periods / 5.0);
        var json = System.Text.Json.Nodes.JsonNode.Parse(Figure.Of(tone).ToPlotlyJson())!;
        var lastS = DrawnTrace.Values(json["data"]![0]!.AsObject(), "x")[^1];
        Assert.InRange(lastS * 5, 5.9, samplesPerPeriod == 16 ? 16 : 6.6); // 256 samples at least
    }

    [Fact]
    public void A_spectrum_is_a_small_figure_of_its_bins_with_its_text()
    {
        var bundle = shown.By("spectrum");
        Assert.Equal(Spectrum.Of(shown.Signal).ToString(), bundle.Text("text/plain"));
        var heights = bundle.Json(Plotly)!["data"]![0]!["y"]!.AsArray().Where(y => y is not null).Max(y => (double)y!);
        Assert.Equal(1, heights, 1e-4); // both tones have amplitude 1
    }

    [Theory]
    [InlineData("one-sample")]
    [InlineData("one-bin")]
    [InlineData("many-bins")]
    public void However_short_or_long_it_is_drawn(string cell)
    {
        var figure = shown.By(cell).Json(Plotly)!;
        Assert.NotEmpty(figure["data"]![0]!["y"]!.AsArray());
        Assert.True(figure.ToJsonString().Length < 60_000, $"{figure.ToJsonString().Length} characters");
    }

    [Theory]
    [InlineData("network", "Conv1D(4 filters of 3, valid)")]
    [InlineData("tone", "cos(2π·5 Hz·t)")]
    [InlineData("line", "5 Hz: ")]
    [InlineData("classes", "Tones at 3, 5")]
    [InlineData("sum", "cos(2π·7 Hz·t)")]
    [InlineData("activity", "rest")]
    [InlineData("estimate", "BPM")]
    public void Everything_else_is_its_text_and_no_tree_of_members(string cell, string text)
    {
        var bundle = shown.By(cell);
        Assert.Contains(text, bundle.Text("text/plain"), StringComparison.Ordinal);
        Assert.False(bundle.Has("text/html"), bundle.Text("text/html"));
    }

    [Fact]
    public void Every_public_type_with_a_text_of_its_own_is_registered() =>
        Assert.All(new[] { typeof(Tone), typeof(Network), typeof(ReluDc.HeartRate.HeartRateEstimate) },
            type => Assert.True(LibraryValues.HasText(type), type.Name));

    /// <summary>One run of all cells.</summary>
    public sealed class Executed
    {
        private static readonly (string Id, string Code)[] cells =
        [
            ("signal", "var x = new ToneSum(new Tone(5), new Tone(7)).Sample(128, 3);\nx"),
            ("spectrum", "Spectrum.Of(x)"),
            ("one-sample", "new Signal([2.0], 10)"),
            ("one-bin", "Spectrum.Of(new Signal([1.0], 10))"),
            ("many-bins", "Spectrum.Of(new Signal(Enumerable.Range(0, 100_000).Select(n => Math.Sin(n * 0.1 + n * n * 1e-5)), 1000))"),
            ("network", "new Network(new Shape(64, 1), [new Conv1D(4, 3), Activation.Relu, Pooling.GlobalAverage], new Pcg32(1))"),
            ("tone", "new Tone(5)"),
            ("line", "new HarmonicTonesRelu(new ToneSum(new Tone(5), new Tone(10))).Lines(50, 4)[1]"),
            ("classes", "new ToneClasses(3, 5)"),
            ("sum", "new ToneSum(new Tone(5), new Tone(7))"),
            ("activity", "Activity.Rest"),
            ("estimate", "HeartRateEstimator.Tracked(HeartRateNetwork.Read(data)).Estimate(Activity.Rest.Draw(16, 1).Recording)[0]"),
        ];

        private readonly Dictionary<string, MimeBundle> bundles;

        public Executed()
        {
            using var folder = new TemporaryFolder();
            var library = Path.Combine(Checkout.Root, "lib", "bin").Replace('\\', '/');
            var begin = $"""
                #r "{library}/ReluDc.Figures.dll"
                #r "{library}/ReluDc.HeartRate.dll"
                using ReluDc;
                using ReluDc.Figures;
                using ReluDc.HeartRate;
                using ReluDc.Networks;
                var data = @"{Path.Combine(Checkout.Root, "data", "heart-rate.csv")}";
                Notebook.Begin();
                """;
            var notebook = ReluDc.Engine.Notebook.Load(folder.Notebook("values.ipynb", [begin, .. cells.Select(cell => cell.Code)]));
            var run = NotebookRunner.RunAsync(notebook, folder.Path, TimeSpan.FromMinutes(2), new Progress<CellProgress>(),
                CancellationToken.None).GetAwaiter().GetResult();
            Assert.Null(run.Failure);
            var shown = run.Executed.Cells.Where(cell => cell.Kind == CellKind.Code).Skip(1)
                .Select(cell => cell.Outputs.OfType<ResultOutput>().Single().Data);
            bundles = cells.Zip(shown).ToDictionary(pair => pair.First.Id, pair => pair.Second);
        }

        public Signal Signal { get; } = new ToneSum(new Tone(5), new Tone(7)).Sample(128, 3);

        public MimeBundle By(string cell) => bundles[cell];
    }
}
