using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>
/// What takes long to make of a text and is always the same: a formula's MathML, the colours of code. Within a process, and, with a folder,
/// from one to the next: a parameter that is altered changes neither. A file that cannot be read, or is of another build, counts as empty.
/// Safe for threads.
/// </summary>
/// <param name="file">Where it is kept; null for nowhere.</param>
internal sealed class RenderCache(string? file)
{
    private const int MostCharacters = 4_000_000; // in the file: the course takes a quarter; beyond, only what this process has used

    private static readonly string build = $"{typeof(RenderCache).Module.ModuleVersionId} on .NET {Environment.Version}";

    private readonly Lock gate = new();
    private readonly Dictionary<string, string> used = [];
    private Dictionary<string, string>? earlier; // null: not read yet
    private bool hasNew;

    /// <summary>What was made of a text; null if it is not known.</summary>
    public string? Find(string text)
    {
        lock (gate)
        {
            if (used.TryGetValue(text, out var made))
                return made;
            if (!(earlier ??= Read()).TryGetValue(text, out made))
                return null;
            return used[text] = made;
        }
    }

    /// <summary>Keeps what was made of a text.</summary>
    public string Keep(string text, string made)
    {
        lock (gate)
            (used[text], hasNew) = (made, true);
        return made;
    }

    /// <summary>Writes what is new. That it cannot costs only time.</summary>
    public void Save()
    {
        lock (gate)
        {
            if (file is null || !hasNew)
                return;
            var all = new Dictionary<string, string>(used);
            foreach (var (text, made) in Read()) // another process may have added to it
                all.TryAdd(text, made);
            if (all.Sum(entry => (long)entry.Key.Length + entry.Value.Length) > MostCharacters)
                all = used;
            try
            {
                AtomicFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(new JsonObject
                {
                    ["build"] = build,
                    ["made"] = new JsonObject(all.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
                }));
                hasNew = false;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // it is made again next time
            }
        }
    }

    private Dictionary<string, string> Read()
    {
        try
        {
            if (file is null || !File.Exists(file) || JsonNode.Parse(File.ReadAllBytes(file)) is not JsonObject kept
                || kept["build"]?.GetValue<string>() != build || kept["made"] is not JsonObject made)
                return [];
            return made.ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException
            or NullReferenceException or ArgumentException)
        {
            return [];
        }
    }
}
