using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>After any sequence of changes a live page shows what a fresh run with its parameters shows, bit for bit.</summary>
public sealed class LivePromiseTests
{
    [Theory, InlineData("01-what-relu-does-to-a-tone", "f1Hz", "7.25")]
    public async Task A_change_and_the_way_back(string notebook, string name, string value)
    {
        await using var session = await LiveSession.OfCourseAsync(notebook);
        var before = session.Shown();
        Assert.Equal(await session.FreshAsync(), before);
        await session.SetAsync((name, value));
        Assert.Equal(LivePhase.Idle, session.Live.Progress.Phase);
        Assert.Equal(await session.FreshAsync(), session.Shown());
        Assert.InRange(session.Live.Progress.Done, 1, session.Live.Progress.All - 1);
        await session.SetAsync((name, null));
        Assert.Equal(before, session.Shown());
        TestContext.Current.SendDiagnosticMessage($"{session.Live.Progress}");
    }
}
