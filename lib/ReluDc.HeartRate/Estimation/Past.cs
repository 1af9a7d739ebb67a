namespace ReluDc.HeartRate;

/// <summary>A recording as it was known when each of its windows ended: nothing made from it can depend on what came after.</summary>
internal static class Past
{
    /// <summary>How much of the past filters see, in seconds: as long as a stretch of the adaptive motion filter.</summary>
    public const double MemoryS = 60;

    private const int MemoryCount = (int)(MemoryS * PpgRecording.SampleRateHz); // a window and whole shifts: windows stay in step

    /// <summary>What is said of each window, given the past. → [windows]</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="look">What is said of a recording's windows from one of them on.</param>
    public static T[] Look<T>(PpgRecording recording, Func<PpgRecording, int, IEnumerable<T>> look)
    {
        var said = new T[recording.Windows];
        Parallel.For(0, said.Length, window =>
        {
            var end = window * PpgRecording.ShiftCount + PpgRecording.WindowCount;
            var start = Math.Max(0, end - MemoryCount);
            var past = recording.Part(start, end - start);
            said[window] = look(past, past.Windows - 1).Single();
        });
        return said;
    }
}
