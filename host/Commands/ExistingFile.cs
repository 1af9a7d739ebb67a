using System.Text;

namespace ReluDc.Notebooks;

/// <summary>The file that a command is about to replace, looked at before the work: nothing is lost without being asked for.</summary>
internal static class ExistingFile
{
    private const int BlockLength = 1 << 16;
    private const string Devices = "/dev/";

    /// <summary>How many rows a table has below its first line; null if there is no such file, or nothing is in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Its first line.</param>
    /// <param name="remedy">What is allowed instead, such as "another --out".</param>
    /// <exception cref="UsageException">It is something else: not a table with this first line.</exception>
    public static long? Rows(string path, string header, string remedy)
    {
        if (!Begins(path, header, remedy))
            return null;
        using var file = File.OpenRead(path);
        var block = new byte[BlockLength];
        long lines = 0;
        var last = '\n';
        while (file.Read(block) is > 0 and var length)
        {
            lines += block.AsSpan(0, length).Count((byte)'\n');
            last = (char)block[length - 1];
        }
        return lines + (last == '\n' ? 0 : 1) - 1;
    }

    /// <summary>Whether there is a file, and not an empty one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="beginning">What it begins with; what it is must be plain from that.</param>
    /// <param name="remedy">What is allowed instead.</param>
    /// <param name="option">The option that named it.</param>
    /// <exception cref="UsageException">It begins otherwise.</exception>
    public static bool Begins(string path, string beginning, string remedy, string option = "--out")
    {
        CheckIsNoDevice(path, option);
        if (!File.Exists(path))
            return false;
        using var file = File.OpenRead(path);
        var expected = Encoding.UTF8.GetBytes(beginning);
        var found = new byte[expected.Length];
        var length = file.ReadAtLeast(found, found.Length, throwOnEndOfStream: false);
        return length == 0 ? false : found.AsSpan(0, length).SequenceEqual(expected)
            ? true
            : throw new UsageException($"{option} {path} is a file of another kind, and stays; allowed: {remedy}");
    }

    /// <summary>Whether there is a file, not empty, with other content.</summary>
    public static bool IsOther(string path, byte[] content)
    {
        CheckIsNoDevice(path);
        return File.Exists(path) && new FileInfo(path).Length is > 0 and var length
            && (length != content.Length || !File.ReadAllBytes(path).AsSpan().SequenceEqual(content));
    }

    private static void CheckIsNoDevice(string path, string option = "--out")
    {
        if (OperatingSystem.IsLinux() && Path.GetFullPath(path).StartsWith(Devices, StringComparison.Ordinal))
            throw new UsageException($"{option} {path} is a device; allowed: the path of a file");
    }
}
