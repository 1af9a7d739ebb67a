using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>A request to run a cell.</summary>
internal sealed record ExecuteRequest
{
    private ExecuteRequest(Message message) => Message = message;

    /// <summary>The request as it came.</summary>
    public Message Message { get; }

    /// <summary>The cell's text.</summary>
    public required string Code { get; init; }

    /// <summary>What the client calls the cell; null if nothing.</summary>
    public string? CellName { get; init; }

    /// <summary>The language of the cell, as .NET Interactive names it; null for C#.</summary>
    public string? Language { get; init; }

    /// <summary>Whether nothing is to be seen of it but the reply.</summary>
    public bool Silent { get; init; }

    /// <summary>Whether it counts and enters the history.</summary>
    public bool Remembered { get; init; }

    /// <summary>Whether the client answers questions of the cell.</summary>
    public bool TakesInput { get; init; }

    /// <summary>Whether its failure aborts the requests that wait.</summary>
    public bool AbortsOthers { get; init; }

    /// <summary>Expressions to evaluate after it, by name.</summary>
    public required IReadOnlyList<(string Name, string Code)> Expressions { get; init; }

    /// <summary>Reads a request.</summary>
    /// <exception cref="MalformedRequestException">It is not one.</exception>
    public static ExecuteRequest Of(Message message)
    {
        var content = message.Content;
        return new(message)
        {
            Code = content.Text("code"),
            CellName = message.Metadata["cellName"] is null ? null : message.Metadata.Text("cellName"),
            Language = message.Metadata["cellLanguage"] is null ? null : KernelName.Plain(message.Metadata.Text("cellLanguage")),
            Silent = content.Flag("silent", false),
            Remembered = content.Flag("store_history", true) && !content.Flag("silent", false),
            TakesInput = content.Flag("allow_stdin", false),
            AbortsOthers = content.Flag("stop_on_error", true),
            Expressions = content["user_expressions"] switch
            {
                null => [],
                JsonObject json => [.. json.Select(entry => (entry.Key, json.Text(entry.Key)))],
                _ => throw new MalformedRequestException("user_expressions", "an object of strings"),
            },
        };
    }
}
