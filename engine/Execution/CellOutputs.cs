using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>
/// What one cell puts out while it runs: in order of arrival, text of one stream joined, updated displays replaced, up to a limit.
/// </summary>
/// <param name="before">Gives the outputs of the cell before it, whose displays it may update; null for the first.</param>
internal sealed class CellOutputs(Func<CellOutputs?>? before = null)
{
    /// <summary>The most that a cell may put out, in characters: more than any figure needs, less than a browser chokes on.</summary>
    public const int Limit = 16_000_000;

    private readonly List<CellOutput> outputs = [];
    private readonly Dictionary<string, long> displayLengths = []; // by display_id: an update gives back what it replaces
    private long size;

    private CellOutputs? Before => before?.Invoke();

    /// <summary>Told when there is more of it, or when another cell has updated one of its displays.</summary>
    public Action? Changed { get; init; }

    /// <summary>The outputs so far. Text of one stream in several pieces is one output.</summary>
    public IReadOnlyList<CellOutput> All
    {
        get
        {
            var joined = new List<CellOutput>();
            foreach (var group in Runs())
                joined.Add(group is [StreamOutput first, ..]
                    ? first with { Text = string.Concat(group.Cast<StreamOutput>().Select(s => s.Text)) }
                    : group[0]);
            return joined;
        }
    }

    /// <summary>Takes a message of the running cell.</summary>
    /// <param name="message">Any message; those that are no output are ignored.</param>
    /// <param name="length">Its length in characters.</param>
    /// <returns>False if the cell has put out more than the limit; what exceeds it is dropped.</returns>
    public bool Take(Message message, long length)
    {
        var content = message.Content;
        CellOutput? output = message.Type switch
        {
            "stream" => new StreamOutput(content.TextOrNull("name") ?? "stdout", content.Words("text")),
            "display_data" or "update_display_data" =>
                new DisplayOutput(Bundle(content), content.ObjectOrEmpty("metadata"),
                    (content["transient"] as JsonObject)?.TextOrNull("display_id")),
            "execute_result" => new ResultOutput(content.NumberOrNull("execution_count"), Bundle(content),
                content.ObjectOrEmpty("metadata")),
            "error" => new ErrorOutput(content.Words("ename"), content.Words("evalue"),
                [.. (content["traceback"] as JsonArray ?? []).Select(line => line.TextOrNull() ?? "")]),
            _ => null,
        };
        if (output is null)
            return true;
        if (message.Type == "update_display_data")
            return Replace((DisplayOutput)output, length);
        if (size + length > Limit)
            return false;
        size += length;
        if (output is DisplayOutput { DisplayId: { } id })
            displayLengths[id] = length;
        outputs.Add(output);
        Changed?.Invoke();
        return true;
    }

    /// <summary>Adds why the cell failed where it could not say so itself.</summary>
    public void Fail(string name, string message) => outputs.Add(new ErrorOutput(name, message, [$"{name}: {message}"]));

    private bool Replace(DisplayOutput update, long length)
    {
        for (var cell = update.DisplayId is null ? null : this; cell is not null; cell = cell.Before)
        {
            var place = cell.outputs.FindLastIndex(output => output is DisplayOutput shown && shown.DisplayId == update.DisplayId);
            if (place < 0)
                continue;
            var grown = cell.size - cell.displayLengths[update.DisplayId!] + length;
            if (grown > Limit)
                return false;
            (cell.size, cell.displayLengths[update.DisplayId!], cell.outputs[place]) = (grown, length, update);
            cell.Changed?.Invoke();
            return true;
        }
        return true; // a display that nobody shows
    }

    private IEnumerable<List<CellOutput>> Runs()
    {
        var run = new List<CellOutput>();
        foreach (var output in outputs)
        {
            if (run.Count > 0 && !(output is StreamOutput stream && run[0] is StreamOutput first && stream.Name == first.Name))
            {
                yield return run;
                run = [];
            }
            run.Add(output);
        }
        if (run.Count > 0)
            yield return run;
    }

    private static MimeBundle Bundle(JsonObject content) => new(content.ObjectOrEmpty("data"));
}
