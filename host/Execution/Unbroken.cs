namespace ReluDc.Notebooks.Execution;

/// <summary>Work that an interrupt must not tear.</summary>
internal static class Unbroken
{
    /// <summary>Does the work in a finally block: an abort of the thread waits until that has ended.</summary>
    public static void Do(Action work)
    {
        try
        {
            // Nothing: what stands here could be torn.
        }
        finally
        {
            work();
        }
    }
}
