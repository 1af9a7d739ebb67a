
using ReluDc.Engine;

namespace ReluDc.Bench;

/// <summary>How fast the engine answers, measured from outside through its protocol: what a reader of a notebook waits for.</summary>
internal static class EngineBenchmark
{
    private const int Starts = 15;
    private const int Cells = 200;

    /// <summary>Measures and prints a table of medians with their spread.</summary>
    public static async Task RunAsync()
    {
        var (program, notebooks) = (Built.Program, Built.Notebooks);
        const string Library = "#r \"../lib/bin/ReluDc.Figures.dll\"\nusing ReluDc;\nusing ReluDc.Figures;\nNotebook.Begin();";

        var first = new List<double>();
        var setup = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            first.Add(await Timings.OfAsync(async () =>
            {
                using var engine = new EngineProcess(notebooks, program, EngineProgram.TypingEnvironment);
                await ExecuteAsync(engine, "1 + 1");
            }));
            setup.Add(await Timings.OfAsync(async () =>
            {
                using var engine = new EngineProcess(notebooks, program, EngineProgram.TypingEnvironment);
                await ExecuteAsync(engine, Library + "\nnew OneToneRelu(new Tone(5)).Dc");
            }));
        }
        var trivial = new List<double>();
        var trivialWithLibrary = new List<double>();
        using (var engine = new EngineProcess(notebooks, program, EngineProgram.TypingEnvironment))
        {
            for (var i = 0; i < Cells; i++)
                trivial.Add(await Timings.OfAsync(() => ExecuteAsync(engine, $"{i} + 1")));
            await ExecuteAsync(engine, Library);
            for (var i = 0; i < Cells; i++)
                trivialWithLibrary.Add(await Timings.OfAsync(() => ExecuteAsync(engine, $"{i} + 1")));
        }

        Timings.PrintHeader();
        Timings.Print($"process start to first result, {Starts} starts", first, "≤ 450 ms");
        Timings.Print("the same, with the course's library", setup, "");
        Timings.Print($"trivial cell, {Cells} cells", trivial, "≤ 4 ms");
        Timings.Print("the same, with the course's library", trivialWithLibrary, "");
    }

    private static async Task ExecuteAsync(EngineProcess engine, string code)
    {
        var request = Message.Request("execute_request", new() { ["code"] = code });
        await engine.SendAsync(request, CancellationToken.None);
        while (await engine.ReceiveAsync(CancellationToken.None) is var (message, _))
        {
            if (message.Type == "error")
                throw new InvalidOperationException($"the cell failed: {message.Content["evalue"]}");
            if (message.Type == "status" && (string?)message.Content["execution_state"] == "idle")
                return;
        }
        throw new InvalidOperationException($"the engine ended: {engine.Obituary()}");
    }
}
