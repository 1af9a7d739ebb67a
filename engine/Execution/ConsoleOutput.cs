using System.Text;

namespace ReluDc.Engine;

/// <summary>
/// Standard output and standard error of the cell that runs: collected for a moment, then sent, in the order in which it was written.
/// </summary>
/// <param name="owner">Who writes: the cell that runs, or that left behind what does.</param>
/// <param name="send">Sends text of a stream, "stdout" or "stderr", that an owner wrote.</param>
internal sealed class ConsoleOutput(Func<object?> owner, Action<object?, string, string> send)
{
    private const int FullAt = 1 << 14;
    private static readonly TimeSpan SendAfter = TimeSpan.FromMilliseconds(50);

    private readonly Lock collecting = new();
    private readonly StringBuilder collected = new();
    private string stream = "stdout";
    private object? writer;
    private Timer? timer;

    /// <summary>A writer to one of the streams. Any thread may use it.</summary>
    public TextWriter Writer(string name) => TextWriter.Synchronized(new StreamOf(this, name));

    /// <summary>Sends what has been collected.</summary>
    public void Flush() => Unbroken.Do(() => SendCollected());

    /// <param name="all">Whether also half a character, whose other half may come yet.</param>
    private void SendCollected(bool all = true)
    {
        lock (collecting)
        {
            timer?.Dispose();
            timer = null;
            var length = collected.Length > 0 && !all && char.IsHighSurrogate(collected[^1]) ? collected.Length - 1 : collected.Length;
            if (length == 0)
                return;
            var text = collected.ToString(0, length);
            collected.Remove(0, length);
            send(writer, stream, text);
        }
    }

    private void Collect(string name, Action<StringBuilder> append)
    {
        var from = owner();
        Unbroken.Do(() =>
        {
            lock (collecting)
            {
                if (name != stream || from != writer)
                {
                    SendCollected();
                    (stream, writer) = (name, from);
                }
                append(collected);
                if (collected.Length >= FullAt)
                    SendCollected(all: false);
                else
                    timer ??= new(_ => Unbroken.Do(() => SendCollected(all: false)), null, SendAfter, Timeout.InfiniteTimeSpan);
            }
        });
    }

    private sealed class StreamOf(ConsoleOutput output, string name) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => output.Collect(name, text => text.Append(value));

        public override void Write(string? value) => output.Collect(name, text => text.Append(value));

        public override void Write(char[] buffer, int index, int count) => output.Collect(name, text => text.Append(buffer, index, count));

        public override void Flush() => output.Flush();
    }
}
