using System.Text.Json.Nodes;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>An engine that runs the cells of many tests: each must leave it alive.</summary>
public sealed class RunningCells : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly EngineProcess engine;
    private readonly Dictionary<string, CellOutputs> ran = [];

    public RunningCells() => engine = new(folder.Path);

    /// <summary>The folder that cells run in.</summary>
    public string Folder => folder.Path;

    /// <summary>Runs a cell.</summary>
    public Task<RanCell> RunAsync(string code, string? language = null) => RunAsync("execute_request",
        new() { ["code"] = code }, new() { ["cellName"] = "cell 1", ["cellLanguage"] = language });

    /// <summary>Asks for something else.</summary>
    public async Task<JsonObject> AskAsync(string type, JsonObject content) => (await RunAsync(type, content, [])).Reply;

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    private async Task<RanCell> RunAsync(string type, JsonObject content, JsonObject metadata)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(90));
        var request = Message.Request(type, content) with { Metadata = metadata };
        var outputs = ran[request.Id] = new();
        await engine.SendAsync(request, patience.Token);
        JsonObject? reply = null;
        while (await engine.ReceiveAsync(patience.Token) is var (message, length))
        {
            if (ran.TryGetValue(message.ParentId ?? "", out var cell))
                cell.Take(message, length);
            if (message.ParentId != request.Id)
                continue;
            if (message.Type.EndsWith("_reply", StringComparison.Ordinal))
                reply = message.Content;
            if (message.Type == "status" && (string?)message.Content["execution_state"] == "idle")
                return new(outputs, reply!);
        }
        throw new InvalidOperationException($"the engine has ended: {engine.Obituary()}");
    }
}

/// <summary>A cell after its run.</summary>
/// <param name="Taken">Its outputs; more may come.</param>
/// <param name="Reply">What the engine answered.</param>
public sealed record RanCell(object Taken, JsonObject Reply)
{
    /// <summary>The outputs so far.</summary>
    public IReadOnlyList<CellOutput> Outputs => ((CellOutputs)Taken).All;

    /// <summary>The value's text; null without a value.</summary>
    public string? Value => Outputs.OfType<ResultOutput>().SingleOrDefault()?.Data.Text("text/plain");

    /// <summary>The value in every form.</summary>
    public MimeBundle? Forms => Outputs.OfType<ResultOutput>().SingleOrDefault()?.Data;

    /// <summary>What was displayed.</summary>
    public IReadOnlyList<MimeBundle> Displayed => [.. Outputs.OfType<DisplayOutput>().Select(output => output.Data)];

    /// <summary>What was printed.</summary>
    public string Printed => Text("stdout");

    /// <summary>What was warned of.</summary>
    public string Warned => Text("stderr");

    /// <summary>Why it failed; null if it did not.</summary>
    public string? Failure => Outputs.OfType<ErrorOutput>().SingleOrDefault() is { } error ? $"{error.Name}: {error.Value}" : null;

    /// <summary>Where it failed, and why, line by line.</summary>
    public string Trace => string.Join('\n', Outputs.OfType<ErrorOutput>().SelectMany(error => error.Traceback));

    private string Text(string stream) =>
        string.Concat(Outputs.OfType<StreamOutput>().Where(output => output.Name == stream).Select(output => output.Text));
}
