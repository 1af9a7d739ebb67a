using ReluDc.Engine;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Notebooks;

/// <summary>
/// A piece of the campaign that docs/claims.md reports: notebooks whose cells take little, at draws spread over its two hundred.
/// </summary>
public sealed class NotebookSweepTests
{
    private const int Campaign = 200;

    [Theory]
    [InlineData("01-what-relu-does-to-a-tone", 12), InlineData("02-taylor-derivation", 12), InlineData("03-spectrum-line-by-line", 4)]
    [InlineData("07-awkward-signals", 6), InlineData("08-discrete-time", 3)]
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
