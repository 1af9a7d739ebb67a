using ReluDc.Tests.Engine;

namespace ReluDc.Bench;

/// <summary>How fast the Jupyter kernel answers a client, over sockets, from request to reply and idle.</summary>
internal static class KernelBenchmark
{
    private const int Starts = 15;
    private const int Cells = 300;

    /// <summary>Measures and prints a table of medians with their spread.</summary>
    public static async Task RunAsync()
    {
        var first = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            JupyterClient? client = null;
            first.Add(await Timings.OfAsync(() =>
            {
                client = new(Built.Program, Built.Notebooks, wait: false);
                Expect(client.Reply("shell", client.Execute("1 + 1")));
                return Task.CompletedTask;
            }));
            client!.Dispose();
        }
        var trivial = new List<double>();
        var withLibrary = new List<double>();
        using (var client = new JupyterClient(Built.Program, Built.Notebooks))
        {
            await MeasureAsync(client, trivial);
            client.Run("#r \"../lib/bin/ReluDc.Figures.dll\"\nusing ReluDc;\nusing ReluDc.Figures;\nNotebook.Begin();");
            await MeasureAsync(client, withLibrary);
        }

        Timings.PrintHeader();
        Timings.Print($"kernel start to first reply, {Starts} starts", first, "≤ 1000 ms");
        Timings.Print($"trivial cell, {Cells} cells", trivial, "≤ 10 ms");
        Timings.Print("the same, with the course's library", withLibrary, "");
    }

    private static async Task MeasureAsync(JupyterClient client, List<double> timesMs)
    {
        for (var i = 0; i < Cells; i++)
            timesMs.Add(await Timings.OfAsync(() =>
            {
                var id = client.Execute($"{i} + 1");
                Expect(client.Reply("shell", id));
                client.Outputs(id);
                return Task.CompletedTask;
            }));
    }

    private static void Expect(Received reply)
    {
        if ((string?)reply.Content["status"] != "ok")
            throw new InvalidOperationException($"the cell failed: {reply.Content["evalue"]}");
    }
}
