using ReluDc.Engine;
using ReluDc.Tests.Notebooks;

namespace ReluDc.Tests.Engine;

/// <summary>
/// The course on both engines, output by output: the same forms of the same values, the same text, the data of the same figures, the same
/// claims. Nothing may differ: what would (the time that a cell took, an identifier) no notebook puts out.
/// </summary>
public sealed class NotebookComparisonTests(DefaultRuns own, InteractiveSite interactive)
{
    public static TheoryData<string> Names => [.. InteractiveSite.Names];

    [Fact]
    public async Task Render_on_the_other_engine_succeeds_and_makes_a_page_of_every_notebook()
    {
        var rendering = await interactive.Rendering;
        Assert.True(rendering.ExitCode == 0, rendering.Errors);
        var pages = Directory.GetFiles(interactive.Folder, "*.html").Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal([.. Names.Select(row => Path.ChangeExtension(row.Data, ".html")), "glossary.html", "index.html"], pages);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Every_output_of_every_cell_is_the_same(string name)
    {
        var (expected, actual) = ((await own.Of(name)).Executed, await interactive.ExecutedAsync(name));
        foreach (var (one, other) in ComparedOutputs.Of(expected).Zip(ComparedOutputs.Of(actual)))
        {
            Assert.Equal(one.Cell, other.Cell);
            Assert.True(one.Outputs.SequenceEqual(other.Outputs),
                $"{one.Cell}:\n{string.Join('\n', one.Outputs)}\n\nis, on the other engine,\n{string.Join('\n', other.Outputs)}");
        }
        Assert.Equal(expected.Cells.Count(), actual.Cells.Count());
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Every_claim_comes_out_the_same(string name)
    {
        var (expected, actual) = (await own.Of(name), await interactive.ExecutedAsync(name));
        var claims = DefaultRuns.Claims(name, expected);
        Assert.NotEmpty(claims);
        Assert.Equal(claims.Select(row => row.ToJson().ToJsonString()),
            DefaultRuns.Claims(name, expected with { Executed = actual }).Select(row => row.ToJson().ToJsonString()));
    }
}
