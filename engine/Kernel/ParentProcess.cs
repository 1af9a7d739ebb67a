using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ReluDc.Engine;

/// <summary>The client that started the kernel, as Jupyter names it: a kernel ends with its client, however that ends.</summary>
internal static class ParentProcess
{
    /// <summary>The variable by which Jupyter names it: the number of a process, on Windows that of a handle to one.</summary>
    public const string Variable = "JPY_PARENT_PID";

    private static readonly TimeSpan between = TimeSpan.FromSeconds(1);

    /// <summary>Watches over the client, if one is named.</summary>
    /// <param name="onEnd">Told, on another thread, when it has ended.</param>
    public static void Watch(Action onEnd)
    {
        if (!long.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var number) || number <= 1)
            return;
        Action wait = OperatingSystem.IsWindows() ? () => WaitForHandle(number) : () => WaitForProcess(number);
        new Thread(() =>
        {
            wait();
            onEnd();
        }) { IsBackground = true, Name = "parent" }.Start();
    }

    private static void WaitForHandle(long number)
    {
        using var ended = new ManualResetEvent(false) { SafeWaitHandle = new((nint)number, ownsHandle: false) };
        ended.WaitOne();
    }

    private static void WaitForProcess(long number)
    {
        if (number > int.MaxValue || Find((int)number) is not { } parent)
            return;
        // A parent that nobody has buried yet counts as alive, but its children have another parent by then.
        var isOurs = GetParent() == number;
        using (parent)
            while (!parent.HasExited && (!isOurs || GetParent() == number))
                Thread.Sleep(between);
    }

    private static Process? Find(int number)
    {
        try
        {
            return Process.GetProcessById(number);
        }
        catch (ArgumentException)
        {
            return null; // it has ended already
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int GetParent();
}
