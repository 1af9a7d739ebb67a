using System.Diagnostics;

namespace ReluDc.Notebooks;

/// <summary>How much is done and how long the rest will take, on standard error: a bar in a terminal, else a line now and then.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Width = 30;

    private readonly int total;
    private readonly int before;
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly Timer timer;
    private int done;

    public ProgressBar(int total, int before)
    {
        (this.total, this.before, done) = (total, before, before);
        var interval = Terminal.IsLive ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(30);
        timer = new(_ => Show(), null, interval, interval);
    }

    public void Step() => Interlocked.Increment(ref done);

    public void Dispose()
    {
        using var last = new ManualResetEvent(false);
        if (timer.Dispose(last))
            last.WaitOne(); // a line that is being shown would come after the last one
        Terminal.Tell(Line());
    }

    private void Show()
    {
        if (Terminal.IsLive)
            Terminal.Live(Line());
        else
            Terminal.Tell(Line());
    }

    private string Line()
    {
        var elapsed = Stopwatch.GetElapsedTime(start);
        var left = done > before ? $", {elapsed * (total - done) / (done - before):h\\:mm\\:ss} left" : "";
        var bar = new string('#', Width * done / total).PadRight(Width, '.');
        return $"{(Terminal.IsLive ? $"[{bar}] " : "")}{done} of {total} runs, {elapsed:h\\:mm\\:ss}{left}";
    }
}
