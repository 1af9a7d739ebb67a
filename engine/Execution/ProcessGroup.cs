using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ReluDc.Engine;

/// <summary>The engine and the programs that its cells start: they end with it, however it ends.</summary>
/// <remarks>
/// On Unix they are a process group. A shell sleeps beside the engine until the pipe between them closes, which the system sees to even
/// where the engine is killed, and then ends the group, itself with it. On Windows they are a job, which the system ends.
/// </remarks>
internal static class ProcessGroup
{
    private const int Kill = 9; // SIGKILL

    private static Process? watcher; // kept: its pipe must not be collected

    /// <summary>Makes the running process the leader of a group of its own.</summary>
    public static void Lead()
    {
        if (OperatingSystem.IsWindows())
        {
            JobObject.Enter();
            return;
        }
        if (GetGroup() != Environment.ProcessId && SetGroup(0, 0) != 0)
            return; // the group is another's, and not to be ended
        new Thread(Watch) { IsBackground = true, Name = "group" }.Start(); // the first cell need not wait for it
    }

    /// <summary>Ends what is left of a group. Nothing on Windows, where the system has done it.</summary>
    /// <param name="leader">The process that leads it, or led it: while one of its group lives, no other gets its number.</param>
    public static void End(int leader)
    {
        if (!OperatingSystem.IsWindows())
            _ = Signal(-leader, Kill);
    }

    private static void Watch()
    {
        // An interrupt that Jupyter sends to the group is for the cell.
        var script = "trap '' INT TERM HUP QUIT\nexec >/dev/null 2>&1\nread -r line\nkill -s KILL -- -";
        var start = new ProcessStartInfo("/bin/sh", ["-c", script + Environment.ProcessId.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/", // the notebook's folder stays free
        };
        try
        {
            watcher = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // A system without a shell: programs of cells outlive an engine that is killed from outside.
        }
    }

    [DllImport("libc", EntryPoint = "getpgrp")]
    private static extern int GetGroup();

    [DllImport("libc", EntryPoint = "setpgid")]
    private static extern int SetGroup(int process, int group);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
