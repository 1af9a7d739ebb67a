using System.Globalization;
using ReluDc.HeartRate;
using static System.FormattableString;

namespace ReluDc.Tests.HeartRate;

/// <summary>data/scenes.csv: what the experiment makes, what the page says of it, and what it must show.</summary>
public sealed class SceneRunTests
{
    private static readonly string[] columns = SceneRun.Header.Split(',');

    private static readonly List<(string Scene, string Design, double[] Numbers)> rows =
        [.. File.ReadLines(Path.Combine(Checkout.Root, "data", "scenes.csv")).Skip(1).Select(Parsed)];

    private static (string Scene, string Design, double[] Numbers) Parsed(string line)
    {
        var quoted = line.Split('"');
        return (quoted[0].TrimEnd(','), quoted[1],
            [.. quoted[2].TrimStart(',').Split(',').Select(field => double.Parse(field, CultureInfo.InvariantCulture))]);
    }

    private static double Of((string Scene, string Design, double[] Numbers) row, string column) =>
        row.Numbers[Array.IndexOf(columns, column) - 2];

    private static bool IsEveryday(string scene) => Activity.Everyday.Any(activity => activity.Name == scene);

    /// <summary>A scene run again: the same counts, to what rounding on another machine may turn over.</summary>
    [Fact]
    public void A_scene_run_again_gives_its_rows()
    {
        var again = HeartRateExperiments.Scenes(() => HeartRateNetwork.Read(Path.Combine(Checkout.Root, "data", "heart-rate.csv")))
            .Parts.Single(part => part.Name == "saturated").Rows(TestContext.Current.CancellationToken).Select(Parsed);
        foreach (var (row, kept) in again.Zip(rows.Where(row => row.Scene == "saturated")))
        {
            Assert.Equal((kept.Scene, kept.Design), (row.Scene, row.Design));
            foreach (var (number, known) in row.Numbers.Zip(kept.Numbers))
                Assert.Equal(known, number, 3.0);
        }
    }

    /// <summary>The page's table is this one: its lines are written anew here.</summary>
    [Fact]
    public void The_page_has_the_table()
    {
        var page = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "heart-rate.md"));
        Assert.All(Table(), line => Assert.True(page.Contains(line), $"docs/heart-rate.md is to have the line{Environment.NewLine}{line}"));
    }

    [Fact]
    public void Fewer_than_one_reading_in_twenty_is_false_in_daily_life()
    {
        var tracked = rows.Where(row => row.Design == "network, tracked" && IsEveryday(row.Scene)).ToList();
        Assert.Equal(Activity.Everyday.Length, tracked.Count);
        Assert.True(tracked.Sum(row => Of(row, "false_readings")) < 0.05 * tracked.Sum(row => Of(row, "readings")));
    }

    private static IEnumerable<string> Table()
    {
        string[] all = ["FFT peak", "FFT peak, motion removed", "spectrum, tracked", "network", "network, tracked"];
        string[] others = ["spectrum, tracked", "spectrum, tracked, causal", "network, tracked", "network, tracked, causal",
            "network, tracked, bare"];
        foreach (var scene in rows.GroupBy(row => row.Scene))
            foreach (var designs in new[] { all, others })
                yield return $"| {scene.Key} | " + string.Join(" | ", designs.Select(design => scene.Single(row => row.Design == design))
                    .Select(row => Invariant($"{Of(row, "error_bpm"):F2} ({100 * Of(row, "readings") / Of(row, "windows"):F0} %, ")
                        + Invariant($"{100 * Of(row, "false_readings") / Of(row, "windows"):F1} %)"))) + " |";
        foreach (var everyday in new[] { false, true })
            foreach (var design in new[] { "network", "network, tracked", "network, tracked, causal" })
            {
                var some = rows.Where(row => row.Design == design && IsEveryday(row.Scene) == everyday).ToList();
                yield return $"| {design}, {(everyday ? "daily life" : "rest, walk, run")} | " + string.Join(" | ",
                    new[] { 0, 20, 40, 60, 80 }.Select(step => (Windows: some.Sum(row => Of(row, $"windows_{step}")),
                        Right: some.Sum(row => Of(row, $"right_{step}"))))
                    .Select(step => step.Windows == 0 ? "–" : Invariant($"{100 * step.Right / step.Windows:F0} % of {step.Windows}")))
                    + " |";
            }
    }
}
