namespace ReluDc.HeartRate;

/// <summary>How much of a recording a reading may use. Taught in notebook 10.</summary>
public enum Outlook
{
    /// <summary>All of it, what comes after a window too: for recordings that are read afterwards.</summary>
    WholeRecording,

    /// <summary>
    /// What was known when a window ended: for readings as they come. Filters see the 60 s before the window's end as if the recording
    /// ended there, and the tracker goes forward only. A reading is there when its window of 8 s ends, and is the mean over it: it comes
    /// 4 s behind the heart.
    /// </summary>
    PastOnly,
}
