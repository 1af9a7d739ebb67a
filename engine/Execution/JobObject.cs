using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ReluDc.Engine;

/// <summary>A job of Windows: processes that end when the last handle to it closes, here with the engine.</summary>
[SupportedOSPlatform("windows")]
internal static class JobObject
{
    private const int ExtendedLimits = 9; // JobObjectExtendedLimitInformation
    private const uint KillOnClose = 0x2000; // JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE

    /// <summary>Puts the running process into a job of its own, and with it what it starts. Does nothing where that fails.</summary>
    public static void Enter()
    {
        var job = Create(0, null); // never closed by hand: the system closes it when the process ends
        var limits = new Limits { LimitFlags = KillOnClose };
        if (job != 0 && Set(job, ExtendedLimits, ref limits, Marshal.SizeOf<Limits>()))
            Assign(job, CurrentProcess());
    }

    [DllImport("kernel32", EntryPoint = "CreateJobObjectW", CharSet = CharSet.Unicode)]
    private static extern nint Create(nint security, string? name);

    [DllImport("kernel32", EntryPoint = "SetInformationJobObject")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool Set(nint job, int kind, ref Limits limits, int length);

    [DllImport("kernel32", EntryPoint = "AssignProcessToJobObject")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool Assign(nint job, nint process);

    [DllImport("kernel32", EntryPoint = "GetCurrentProcess")]
    private static extern nint CurrentProcess();

    /// <summary>JOBOBJECT_EXTENDED_LIMIT_INFORMATION, of which one field is used.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limits
    {
        public long ProcessTime;
        public long JobTime;
        public uint LimitFlags;
        public nuint SmallestWorkingSet;
        public nuint LargestWorkingSet;
        public uint ActiveProcesses;
        public nuint Affinity;
        public uint Priority;
        public uint Scheduling;
        public ulong Reads, Writes, Others, ReadBytes, WrittenBytes, OtherBytes; // IO_COUNTERS
        public nuint ProcessMemory;
        public nuint JobMemory;
        public nuint PeakProcessMemory;
        public nuint PeakJobMemory;
    }
}
