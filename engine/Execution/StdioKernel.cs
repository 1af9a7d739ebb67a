namespace ReluDc.Engine;

/// <summary>The engine as a child process: the hidden command <c>kernel start --stdio</c>.</summary>
internal static class StdioKernel
{
    /// <summary>Serves the client at the other end of the standard streams, in the current directory, until it goes.</summary>
    /// <param name="makeCells">Makes what runs the cells; null for C# scripts.</param>
    public static void Run(Func<Interruption, ConsoleOutput, ICells>? makeCells)
    {
        var channel = new StdioChannel();
        new CellEngine(channel, makeCells).Serve();
        Environment.Exit(0); // a thread that a cell left behind must not keep the process
    }
}
