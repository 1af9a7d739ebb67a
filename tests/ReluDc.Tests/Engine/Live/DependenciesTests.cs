using System.Xml.Linq;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>Which cells depend on which, as a reader is told; and how many of the course's cells a turn runs.</summary>
public sealed class DependenciesTests
{
    [Fact]
    public async Task In_words_and_in_a_picture()
    {
        await using var session = await LiveSession.OfCellsAsync("double x = 1; // 0 … 10: one\ndouble y = 2; // 0 … 10: another",
            "var list = new List<double> { x };", "list.Add(y);", "list.Sum()", "7");
        var dependencies = await Dependencies.OfAsync(session.Notebook, session.Directory, TestContext.Current.CancellationToken);
        Assert.Equal("""
            notebook: 5 code cells
               1  double x = 1; // 0 … 10: one
               2  var list = new List<double> { x };
                    takes x from 1
               3  list.Add(y);
                    takes y from 1
                    takes list from 2
                    may change list of 2
               4  list.Sum()
                    takes list from 2
               5  7
            x: 3 of 5 cells run again: 2, 3, 4
            y: 3 of 5 cells run again: 2, 3, 4
            """, dependencies.ToString(), ignoreLineEndingDifferences: true);
        var arcs = XDocument.Parse(dependencies.ToSvg()).Descendants().Where(one => one.Name.LocalName == "path").Select(arc => arc.Value);
        Assert.Equal(["list", "list", "x", "y"], arcs.Order(StringComparer.Ordinal));
        Assert.Empty(dependencies.Problems);
    }

    /// <summary>A slip in the analysis shows here first: cells that have nothing to do with the parameter run with it.</summary>
    [Theory]
    [InlineData("01-what-relu-does-to-a-tone", "f1Hz", 15)]
    [InlineData("05-training-near-the-start", "epochs", 24)]
    [InlineData("06-depth", "toneHz", 12)]
    [InlineData("08-discrete-time", "toneHz", 8)]
    [InlineData("09-architectures", "chirpLowHz", 5)]
    [InlineData("10-ppg-heart-rate", "epochs", 4)]
    public async Task A_turn_runs_no_more_cells_than_it_must(string notebook, string parameter, int cells)
    {
        var folder = Path.Combine(Checkout.Root, "notebooks");
        var dependencies = await Dependencies.OfAsync(Notebook.Load(Path.Combine(folder, notebook + ".ipynb")), folder,
            TestContext.Current.CancellationToken);
        Assert.Contains($"\n{parameter}: {cells} of ", dependencies.ToString());
    }
}
