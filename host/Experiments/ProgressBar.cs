using System.Diagnostics;

namespace ReluDc.Notebooks;

/// <summary>How much is done and how long the rest will take, on standard error: a bar in a terminal, else a line now and then.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Width = 30;

    private readonly int total;
    private readonly int before;
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly bool live = !Console.IsErrorRedirected;
    private readonly Timer timer;
    private int done;

    public ProgressBar(int total, int before)
    {
        (this.total, this.before, done) = (total, before, before);
        var interval = live ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(30);
        timer = new(_ => Show(), null, interval, interval);
    }

    public void Step() => Interlocked.Increment(ref done);

    public void Dispose()
    {
        timer.Dispose();
        Show();
        if (live)
            Console.Error.WriteLine();
    }

    private void Show()
    {
        var elapsed = Stopwatch.GetElapsedTime(start);
        var left = done > before ? $", {elapsed * (total - done) / (done - before):h\\:mm\\:ss} left" : "";
        var bar = new string('#', Width * done / total).PadRight(Width, '.');
        var line = $"{(live ? $"[{bar}] " : "")}{done} of {total} runs, {elapsed:h\\:mm\\:ss}{left}";
        if (live)
            Console.Error.Write($"\r{line}\e[K");
        else
            Console.Error.WriteLine(line);
    }
}
