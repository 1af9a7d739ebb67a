using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>A live notebook under test, and what a fresh run would show instead.</summary>
internal sealed partial class LiveSession : IAsyncDisposable
{
    private LiveSession(Notebook notebook, string directory, LiveOptions? options) =>
        (Notebook, Directory, Live) = (notebook, directory, new(notebook, directory, options));

    public Notebook Notebook { get; }

    public string Directory { get; }

    public LiveNotebook Live { get; }

    public static async Task<LiveSession> OfAsync(Notebook notebook, string directory, LiveOptions? options = null)
    {
        var session = new LiveSession(notebook, directory, options);
        await session.Live.RestAsync(TestContext.Current.CancellationToken);
        return session;
    }

    /// <summary>A notebook of the course.</summary>
    public static Task<LiveSession> OfCourseAsync(string name) => OfAsync(Notebook.Load(Path.Combine(Checkout.Root, "notebooks", name
        + ".ipynb")),
        Path.Combine(Checkout.Root, "notebooks"), new() { LongestUnasked = TimeSpan.FromHours(1) });

    /// <summary>A notebook of some cells; the first declares the parameters.</summary>
    public static Task<LiveSession> OfCellsAsync(params string[] cells)
    {
        var json = new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select((source, i) => (JsonNode)new JsonObject
            {
                ["cell_type"] = "code", ["execution_count"] = null, ["id"] = $"c{i}", ["outputs"] = new JsonArray(),
                ["metadata"] = i == 0 ? new JsonObject { ["tags"] = new JsonArray("parameters") } : new JsonObject(), ["source"] = source,
            })]),
            ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5,
        };
        return OfAsync(Notebook.Parse(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString())), Path.GetTempPath(),
            new() { LongestUnasked = TimeSpan.FromHours(1) });
    }

    /// <summary>Changes parameters, and waits until the page is at rest.</summary>
    public async Task SetAsync(params (string Name, string? Value)[] values)
    {
        Live.Set(values);
        await Live.RestAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Each cell's outputs, as the page has them.</summary>
    public ImmutableArray<string> Shown() => Outputs(Live.Executed());

    /// <summary>Each cell's outputs, as the command line would leave them with the parameters of now.</summary>
    public async Task<ImmutableArray<string>> FreshAsync()
    {
        var altered = Live.Inputs.Where(input => !input.IsAnswer && Live.Values[input.Name] != input.Default)
            .Select(input => (input.Name, Text(Live.Values[input.Name])));
        var run = await NotebookRunner.RunAsync(ParameterSet.Of(Notebook).With(altered).Inject(), Directory, TimeSpan.FromMinutes(5), null,
            TestContext.Current.CancellationToken);
        var cells = run.Executed.Cells.Where(cell => !cell.Tags.Contains("injected-parameters"));
        return Outputs(run.Executed.WithCells(cells));
    }

    public ValueTask DisposeAsync() => Live.DisposeAsync();

    private static string Text(string literal) => literal.Trim('"').TrimEnd('f', 'm', 'L', 'u');

    /// <summary>The outputs without what is of one run: counts, and the numbers of cells behind the one that -p puts in.</summary>
    private static ImmutableArray<string> Outputs(Notebook notebook) => [.. notebook.Cells.Where(cell => cell.Kind == CellKind.Code)
        .Select(cell => CellNumber().Replace(string.Join('\n', cell.Outputs.Select(output =>
            (output is ResultOutput result ? result with { ExecutionCount = null } : output).ToJson().ToJsonString())), "at a cell"))];

    [GeneratedRegex(@"at cell \d+")]
    private static partial Regex CellNumber();
}
