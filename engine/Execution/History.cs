using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>The cells of this session, for clients that look back.</summary>
internal sealed class History
{
    /// <summary>The most cells that are kept: a session that goes on for days is not to grow by what nobody looks for.</summary>
    public const int Most = 10_000;

    private const int Session = 1; // there is no earlier one: nothing is kept beyond the process

    private readonly Lock gate = new();
    private readonly Queue<(int Count, string Code, string? Value)> cells = [];

    /// <summary>Adds a cell that ran.</summary>
    public void Add(int count, string code, string? value)
    {
        lock (gate)
        {
            cells.Enqueue((count, code, value));
            if (cells.Count > Most)
                cells.Dequeue();
        }
    }

    /// <summary>Answers a history_request.</summary>
    /// <exception cref="MalformedRequestException">It does not say which cells.</exception>
    public JsonObject Answer(JsonObject content)
    {
        (int Count, string Code, string? Value)[] all;
        lock (gate)
            all = [.. cells];
        var found = content.Choice("hist_access_type", "range", "tail", "search") switch
        {
            "range" => content.Number("session", 0) is not (0 or Session)
                ? []
                : Between(all, content.Number("start", 1), content.Number("stop", int.MaxValue)),
            "tail" => Last(all, content.Number("n", 10)),
            _ => Last(Matching(all, content.Text("pattern", "*"), content.Flag("unique", false)), content.Number("n", int.MaxValue)),
        };
        var withValues = content.Flag("output", false);
        return new()
        {
            ["history"] = new JsonArray([.. found.Select(cell => (JsonNode)new JsonArray(Session, cell.Count,
                withValues ? new JsonArray(cell.Code, cell.Value) : cell.Code))]),
        };
    }

    private static (int Count, string Code, string? Value)[] Between((int Count, string Code, string? Value)[] all, int start, int stop)
    {
        var next = all is [.., var last] ? last.Count + 1 : 1; // places below zero count from here
        return [.. all.Where(cell => cell.Count >= (start < 0 ? next + start : start) && cell.Count < (stop < 0 ? next + stop : stop))];
    }

    private static (int Count, string Code, string? Value)[] Last((int Count, string Code, string? Value)[] all, int n) =>
        [.. all.TakeLast(Math.Max(0, n))];

    private static (int Count, string Code, string? Value)[] Matching((int Count, string Code, string? Value)[] all, string pattern,
        bool unique)
    {
        var found = all.Where(cell => FileSystemName.MatchesSimpleExpression(pattern, cell.Code, ignoreCase: false));
        return unique ? [.. found.Reverse().DistinctBy(cell => cell.Code).Reverse()] : [.. found];
    }
}
