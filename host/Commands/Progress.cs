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
    private readonly bool live = !Console.IsErrorRedirected;

    public Progress() => timer = new(_ => Show(), null, live ? TimeSpan.FromMilliseconds(200) : Patience,
        live ? TimeSpan.FromMilliseconds(200) : Patience);

    /// <summary>Receives the cells of one notebook.</summary>
    public IProgress<CellProgress> Of(string notebook) => new Receiver(cell => running[notebook] = cell);

    /// <summary>A notebook is done; says so in a line that stays.</summary>
    public void Done(string notebook, string how)
    {
        running.TryRemove(notebook, out _);
        lock (timer)
            Console.Error.WriteLine($"{(live ? "\r\e[K" : "")}{notebook}: {how}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        timer.Dispose();
        if (live)
            Console.Error.Write("\r\e[K");
    }

    private void Show()
    {
        var cells = running.Values.OrderBy(cell => cell.Notebook, StringComparer.Ordinal)
            .Select(cell => $"{cell.Notebook} cell {cell.CellNumber}/{cell.CellCount}  {cell.FirstWords}").ToList();
        if (cells.Count == 0)
            return;
        lock (timer)
        {
            if (!live)
                cells.ForEach(Console.Error.WriteLine);
            else
                Console.Error.Write("\r\e[K" + Cut(string.Join(" | ", cells)));
        }
    }

    private static string Cut(string line) => Math.Max(20, Console.WindowWidth - 1) is var width && line.Length > width
        ? line[..(width - 1)] + "…"
        : line;

    private sealed class Receiver(Action<CellProgress> report) : IProgress<CellProgress>
    {
        public void Report(CellProgress value) => report(value);
    }
}
