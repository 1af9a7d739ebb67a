using System.Runtime.ExceptionServices;

namespace ReluDc.Engine;

/// <summary>
/// Runs what goes as deep as the text that it reads, on a thread whose stack is large enough for what the limits let through.
/// </summary>
internal static class RoomyStack
{
    private const int Bytes = 256 << 20; // of addresses: only what is used takes memory

    [ThreadStatic]
    private static bool isHere;

    /// <summary>What a function returns, or throws.</summary>
    /// <param name="function">The function.</param>
    /// <param name="longest">How long it may take, after which it is left to itself; null for any time.</param>
    /// <exception cref="TimeoutException">It took longer.</exception>
    public static T Run<T>(Func<T> function, TimeSpan? longest = null)
    {
        if (isHere && longest is null)
            return function();
        var result = default(T);
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            isHere = true;
            try
            {
                result = function();
            }
            catch (Exception e) // told to the caller below
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        }, Bytes)
        { IsBackground = true };
        thread.Start();
        if (!thread.Join(longest ?? Timeout.InfiniteTimeSpan))
            throw new TimeoutException();
        failure?.Throw();
        return result!;
    }
}
