using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>How a notebook was executed: what its executed copy says of it in its metadata, and its page at the foot.</summary>
/// <param name="Parameters">Its parameters with the values used, in order.</param>
/// <param name="Commit">The commit that it was executed at, with a note if files had changed since; null where there was no git.</param>
/// <param name="Sdk">The .NET SDK that built the program.</param>
/// <param name="ExecutedAt">When, in UTC, as ISO 8601.</param>
/// <param name="DurationS">How long it took, in seconds.</param>
/// <param name="InputHash">A hash of all that the outputs depend on.</param>
/// <param name="Failure">Why execution stopped, in one line; null if it did not.</param>
public sealed record RunRecord(
    ImmutableArray<RecordedParameter> Parameters, string? Commit, string? Sdk, string? ExecutedAt, double? DurationS, string? InputHash,
    string? Failure)
{
    private const string Entry = "reludc"; // in the notebook's metadata
    private const string SealEntry = "seal";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Encoder = JsonStyle.Compact.Encoder };

    /// <summary>The path of the notebook that was executed, from the folder of the executed copy; null where that is not known.</summary>
    public string? Source { get; init; }

    /// <summary>The parameters that were altered.</summary>
    public IEnumerable<RecordedParameter> Altered => Parameters.Where(parameter => parameter.Overridden);

    /// <summary>The record in an executed notebook; null if it has none, or one that this program did not write.</summary>
    public static RunRecord? Of(Notebook executed)
    {
        try
        {
            if (executed.Metadata[Entry] is not JsonObject record || record.Deserialize<RunRecord>(Form) is not { } read)
                return null;
            var parameters = read.Parameters.IsDefault ? [] : read.Parameters;
            return parameters.All(parameter =>
                parameter is { Name: not null, Value: not null, Default: not null, Comment: not null })
                ? read with { Parameters = parameters }
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The notebook with this record in its metadata.</summary>
    public Notebook In(Notebook executed) => executed.WithMetadata(Entry, JsonSerializer.SerializeToNode(this, Form));

    /// <summary>The bytes of an executed notebook, with the path of its source and a seal over all of it.</summary>
    /// <param name="executed">The notebook, with a record.</param>
    /// <param name="folder">Where it goes.</param>
    public static byte[] Sealed(Notebook executed, string folder)
    {
        if (Of(executed) is not { } record)
            return executed.ToBytes();
        var source = executed.Path is { } path ? Path.GetRelativePath(folder, path).Replace('\\', '/') : null;
        var json = JsonSerializer.SerializeToNode(record with { Source = source }, Form)!.AsObject();
        json[SealEntry] = Seal.Open;
        return Seal.Close(executed.WithMetadata(Entry, json).ToBytes());
    }

    /// <summary>An executed notebook that nobody has altered since it was written, as if read from its source; null for all else.</summary>
    /// <param name="path">Its file.</param>
    public static Notebook? Intact(string path)
    {
        try
        {
            var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
            if (!Seal.IsIntact(bytes))
                return null;
            var executed = Notebook.Parse(bytes, path);
            return Of(executed)?.Source is { } source
                ? executed.From(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, source))
                : executed;
        }
        catch (Exception e) when (e is UnreadableNotebookException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>A parameter as a run used it. Values are C# literals.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as C# writes it.</param>
/// <param name="Value">The value used.</param>
/// <param name="Default">The notebook's own value.</param>
/// <param name="Comment">Unit, range and meaning.</param>
/// <param name="Overridden">Whether it was altered.</param>
/// <param name="Warning">"outside 0.5 … 100"; null if the value lies in its range.</param>
public sealed record RecordedParameter(string Name, string Type, string Value, string Default, string Comment, bool Overridden,
    string? Warning);
