using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>Carries out execute requests, one at a time, on the thread of the cells.</summary>
/// <param name="cells">What runs them.</param>
/// <param name="history">Receives those that are to be remembered.</param>
/// <param name="interruption">Stops a cell.</param>
/// <param name="console">What cells print.</param>
internal sealed class CellExecution(ICells cells, History history, Interruption interruption, ConsoleOutput console)
{
    private int executionCount;

    /// <summary>The number of the last cell.</summary>
    public int Count => executionCount;

    /// <summary>Stops the wait of the cell that runs.</summary>
    public CancellationToken Stop { get; private set; }

    /// <summary>Runs a cell.</summary>
    /// <param name="request">The request.</param>
    /// <param name="publish">Sends an output of the cell.</param>
    /// <returns>The content of the reply.</returns>
    public JsonObject Execute(ExecuteRequest request, Action<string, JsonObject> publish)
    {
        var count = request.Remembered ? ++executionCount : executionCount;
        publish("execute_input", new() { ["code"] = request.Code, ["execution_count"] = count });

        CellFunctions.Paged.Clear();
        Stop = interruption.Begin();
        var (bundle, failure) = Run(request.Code, request.CellName ?? $"In [{count}]", keep: true, publish);
        console.Flush(); // what the cell printed comes before its value
        if (bundle is not null)
            publish("execute_result", new() { ["data"] = bundle, ["metadata"] = new JsonObject(), ["execution_count"] = count });
        var values = failure is null
            ? new JsonObject(request.Expressions.Select(e => KeyValuePair.Create(e.Name, (JsonNode?)Value(e.Code, publish))))
            : [];
        failure = interruption.End() ? new("Interrupted", "The cell was interrupted.", ["The cell was interrupted."]) : failure;
        console.Flush();

        if (request.Remembered)
            history.Add(count, request.Code, (string?)bundle?["text/plain"]);
        if (failure is not null)
            publish("error", failure.ToJson());
        var reply = failure?.ToJson() ?? new() { ["payload"] = Payload(), ["user_expressions"] = values };
        reply["status"] = failure is null ? "ok" : "error";
        reply["execution_count"] = count;
        return reply;
    }

    private static JsonArray Payload() =>
        new([.. CellFunctions.Paged.Select(data => (JsonNode)new JsonObject { ["source"] = "page", ["data"] = data, ["start"] = 0 })]);

    private JsonObject Value(string expression, Action<string, JsonObject> publish)
    {
        var (bundle, failure) = Run(expression, "user expression", keep: false, publish);
        var value = failure?.ToJson() ?? new() { ["data"] = bundle ?? [], ["metadata"] = new JsonObject() };
        value["status"] = failure is null ? "ok" : "error";
        return value;
    }

    private (JsonObject? Bundle, CellFailure? Failure) Run(string code, string name, bool keep, Action<string, JsonObject> publish)
    {
        try
        {
            return cells.Run(code, name, keep, publish, Stop);
        }
        catch (Exception e) // an interrupt, or a value that cannot be formatted
        {
            return (null, CellFailure.Of(e));
        }
    }
}
