using System.Collections.Concurrent;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>
/// Tells on standard error what is being executed: a live line for each notebook in a terminal, else a line now and then.
/// </summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3); // in a log, a cell is named if it takes this long

    private readonly ConcurrentDictionary<string, CellProgress> running = new();
    private readonly Timer timer;

    public Progress()
    {
        var interval = Terminal.IsLive ? TimeSpan.FromMilliseconds(200) : Patience;
        timer = new(_ => Show(), null, interval, interval);
    }

    /// <summary>Receives the cells of one notebook.</summary>
    public IProgress<CellProgress> Of(string notebook) => new Receiver(cell => running[notebook] = cell);

    /// <summary>A notebook is done; says so in a line that stays.</summary>
    public void Done(string notebook, string how)
    {
        running.TryRemove(notebook, out _);
        Terminal.Tell($"{notebook}: {how}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using var last = new ManualResetEvent(false);
        if (timer.Dispose(last))
            last.WaitOne(); // a line that is being shown would stay
        Terminal.Live("");
    }

    private void Show()
    {
        var cells = running.Values.OrderBy(cell => cell.Notebook, StringComparer.Ordinal)
            .Select(cell => $"{cell.Notebook} cell {cell.CellNumber}/{cell.CellCount}  {cell.FirstWords}").ToList();
        if (cells.Count == 0)
            return;
        if (Terminal.IsLive)
            Terminal.Live(string.Join(" | ", cells));
        else
            cells.ForEach(Terminal.Tell);
    }

    private sealed class Receiver(Action<CellProgress> report) : IProgress<CellProgress>
    {
        public void Report(CellProgress value) => report(value);
    }
}
