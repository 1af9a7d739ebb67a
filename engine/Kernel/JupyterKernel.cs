using System.Runtime.InteropServices;

namespace ReluDc.Engine;

/// <summary>The engine as a Jupyter kernel: the command <c>kernel start --connection-file</c>.</summary>
internal static class JupyterKernel
{
    /// <summary>
    /// Serves the client that wrote the connection file until it asks for shutdown; false, with one line on standard error, if the file
    /// cannot be used.
    /// </summary>
    /// <param name="connectionFile">Its path.</param>
    /// <param name="makeCells">Makes what runs the cells; null for C# scripts.</param>
    public static bool TryRun(string connectionFile, Func<Interruption, ConsoleOutput, ICells>? makeCells)
    {
        try
        {
            Run(connectionFile, makeCells);
            return true;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return false;
        }
    }

    /// <summary>Serves the client that wrote the connection file, in the current directory, until it asks for shutdown.</summary>
    /// <exception cref="FormatException">The file is no connection file.</exception>
    /// <exception cref="IOException">The file cannot be read, or its ports not be listened on.</exception>
    private static void Run(string connectionFile, Func<Interruption, ConsoleOutput, ICells>? makeCells)
    {
        // Console.Error becomes the cells'
        var log = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true });
        Console.SetIn(TextReader.Null); // a cell that reads gets no keys that are meant for the client's terminal
        using (var sockets = new JupyterSockets(ConnectionFile.Read(connectionFile), log.WriteLine))
        {
            sockets.Send(Message.Request("status", new() { ["execution_state"] = "starting" }));
            var engine = new CellEngine(sockets, makeCells);
            using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
            {
                context.Cancel = true;
                engine.Interrupt();
            });
            engine.Serve();
        }
        Environment.Exit(0); // a thread that a cell left behind must not keep the process
    }
}
