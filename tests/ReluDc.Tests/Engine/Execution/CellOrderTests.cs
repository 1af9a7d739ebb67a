using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>
/// A reader alters a frequency before anything else. What cells see references none of the library, so that no cell can meet it where it is
/// not, and remember that it was not found.
/// </summary>
public sealed class CellOrderTests
{
    private static readonly string setUp = $"""
        #r "{Path.Combine(Checkout.Root, "lib", "bin").Replace('\\', '/')}/ReluDc.Figures.dll"
        using ReluDc;
        using ReluDc.Figures;
        Notebook.Begin();
        """;

    [Theory]
    [InlineData("1")]
    [InlineData("")]
    [InlineData("// nothing yet")]
    [InlineData("double f1Hz = 7;   // Hz, 0.5 … 100: frequency")]
    [InlineData("new Tone(1)")] // does not compile yet
    [InlineData("throw new InvalidOperationException();")]
    [InlineData("using ReluDc;")]
    [InlineData("display(new { a = 1 });")]
    public async Task Whatever_runs_before_the_set_up_the_library_is_found_after_it(string first)
    {
        using var folder = new TemporaryFolder();
        var notebook = ReluDc.Engine.Notebook.Load(folder.Notebook("order.ipynb", "// tags: raises-exception\n" + first, setUp, setUp,
            "new Tone(5).ToString() + CommonPeriod.Of(new ToneSum(new Tone(5)))"));
        var run = await NotebookRunner.RunAsync(notebook, folder.Path, TimeSpan.FromMinutes(1), new Progress<CellProgress>(),
            TestContext.Current.CancellationToken);
        Assert.Null(run.Failure);
        var value = Assert.IsType<ResultOutput>(run.Executed.Cells[^1].Outputs.Single()).Data.Text("text/plain")!;
        Assert.Contains("cos(2π·5 Hz·t)", value, StringComparison.Ordinal);
        Assert.Contains("common period 0.2 s", value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_cell_that_is_interrupted_leaves_a_session_that_works()
    {
        using var kernel = KernelUnderTest.Start();
        var id = kernel.Execute("Console.WriteLine(1);\nwhile (true) { }");
        kernel.Outputs(id, message => message.Type == "stream");
        kernel.Reply("control", kernel.Send("control", "interrupt_request", []));
        Assert.Equal("Interrupted", (string?)kernel.Reply("shell", id).Content["ename"]);
        kernel.Run(setUp);
        Assert.Contains("cos(2π·5 Hz·t)", kernel.Value("new Tone(5).ToString()"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cells_in_any_language_and_order()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mixed.ipynb"], """
            {"cells":[
            {"cell_type":"code","id":"a","metadata":{},"execution_count":null,"outputs":[],"source":"1"},
            {"cell_type":"code","id":"b","metadata":{"polyglot_notebook":{"kernelName":"html"}},
            "execution_count":null,"outputs":[],"source":"<b>bold</b>"},
            {"cell_type":"code","id":"c","metadata":{"dotnet_interactive":{"language":"fsharp"}},
            "execution_count":null,"outputs":[],"source":"let x = 1"}],
            "metadata":{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"}},"nbformat":4,"nbformat_minor":5}
            """);
        var run = await NotebookRunner.RunAsync(ReluDc.Engine.Notebook.Load(folder["mixed.ipynb"]), folder.Path,
            TimeSpan.FromMinutes(1), null,
            TestContext.Current.CancellationToken);
        Assert.Equal("<b>bold</b>", run.Executed.Cells[1].Outputs.OfType<ResultOutput>().Single().Data.Text("text/html"));
        Assert.Equal("cell 3: UnknownLanguage: the cell is F#; C#, HTML and Markdown run here", run.Failure);
    }
}
