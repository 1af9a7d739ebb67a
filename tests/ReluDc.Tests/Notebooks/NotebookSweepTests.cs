using ReluDc.Engine;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Notebooks;

/// <summary>
/// A piece of the campaign that docs/claims.md reports: notebooks whose cells take little, at draws spread over its two hundred.
/// </summary>
public sealed class NotebookSweepTests
{
    private const int Campaign = 200;

    public static TheoryData<string, int> Draws => new()
    {
        { "01-what-relu-does-to-a-tone", 8 }, { "02-taylor-derivation", 8 }, { "03-spectrum-line-by-line", 2 },
        { "07-awkward-signals", 3 }, { "08-discrete-time", 1 },
    };

    /// <summary>The notebooks that are swept.</summary>
    public static IEnumerable<string> Swept => Draws.Select(row => row.Data.Item1);

    [Theory, MemberData(nameof(Draws))]
    public async Task Nothing_fails_inside_the_stated_ranges(string name, int draws)
    {
        await using var swept = new SweptNotebook(Path.Combine(CommittedNotebooks.Directory, name + ".ipynb"), TimeSpan.FromMinutes(4),
            EngineProgram.Assembly);
        var wrong = new List<string>();
        foreach (var draw in new ParameterDraws(swept.Parameters, seed: 1).First(Campaign)
            .Where((_, i) => i % (Campaign / draws) == Campaign / draws / 2))
            wrong.AddRange((await swept.RunAsync(draw, TestContext.Current.CancellationToken)).Select(line => $"{draw}: {line}"));
        Assert.Empty(wrong);
    }
}
