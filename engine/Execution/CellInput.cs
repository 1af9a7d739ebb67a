using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>Lines that a cell asks the reader for.</summary>
internal sealed class CellInput
{
    private readonly ConcurrentQueue<string> answers = [];
    private readonly SemaphoreSlim arrived = new(0);

    /// <summary>Takes what the reader wrote.</summary>
    public void Answer(JsonObject content)
    {
        answers.Enqueue(content.Text("value"));
        arrived.Release();
    }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <param name="ask">Sends the question.</param>
    /// <param name="cancellation">Gives up.</param>
    public string Ask(Action ask, CancellationToken cancellation)
    {
        while (arrived.Wait(0, CancellationToken.None)) // what came for an earlier question, after it was given up
            answers.TryDequeue(out _);
        ask();
        arrived.Wait(cancellation);
        return answers.TryDequeue(out var answer) ? answer : "";
    }
}
