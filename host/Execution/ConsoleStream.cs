using System.Text;

namespace ReluDc.Notebooks.Execution;

/// <summary>Standard output or standard error of the cell that runs: collected for a moment, then sent.</summary>
internal sealed class ConsoleStream(Action<string> send) : TextWriter
{
    private const int FullAt = 1 << 14;
    private static readonly TimeSpan SendAfter = TimeSpan.FromMilliseconds(50);

    private readonly Lock collecting = new();
    private readonly StringBuilder collected = new();
    private Timer? timer;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Collect(text => text.Append(value));

    public override void Write(string? value) => Collect(text => text.Append(value));

    public override void Write(char[] buffer, int index, int count) => Collect(text => text.Append(buffer, index, count));

    /// <summary>Sends what has been collected.</summary>
    public override void Flush()
    {
        lock (collecting)
        {
            timer?.Dispose();
            timer = null;
            if (collected.Length == 0)
                return;
            var text = collected.ToString();
            collected.Clear();
            send(text);
        }
    }

    private void Collect(Action<StringBuilder> append)
    {
        lock (collecting)
        {
            append(collected);
            if (collected.Length >= FullAt)
                Flush();
            else
                timer ??= new(_ => Flush(), null, SendAfter, Timeout.InfiniteTimeSpan);
        }
    }
}
