using System.Text;

namespace ReluDc.Engine;

/// <summary>
/// Standard output and standard error of the cell that runs: collected for a moment, then sent, in the order in which it was written.
/// </summary>
/// <param name="send">Sends text of a stream, "stdout" or "stderr".</param>
internal sealed class ConsoleOutput(Action<string, string> send)
{
    private const int FullAt = 1 << 14;
    private static readonly TimeSpan SendAfter = TimeSpan.FromMilliseconds(50);

    private readonly Lock collecting = new();
    private readonly StringBuilder collected = new();
    private string stream = "stdout";
    private Timer? timer;

    /// <summary>A writer to one of the streams. Any thread may use it.</summary>
    public TextWriter Writer(string name) => TextWriter.Synchronized(new StreamOf(this, name));

    /// <summary>Sends what has been collected.</summary>
    public void Flush() => Unbroken.Do(SendCollected);

    private void SendCollected()
    {
        lock (collecting)
        {
            timer?.Dispose();
            timer = null;
            if (collected.Length == 0)
                return;
            var text = collected.ToString();
            collected.Clear();
            send(stream, text);
        }
    }

    private void Collect(string name, Action<StringBuilder> append) => Unbroken.Do(() =>
    {
        lock (collecting)
        {
            if (name != stream)
            {
                SendCollected();
                stream = name;
            }
            append(collected);
            if (collected.Length >= FullAt)
                SendCollected();
            else
                timer ??= new(_ => Flush(), null, SendAfter, Timeout.InfiniteTimeSpan);
        }
    });

    private sealed class StreamOf(ConsoleOutput output, string name) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => output.Collect(name, text => text.Append(value));

        public override void Write(string? value) => output.Collect(name, text => text.Append(value));

        public override void Write(char[] buffer, int index, int count) => output.Collect(name, text => text.Append(buffer, index, count));

        public override void Flush() => output.Flush();
    }
}
