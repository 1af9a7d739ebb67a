using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReluDc.Engine;
using ReluDc.Tests.Notebooks;

namespace ReluDc.Tests.Engine;

/// <summary>The course on .NET Interactive's own program, through Jupyter's protocol: the last word on what it does there.</summary>
public sealed partial class InteractiveToolTests(DefaultRuns own, InteractiveTool tool)
{
    private const string Plain = "text/plain";

    /// <summary>All that may differ: what it is, why it is so, and how it is undone (null: the output goes).</summary>
    private static readonly (string What, string Why, Func<CellOutput, CellOutput?> Undo)[] differences =
    [
        ("a display in the first cell", "the tool has classic Notebook load a script of its own",
            output => output.Bundle?.Text("text/html")?.Contains("dotnet-interactive-this-cell", StringComparison.Ordinal) == true
                ? null : output),
        ("the compiler's notices on standard error", "the tool prints them, though nothing is wrong",
            output => output is StreamOutput { Name: "stderr" } notice && Notice().IsMatch(notice.Text) ? null : output),
        ("JSON in a string", "the tool writes every form of a value as text",
            output => output switch
            {
                DisplayOutput display => display with { Data = Parsed(display.Data) },
                ResultOutput result => result with { Data = Parsed(result.Data) },
                _ => output,
            }),
    ];

    /// <summary>Two notebooks that show all forms of outputs; all where long tests are asked for.</summary>
    public static TheoryData<string> Names => LongTests.AreAsked
        ? CommittedNotebooks.Names
        : [.. CommittedNotebooks.Names.Select(row => row.Data).Where(name => name[..2] is "01" or "07")];

    [Theory, MemberData(nameof(Names))]
    public async Task Every_output_of_every_cell_is_the_same_but_for_what_is_listed(string name)
    {
        using var kernel = await tool.StartAsync(CommittedNotebooks.Directory);
        foreach (var cell in (await own.Of(name)).Executed.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            var actual = Run(kernel, cell.Source);
            var expected = cell.Outputs.Zip(actual, (one, other) => WithPlainAs(other, one)).Concat(cell.Outputs.Skip(actual.Count));
            var (one, other) = (ComparedOutputs.Of(expected), ComparedOutputs.Of(actual));
            Assert.True(one.SequenceEqual(other), $"{cell.Id}:\n{string.Join('\n', one)}\n\nis, on the tool,\n{string.Join('\n', other)}");
        }
    }

    private static IReadOnlyList<CellOutput> Run(JupyterClient kernel, string code)
    {
        var outputs = new CellOutputs();
        foreach (var message in kernel.Run(code).Outputs)
            outputs.Take(new(message.Type, "", message.ParentId, message.Content), 0);
        return [.. differences.Aggregate(outputs.All.AsEnumerable(),
            (left, difference) => left.Select(difference.Undo).OfType<CellOutput>())];
    }

    private static MimeBundle Parsed(MimeBundle data) => new(new(data.ToJson().Select(form => KeyValuePair.Create(form.Key,
        form.Key.EndsWith("json", StringComparison.Ordinal) ? data.Json(form.Key)?.DeepClone() : form.Value?.DeepClone()))));

    /// <summary>The tool sends no text beside HTML unless the type asks for it; where it sends none, there is nothing to compare.</summary>
    private static CellOutput WithPlainAs(CellOutput tools, CellOutput own) => (tools.Bundle?.Has(Plain), own) switch
    {
        (false, DisplayOutput display) => display with { Data = WithoutPlain(display.Data) },
        (false, ResultOutput result) => result with { Data = WithoutPlain(result.Data) },
        _ => own,
    };

    private static MimeBundle WithoutPlain(MimeBundle data)
    {
        var forms = data.ToJson();
        forms.Remove(Plain);
        return new(forms);
    }

    // hints, and that an assembly was built against an older version of another
    [GeneratedRegex(@"^(\s*(\(\d+,\d+\): info CS\d+|warning CS1701): [^\n]*\s*)+$")]
    private static partial Regex Notice();
}
