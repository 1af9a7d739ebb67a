using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReluDc.Tests.Engine;

/// <summary>The extension's parameters.js: which parameters it finds, what it lets a reader write, and where that goes.</summary>
public sealed class ParameterPromptTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Finds_each_declaration_of_the_course_with_a_value_that_it_would_take_again()
    {
        var cells = Checkout.Notebooks.Select(path => JsonNode.Parse(File.ReadAllText(path))!["cells"]!.AsArray()
            .First(cell => cell!["metadata"]!["tags"]?.ToJsonString().Contains("\"parameters\"") == true)!)
            .Select(cell => string.Concat(cell["source"]!.AsArray().Select(line => (string?)line))).ToArray();
        var found = await RunAsync($$"""
            for (const text of {{JsonSerializer.Serialize(cells)}}) {
              const lines = text.split("\n");
              const all = read(text);
              tell(all.length === lines.length && all.every(one => fault(one, one.value) === undefined && one.meaning !== ""
                && lines[one.number].slice(one.start, one.start + one.length) === one.value));
            }
            """);
        Assert.Equal(cells.Length, found.Count);
        Assert.All(found, isWhole => Assert.True((bool)isWhole));
    }

    [Theory]
    [InlineData("int n = 3; // 1 … 5", "4", null)]
    [InlineData("int n = 3; // 1 … 5", "4.5", "int: a whole number")]
    [InlineData("double f = 5;", "-.5e3", null)]
    [InlineData("double f = 5;", "five", "double: a number")]
    [InlineData("bool b = true;", "yes", "bool: true or false")]
    [InlineData("string s = \"a;b\"; // path", "c", "string: a text in quotation marks")]
    [InlineData("string s = \"a;b\"; // path", "\"c // \\\" ;\"", null)]
    [InlineData("double[] v = [1, 2.5]; // list", "[3]", null)]
    [InlineData("var v = 2;", " ", "a value")]
    public async Task Takes_what_the_declared_type_takes(string line, string given, string? fault)
    {
        var (declared, answer) = (JsonSerializer.Serialize(line), JsonSerializer.Serialize(given));
        var said = await RunAsync($"tell(fault(read({declared})[0], {answer}) ?? 'fine');");
        Assert.Equal(fault ?? "fine", (string?)Assert.Single(said));
    }

    [Fact]
    public async Task Writes_the_answer_in_place_of_the_value_and_of_nothing_else()
    {
        var said = await RunAsync("""
            chosen = "b";
            given = " 7 ";
            ask(notebook).then(changed => tell([changed, edits]));
            """);
        Assert.Equal("""[true,[["cell",[1,9,1,12],"7"]]]""", Assert.Single(said).ToJsonString());
    }

    [Theory]
    [InlineData("chosen = undefined;")]
    [InlineData("chosen = 'b'; given = undefined;")]
    [InlineData("chosen = 'b'; given = '2.5';")]
    [InlineData("notebook.getCells = () => [];")]
    public async Task Changes_nothing_where_the_reader_changes_nothing(string reader) => Assert.Equal("[false,[]]",
        Assert.Single(await RunAsync($"{reader} ask(notebook).then(changed => tell([changed, edits]));")).ToJsonString());

    private async Task<IReadOnlyList<JsonNode>> RunAsync(string script)
    {
        var module = Path.Combine(Checkout.Root, "engine", "VSCode", "Extension", "parameters.js");
        return await NodeScript.RunAsync(folder["ask.js"], $$"""
            let chosen, given;
            const edits = [];
            const vscode = {
              Range: class { constructor(...places) { this.places = places; } },
              WorkspaceEdit: class { replace(uri, range, text) { edits.push([uri, range.places, text]); } },
              window: {
                showInformationMessage() { }, showQuickPick: async items => items.find(item => item.label === chosen),
                showInputBox: async () => given,
              },
              workspace: { applyEdit: async () => true },
            };
            const Module = require("module");
            const load = Module._load;
            Module._load = (name, ...rest) => name === "vscode" ? vscode : load(name, ...rest);
            const { ask, read, fault } = require({{JsonSerializer.Serialize(module)}});
            const tell = what => console.log(JSON.stringify(what));
            const text = "int a = 1;   // whole\ndouble b=2.5;  // Hz: a frequency";
            const cell = { metadata: { metadata: { tags: ["parameters"] } }, document: { uri: "cell", getText: () => text } };
            const notebook = { getCells: () => [cell] };
            {{script}}
            """);
    }
}
