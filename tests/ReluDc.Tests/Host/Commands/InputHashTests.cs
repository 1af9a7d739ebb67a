using System.Text.Json.Nodes;
using ReluDc.Engine;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Host.Commands;

/// <summary>What a notebook's outputs depend on besides its own text: the files that its code names.</summary>
public sealed class InputHashTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly InputHash hash = new(EngineProgram.Assembly);

    public void Dispose() => folder.Dispose();

    private string Of(params string[] cells) => hash.Of(Notebook.Load(folder.Notebook("a.ipynb", cells)));

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        File.WriteAllText(folder[name], text);
    }

    [Theory]
    [InlineData("#load \"helper.csx\"\nAnswer()", "helper.csx")]
    [InlineData("#load \"sub/first.csx\"", "sub/second.csx")]
    [InlineData("#load \"sub/first.csx\"", "sub/deep.csv")]
    [InlineData("#r \"own.dll\"", "own.dll")]
    [InlineData("File.ReadAllText(\"table.csv\")", "table.csv")]
    [InlineData("File.ReadAllText(@\"sub/deep.csv\")", "sub/deep.csv")]
    [InlineData("File.ReadAllText(Path.Combine(\"sub\", \"deep.csv\"))", "sub/deep.csv")]
    [InlineData("foreach (var f in Directory.GetFiles(\"sub\")) f", "sub/deep.csv")]
    [InlineData("foreach (var f in Directory.GetFiles(\".\", \"*.csv\")) f", "table.csv")]
    [InlineData("var n = 1;\nFile.ReadAllText($\"run{n}.csv\")", "run1.csv")]
    [InlineData("File.ReadAllText(\"\"\"table.csv\"\"\")", "table.csv")]
    [InlineData("File.ReadAllText(\"later.csv\")", "later.csv")]
    public void A_file_that_the_code_names_changes_it(string code, string file)
    {
        Write("helper.csx", "int Answer() => 1;");
        Write("sub/first.csx", "#load \"second.csx\"\n#load \"first.csx\"");
        Write("sub/second.csx", "var x = System.IO.File.ReadAllText(\"sub/deep.csv\");");
        foreach (var name in new[] { "own.dll", "table.csv", "sub/deep.csv", "run1.csv", "run2.csv", "other.csv" })
            Write(name, "1");
        var before = Of("1", code);
        Assert.Equal(before, Of("1", code));
        Write(file, "2");
        Assert.NotEqual(before, Of("1", code));
    }

    [Fact]
    public void A_file_that_it_does_not_name_and_prose_do_not_change_it()
    {
        Write("table.csv", "1");
        var before = Of("# prose", "\"no file\" + \".\" + \"/\" + \"..\" + \"\" + \"a\\nb\" + \"\\0\" + $\"{1}\" + \"*\"");
        Write("table.csv", "2");
        Write("new.csv", "3");
        Assert.Equal(before, Of("# other prose", "\"no file\" + \".\" + \"/\" + \"..\" + \"\" + \"a\\nb\" + \"\\0\" + $\"{1}\" + \"*\""));
    }

    [Fact]
    public void A_cell_s_language_changes_it()
    {
        var before = Of("1");
        var json = JsonNode.Parse(File.ReadAllText(folder["a.ipynb"]))!;
        json["cells"]![0]!["metadata"] = new JsonObject { ["dotnet_interactive"] = new JsonObject { ["language"] = "html" } };
        File.WriteAllText(folder["a.ipynb"], json.ToJsonString());
        Assert.NotEqual(before, hash.Of(Notebook.Load(folder["a.ipynb"])));
    }

    [Fact]
    public async Task Render_executes_a_notebook_again_when_a_script_that_it_loads_has_changed()
    {
        Write("helper.csx", "int Answer() => 1;");
        folder.Notebook("a.ipynb", "#load \"helper.csx\"\nAnswer()");
        foreach (var (answer, unchanged) in new[] { ("1", false), ("1", true), ("2", false) })
        {
            Write("helper.csx", $"int Answer() => {answer};");
            var run = await HostProcess.RunAsync(folder.Path, "render", "a.ipynb", "--out", "site");
            Assert.Equal((0, unchanged), (run.ExitCode, run.Errors.Contains("unchanged", StringComparison.Ordinal)));
            Assert.Contains($">{answer}</pre>", File.ReadAllText(folder["site/a.html"]));
        }
    }

    [Fact]
    public async Task A_dib_file_is_rendered_and_run()
    {
        Write("a.dib", "#!markdown\n# From a .dib\n#!csharp\n40 + 2");
        var rendered = await HostProcess.RunAsync(folder.Path, "render", ".", "--out", "site");
        Assert.Equal(0, rendered.ExitCode);
        Assert.Contains(">42</pre>", File.ReadAllText(folder["site/a.html"]));
        var run = await HostProcess.RunAsync(folder.Path, "run", "a.dib");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("42", Notebook.Load(folder["a.executed.ipynb"]).Cells[1].Outputs.Single().Bundle!.Text("text/plain"));
    }
}
