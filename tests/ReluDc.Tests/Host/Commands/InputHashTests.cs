using System.Text.Json.Nodes;
using ReluDc.Engine;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Host.Commands;

/// <summary>What a notebook's outputs depend on besides its own text: the files and settings that its code may read.</summary>
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

    [Theory]
    [InlineData("File.ReadAllText(name + \".csv\")", "table.csv")] // beside it
    [InlineData("File.ReadAllText(Path.Combine(name, other))", "sub/deep.csv")]
    [InlineData("Library.Load(42)", "new.bin")]
    [InlineData("File.ReadAllText(\"../elsewhere/\" + name + \".csv\")", "../elsewhere/far.csv")]
    [InlineData("File.ReadAllText($\"../elsewhere/{name}.csv\")", "../elsewhere/far.csv")]
    [InlineData("File.ReadAllText($\"../elsewhere/{name}\")", "../elsewhere/far.csv")]
    [InlineData("File.ReadAllText(Path.Combine(\"..\", \"elsewhere\", name))", "../elsewhere/far.csv")]
    [InlineData("File.ReadAllText(Path.Combine(\"../elsewhere\", $\"{name}.csv\"))", "../elsewhere/far.csv")]
    [InlineData("const string folder = \"../elsewhere\";", "../elsewhere/far.csv")]
    [InlineData("#r \"../elsewhere/own.dll\"", "../elsewhere/needed.dll")]
    public void A_file_that_the_code_may_read_changes_it(string code, string file)
    {
        Directory.CreateDirectory(folder["notebooks"]);
        string Hash() => hash.Of(Notebook.Load(folder.Notebook("notebooks/a.ipynb", code)));
        foreach (var name in new[] { "elsewhere/far.csv", "elsewhere/own.dll", "elsewhere/needed.dll", "notebooks/table.csv" })
            Write(name, "1");
        var before = Hash();
        Assert.Equal(before, Hash());
        Write(Path.Combine("notebooks", file), "2");
        Assert.NotEqual(before, Hash());
    }

    [Fact]
    public void Prose_other_notebooks_sites_and_what_lies_elsewhere_do_not_change_it()
    {
        const string Code = "\"no file\" + \".\" + \"/\" + \"a\\nb\" + \"\\0\" + $\"{1}\" + \"*\"; Path.Combine(\"/\", name)";
        string Hash(string prose) => hash.Of(Notebook.Load(folder.Notebook("notebooks/a.ipynb", prose, Code)));
        Directory.CreateDirectory(folder["notebooks"]);
        var before = Hash("# prose");
        foreach (var name in new[] { "elsewhere/new.csv", "notebooks/b.ipynb", "notebooks/.git/HEAD", "notebooks/obj/a.json" })
            Write(name, "2");
        Write("notebooks/site/index.html", "<!DOCTYPE html>\n<meta name=\"reludc-inputs\" content=\"\">");
        Write("notebooks/site/assets/site.js", "2");
        Assert.Equal(before, Hash("# other prose"));
    }

    [Theory]
    [InlineData("Environment.GetEnvironmentVariable(\"RELUDC_TEST_SETTING\")")]
    [InlineData("var name = \"RELUDC_TEST_SETTING\";")]
    [InlineData("Environment.GetEnvironmentVariable(first + second)")]
    [InlineData("foreach (var v in Environment.GetEnvironmentVariables().Keys) v")]
    [InlineData("Environment.ExpandEnvironmentVariables(\"%RELUDC_TEST_SETTING%/x.csv\")")]
    [InlineData("#load \"helper.csx\"")]
    public void A_variable_of_the_environment_that_the_code_reads_changes_it(string code)
    {
        const string Variable = "RELUDC_TEST_SETTING";
        Write("helper.csx", $"var x = Environment.GetEnvironmentVariable(\"{Variable}\");");
        var unset = (Read: Of(code), NotRead: Of("1 + 1"));
        try
        {
            Environment.SetEnvironmentVariable(Variable, "1");
            Assert.NotEqual(unset.Read, Of(code));
            Assert.Equal(unset.NotRead, Of("1 + 1"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [Fact]
    public void The_folder_changes_it_only_where_the_code_asks_for_it()
    {
        Directory.CreateDirectory(folder["one"]);
        Directory.CreateDirectory(folder["two"]);
        string In(string place, string code) => hash.Of(Notebook.Load(folder.Notebook(place + "/a.ipynb", code)));
        Assert.Equal(In("one", "1"), In("two", "1"));
        Assert.NotEqual(In("one", "Directory.GetCurrentDirectory()"), In("two", "Directory.GetCurrentDirectory()"));
    }

    [Fact]
    public void Code_that_is_nested_without_end_and_a_pipe_beside_it_are_no_trouble()
    {
        const int Deep = 20_000;
        using (var make = System.Diagnostics.Process.Start("mkfifo", [folder["pipe"]]))
            make.WaitForExit();
        Assert.Equal(16, Of(string.Concat(Enumerable.Repeat("(", Deep)), string.Concat(Enumerable.Repeat("a(b => [{", Deep)),
            string.Join(" + ", Enumerable.Repeat("\"a\"", Deep)),
            string.Concat(Enumerable.Repeat("Path.Combine(\"a\", ", Deep)), "File.ReadAllText(\"pipe\")").Length);
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
