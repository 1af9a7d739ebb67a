using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>
/// What runs cells and knows their language. The engine around it speaks with clients, counts, remembers, asks, and says when to stop.
/// </summary>
internal interface ICells
{
    /// <summary>Runs a cell, on the thread of the cells.</summary>
    /// <param name="code">Its text.</param>
    /// <param name="language">The language that it begins in, as .NET Interactive names it; null for C#.</param>
    /// <param name="name">What the traceback calls it.</param>
    /// <param name="keep">Whether later cells see what it declares.</param>
    /// <param name="publish">Sends an output of the cell: a message's type and content.</param>
    /// <param name="stop">Cancelled when the cell is to stop.</param>
    /// <returns>Its value in every form, if it has one, or why it failed.</returns>
    (JsonObject? Bundle, CellFailure? Failure) Run(string code, string? language, string name, bool keep,
        Action<string, JsonObject> publish, CancellationToken stop);

    /// <summary>Answers a complete_request.</summary>
    JsonObject Complete(JsonObject content) => throw OfTyping("complete_request");

    /// <summary>Answers an inspect_request.</summary>
    JsonObject Inspect(JsonObject content) => throw OfTyping("inspect_request");

    /// <summary>Answers an is_complete_request.</summary>
    JsonObject IsComplete(JsonObject content) => throw OfTyping("is_complete_request");

    /// <summary>Answers a signature_request: what can be called where the cursor is.</summary>
    JsonObject Signatures(JsonObject content) =>
        new() { ["signatures"] = new JsonArray(), ["active_signature"] = 0, ["active_parameter"] = 0 };

    /// <summary>Answers a diagnostics_request: what the compiler would say of a cell.</summary>
    JsonObject Diagnose(JsonObject content) => new() { ["diagnostics"] = new JsonArray() };

    /// <summary>Answers a graph_request: which cells depend on which.</summary>
    JsonObject Graph(JsonObject content) =>
        throw new MalformedRequestException("msg_type", "a graph of a live notebook");

    /// <summary>Answers a values_request: the values of the parameters from now on.</summary>
    JsonObject Values(JsonObject content) => throw new MalformedRequestException("msg_type", "values of a live notebook");

    /// <summary>Answers a keep_request: keeps what was compiled for later runs of the same cells.</summary>
    JsonObject Keep(JsonObject content) => new() { ["kept"] = false };

    private static MalformedRequestException OfTyping(string type) => new("msg_type", $"{type} goes to an engine whose cells are typed");
}
