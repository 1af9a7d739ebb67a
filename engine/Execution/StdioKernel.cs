namespace ReluDc.Engine;

/// <summary>The engine as a child process: the hidden command <c>kernel start --stdio</c>.</summary>
public static class StdioKernel
{
    /// <summary>Serves the client at the other end of the standard streams, in the current directory, until it goes.</summary>
    public static void Run()
    {
        var channel = new StdioChannel();
        new CellEngine(channel).Serve();
        Environment.Exit(0); // a thread that a cell left behind must not keep the process
    }
}
