namespace ReluDc.Tests.Engine;

/// <summary>Where it is hard to tell what depends on what, outputs are those of a fresh run all the same.</summary>
public sealed class LiveDependencyTests
{
    private const string Parameters = "double x = 1; // 0 … 10: one\ndouble y = 2; // 0 … 10: another\nint n = 3; // 0 … 9: whole number\n"
        + "double OfParameters() => x + n;";

    private const int InCI = 6; // each of them starts two engines: so many a test run, all when long tests are asked for

    public static TheoryData<string> Names => LongTests.AreAsked
        ? [.. LiveNotebooks.All.Keys]
        : [.. LiveNotebooks.All.Keys.Index().Where(name => name.Index % (LiveNotebooks.All.Count / InCI + 1) == 0
            || name.Item == "a parameter is replaced by another").Select(name => name.Item)];

    [Theory, MemberData(nameof(Names))]
    public async Task Equals_a_fresh_run(string name)
    {
        var file = $"{Guid.NewGuid():N}";
        var cells = LiveNotebooks.All[name].Select(cell => cell.Replace("NAME", file, StringComparison.Ordinal));
        await using var session = await LiveSession.OfCellsAsync([Parameters, .. cells, "OfParameters()"]);
        var first = session.Shown();
        foreach (var (parameter, value) in new[] { ("y", "7"), ("x", "6"), ("n", "5"), ("x", "2.5"), ("y", "4") })
            await session.SetAsync((parameter, value));
        Assert.Equal(await session.FreshAsync(), session.Shown());
        await session.SetAsync(("x", null), ("y", null), ("n", null));
        Assert.Equal(first, session.Shown());
    }
}
