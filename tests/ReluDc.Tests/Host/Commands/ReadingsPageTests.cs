using System.Collections.Immutable;
using System.Xml.Linq;
using ReluDc.HeartRate;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Host.Commands;

/// <summary>The page of a recording: the answer first, and a plot that a night does not clog.</summary>
public sealed class ReadingsPageTests
{
    private static readonly PpgRecording Minute = Activity.Rest.Draw(60, 1).Recording;

    private static ImmutableArray<HeartRateEstimate> Estimates(int windows, Func<int, double> bpm, Func<int, bool> isRead) =>
        [.. Enumerable.Range(0, windows).Select(w => new HeartRateEstimate(100 + 2 * w, bpm(w), bpm(w) - 4, bpm(w) + 4,
            isRead(w) ? 0.9 : 0.1))];

    private static string Html(ImmutableArray<HeartRateEstimate> estimates, HeartRateReference? reference = null) =>
        new ReadingsPage(Minute, estimates, Outlook.WholeRecording, reference, []).ToHtml().ToString();

    [Fact]
    public void The_answer_stands_before_the_plot_and_the_plot_before_the_details()
    {
        var page = Html(Estimates(100, w => w + 50, w => w < 81)); // readings 50 … 130
        Assert.Matches(@"<strong>The median heart rate is 90 BPM\.</strong> Nine readings of ten lie from 54 to 126 BPM, "
            + @"all from 50 to 130\. A pulse could be read in 81 % of 60 s\.", page);
        var places = new[] { "<h1>", "The median heart rate", "<svg", "<h2>Details" }.Select(text => page.IndexOf(text,
            StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("<strong>No heart rate could be read in 60 s.</strong>", Html(Estimates(9, _ => 70, _ => false)),
            StringComparison.Ordinal);
    }

    /// <summary>Each window is in one column, of a kind that the readings say; there are no more than have room.</summary>
    [Theory]
    [InlineData(1, 100, 1)]
    [InlineData(100, 100, 100)]
    [InlineData(101, 100, 51)]
    [InlineData(14397, 400, 400)]
    public void Windows_become_columns(int windows, int most, int columns)
    {
        HeartRateReference truth = new([.. Enumerable.Range(0, windows).Select(w => 100.0 + 2 * w)],
            [.. Enumerable.Range(0, windows).Select(w => 60.0 + w % 7)]);
        var made = ReadingColumn.Of(Estimates(windows, w => 62 + w % 7, w => w % 37 < 30), truth, most);
        Assert.Equal(columns, made.Length);
        Assert.Equal(windows, made.Sum(column => column.Windows));
        Assert.Equal(Enumerable.Range(0, windows).Count(w => w % 37 < 30), made.Sum(column => column.Readings));
        Assert.Equal((3.0, 2.0 * windows + 3), (made[0].FromS, made[^1].ToS));
        Assert.All(made.Zip(made.Skip(1)), pair => Assert.Equal(pair.First.ToS, pair.Second.FromS));
        Assert.All(made.Where(column => column.Readings > 0), column =>
        {
            Assert.InRange(column.MedianBpm!.Value, column.Range.Low, column.Range.High);
            Assert.InRange(column.Range.High, column.Range.Low, 68);
            Assert.Equal(8, column.Band.High - column.Band.Low, 1e-9);
            Assert.InRange(column.TruthBpm!.Value, 60, 66);
        });
        Assert.All(made.Where(column => column.Readings == 0), column => Assert.Null(column.MedianBpm));
    }

    [Fact]
    public void A_column_has_the_median_and_the_range_of_its_readings()
    {
        var column = ReadingColumn.Of(Estimates(5, w => new[] { 70.0, 75, 180, 60, 71 }[w], w => w != 2), null, 1).Single();
        Assert.Equal((4, 70.5, (60, 75)), (column.Readings, column.MedianBpm, column.Range));
        Assert.Equal((0.9, null), (column.Confidence, column.TruthBpm));
    }

    /// <summary>
    /// The plot: grey exactly where nothing was read, the line torn there, everything inside the picture, and a night no larger than an
    /// hour.
    /// </summary>
    [Theory]
    [InlineData(27)]
    [InlineData(2000)]
    [InlineData(14397)]
    public void The_plot_shows_what_could_not_be_read(int windows)
    {
        var estimates = Estimates(windows, w => 70 + 20 * Math.Sin(w / 40.0), w => w < windows / 3 || w >= 2 * windows / 3);
        ReadingsPlot plot = new(1000, 14);
        var svg = XElement.Parse(plot.Draw(estimates, null, 2 * windows + 6, "words").ToString());
        var areas = svg.Elements().Where(e => e.Name.LocalName == "rect").ToLookup(e => (string)e.Attribute("class")!);
        double Number(XElement area, string name) => (double)area.Attribute(name)!;
        Assert.InRange(svg.Elements().Count(), 20, 2200);
        var grey = areas["none"].Sum(area => Number(area, "width"));
        Assert.InRange(areas["unsure"].Count() - areas["none"].Count(), 0, 2); // columns at the ends hold some of both
        var drawn = areas.Where(kind => kind.Key is "none" or "band").Sum(kind => kind.Sum(area => Number(area, "width")));
        Assert.Equal(1 / 3.0, grey / drawn, 0.04);
        Assert.All(areas.SelectMany(kind => kind), area =>
        {
            Assert.InRange(Number(area, "x"), 0, 1000 - Number(area, "width"));
            Assert.InRange(Number(area, "y"), 0, (double)svg.Attribute("height")! - Number(area, "height"));
        });
        var line = (string)svg.Elements().Single(e => (string?)e.Attribute("class") == "median").Attribute("d")!;
        Assert.Equal(2, line.Count(letter => letter == 'M'));
    }

    [Theory]
    [InlineData(60, 15, 5, "s")]
    [InlineData(3960, 15, 300, "min")]
    [InlineData(28800, 15, 3600, "h")]
    [InlineData(28800, 20, 1800, "h")]
    [InlineData(400000, 10, 43200, "h")]
    public void Times_are_in_units_that_people_use(double durationS, int most, double stepS, string unit) =>
        Assert.Equal((stepS, unit), ReadingsPlot.TimeStep(durationS, most) is var made ? (made.StepS, made.Unit) : default);

    [Theory]
    [InlineData(60, "60 s")]
    [InlineData(3569, "59 min")]
    [InlineData(3599, "1 h 00 min")]
    [InlineData(28800, "8 h 00 min")]
    public void Durations_are_written_as_people_do(double seconds, string text) => Assert.Equal(text, ReadingsPage.Duration(seconds));

    /// <summary>Names of files are text on the page, and a page of somebody's own is not replaced.</summary>
    [Fact]
    public void A_name_is_text_and_a_file_of_another_kind_stays()
    {
        PpgRecording named = new("<b>&.csv", Minute.Ppg, []);
        var page = new ReadingsPage(named, Estimates(9, _ => 70, _ => true), Outlook.PastOnly, null, []).ToHtml().ToString();
        Assert.Contains("<h1>Heart rate of &lt;b&gt;&amp;.csv</h1>", page, StringComparison.Ordinal);
        Assert.Contains("There is no accelerometer", page, StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        Assert.Equal(folder["mine.html"], ReadingsPage.Checked(folder.Path, "elsewhere/mine.csv"));
        File.WriteAllText(folder["mine.html"], page);
        ReadingsPage.Checked(folder.Path, "mine.csv"); // it is ours
        File.WriteAllText(folder["mine.html"], "<p>my own</p>");
        Assert.Contains("mine.html was not made by this program", Assert.Throws<UsageException>(() =>
            ReadingsPage.Checked(folder.Path, "mine.csv")).Message, StringComparison.Ordinal);
        Assert.Equal("<p>my own</p>", File.ReadAllText(folder["mine.html"]));
    }
}
