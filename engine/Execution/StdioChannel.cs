using System.Runtime.InteropServices;
using System.Text;

namespace ReluDc.Engine;

/// <summary>Messages over standard input and output, a line of JSON each.</summary>
/// <remarks>
/// The channel takes both streams for itself. Afterwards what code writes to standard output behind Console's back goes to standard error,
/// and
/// what it reads is empty: neither can break the conversation.
/// </remarks>
internal sealed class StdioChannel : IMessageChannel
{
    private const int LongestRequest = 64 << 20; // bytes: no cell is longer
    private const nuint CloseOnExecuteLinux = 0x5451; // FIOCLEX
    private const nuint CloseOnExecuteMac = 0x20006601;

    private readonly Lock sending = new();
    private readonly LineReader input;
    private readonly StreamWriter output;

    public StdioChannel()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        input = new(TakeOver(0, FileAccess.Read), LongestRequest);
        output = new(TakeOver(1, FileAccess.Write), utf8) { AutoFlush = true, NewLine = "\n" };
        Console.SetIn(TextReader.Null);
    }

    public Message? Receive()
    {
        while (input.Read() is { } line)
            if (line.IsCut)
                Console.Error.WriteLine($"a request of {line.Length >> 20} MB was dropped; allowed: {LongestRequest >> 20} MB");
            else if (Message.FromLine(line.Text) is { } message)
                return message;
        return null;
    }

    public void Send(Message message)
    {
        lock (sending)
            output.WriteLine(message.ToLine());
    }

    public void Flush()
    {
        // Every line is sent at once.
    }

    /// <summary>A private copy of a standard stream; in its place stands standard error, or nothing to read.</summary>
    private static Stream TakeOver(int descriptor, FileAccess access)
    {
        if (OperatingSystem.IsWindows())
            return access == FileAccess.Read ? Console.OpenStandardInput() : Console.OpenStandardOutput();
        var copy = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(Private(descriptor), ownsHandle: true), access,
            bufferSize: 1 << 16);
        if (access == FileAccess.Read)
        {
            using var nothing = File.OpenHandle("/dev/null");
            _ = Replace((int)nothing.DangerousGetHandle(), descriptor);
        }
        else
        {
            _ = Replace(2, descriptor);
        }
        return copy;
    }

    /// <summary>
    /// A copy that programs started by a cell do not inherit: one that outlives the engine would hold the conversation open.
    /// </summary>
    private static int Private(int descriptor)
    {
        var copy = Duplicate(descriptor);
        _ = Control(copy, OperatingSystem.IsMacOS() ? CloseOnExecuteMac : CloseOnExecuteLinux);
        return copy;
    }

    [DllImport("libc", EntryPoint = "ioctl")]
    private static extern int Control(int descriptor, nuint request);

    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Duplicate(int descriptor);

    [DllImport("libc", EntryPoint = "dup2")]
    private static extern int Replace(int from, int to);
}
