using System.Text.Json.Nodes;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>A live notebook and all who have its page open. They see the same, and each may turn its parameters.</summary>
internal sealed class LiveRoom : IAsyncDisposable
{
    private readonly LiveNotebook live;
    private readonly Site site;
    private readonly string name;
    private readonly Lock gate = new();
    private readonly List<Reader> readers = [];
    private readonly Dictionary<int, string> shown = []; // what a cell's outputs look like, by its place
    private readonly HashSet<int> parts = []; // cells that show the beginning of a run
    private IReadOnlyDictionary<string, string> told;

    /// <param name="name">The page.</param>
    /// <param name="live">The notebook.</param>
    /// <param name="site">Knows what outputs look like on the page.</param>
    public LiveRoom(string name, LiveNotebook live, Site site)
    {
        (this.name, this.live, this.site, told) = (name, live, site, live.Values);
        live.Changed += TellCell;
        live.Progressed += TellProgress;
    }

    /// <summary>The notebook with the outputs of now.</summary>
    public Notebook Executed() => live.Executed();

    /// <summary>Whether nobody has the page open.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (gate)
                return readers.Count == 0;
        }
    }

    /// <summary>Lets a reader in, until it goes.</summary>
    public async Task WelcomeAsync(Reader reader, CancellationToken cancellation)
    {
        lock (gate)
        {
            readers.Add(reader);
            reader.Send(Hello());
        }
        TellProgress();
        try
        {
            await reader.TalkAsync(message => Receive(reader, message), cancellation);
        }
        finally
        {
            lock (gate)
                readers.Remove(reader);
            TellProgress();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => live.DisposeAsync();

    private void Receive(Reader reader, JsonObject message)
    {
        switch (Text(message["type"]))
        {
            case "set" when message["values"] is JsonObject values:
                Set(reader, [.. values.Select(value => (value.Key, value.Value is null ? null : Text(value.Value) ?? ""))]);
                TellValues();
                lock (gate)
                    reader.Send(new() { ["type"] = "taken", ["progress"] = Progress() });
                break;
            case "run":
                live.Run();
                break;
            case "stop":
                live.Stop();
                break;
        }
    }

    /// <summary>Turns parameters together; where one of them cannot be, the others by themselves.</summary>
    private void Set(Reader reader, IReadOnlyList<(string Name, string? Value)> values)
    {
        try
        {
            live.Set(values);
        }
        catch (FormatException) when (values.Count > 1)
        {
            foreach (var one in values)
                Set(reader, [one]);
        }
        catch (FormatException e)
        {
            reader.Send(new() { ["type"] = "refused", ["name"] = values[0].Name, ["message"] = e.Message });
        }
    }

    private JsonObject Hello() => new()
    {
        ["type"] = "hello",
        ["values"] = Values(live.Values),
        ["defaults"] = Values(live.Inputs.ToDictionary(input => input.Name, input => input.Default)),
        ["warnings"] = Warnings(),
        ["answers"] = new JsonArray([.. live.Inputs.Where(input => input.IsAnswer).Select(input => (JsonNode)new JsonObject
            { ["name"] = input.Name, ["cell"] = live.Notebook.Cells[input.Cell].Id, ["comment"] = input.Declaration.Comment })]),
        ["cells"] = new JsonArray([.. live.Notebook.Cells.Index().Where(cell => cell.Item.Kind == CellKind.Code)
            .Select(cell => (JsonNode)Cell(cell.Index))]),
        ["progress"] = Progress(),
    };

    private JsonObject Values(IReadOnlyDictionary<string, string> literals) => new(live.Inputs.Select(input =>
        KeyValuePair.Create(input.Name, (JsonNode?)input.TextOf(literals[input.Name]))));

    private JsonArray Warnings() => new([.. live.Warnings.Select(warning => (JsonNode)warning)]);

    private JsonObject Cell(int place, bool always = true)
    {
        var now = live.StateOf(place);
        var message = new JsonObject
        {
            ["type"] = "cell", ["id"] = live.Notebook.Cells[place].Id,
            ["now"] = now switch
            {
                LiveCellState.Running => "running", LiveCellState.Stale => "stale", LiveCellState.NotRun => "not-run", _ => "current",
            },
        };
        var isPart = live.IsPartOfRun(place);
        if (now is LiveCellState.Running or LiveCellState.Stale && !always && !isPart && !parts.Remove(place))
            return message; // what it shows stays until it has run, or has run for a while
        if (isPart)
            parts.Add(place);
        var html = site.Outputs(name, live.OutputsOf(place)).ToString();
        if (always || shown.GetValueOrDefault(place) != html)
            message["html"] = html;
        shown[place] = html;
        return message;
    }

    private JsonObject Progress()
    {
        var progress = live.Progress;
        return new()
        {
            ["type"] = "progress", ["phase"] = progress.Phase.ToString(), ["done"] = progress.Done, ["planned"] = progress.Planned,
            ["all"] = progress.All, ["elapsedMs"] = progress.Elapsed.TotalMilliseconds,
            ["estimateMs"] = progress.Estimate?.TotalMilliseconds, ["message"] = progress.Message, ["readers"] = readers.Count,
        };
    }

    private void TellCell(int place)
    {
        lock (gate)
            if (readers.Count > 0)
                Tell(Cell(place, always: false));
    }

    private void TellProgress()
    {
        lock (gate)
            if (readers.Count > 0)
                Tell(Progress());
    }

    private void TellValues()
    {
        lock (gate)
            if (!ReferenceEquals(told, live.Values))
            {
                told = live.Values;
                Tell(new() { ["type"] = "values", ["values"] = Values(told), ["warnings"] = Warnings() });
            }
    }

    private void Tell(JsonObject message)
    {
        foreach (var reader in readers)
            reader.Send(message);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
