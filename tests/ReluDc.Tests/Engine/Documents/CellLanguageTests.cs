using System.Text;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

public class CellLanguageTests
{
    [Theory]
    [InlineData("""{}""", null)]
    [InlineData("""{"dotnet_interactive":{"language":"csharp"}}""", null)]
    [InlineData("""{"dotnet_interactive":{"language":"C#"}}""", null)]
    [InlineData("""{"vscode":{"languageId":"polyglot-notebook"}}""", null)]
    [InlineData("""{"vscode":{"languageId":"dotnet-interactive.csharp"}}""", null)]
    [InlineData("""{"dotnet_interactive":{"language":"fsharp"}}""", "fsharp")]
    [InlineData("""{"dotnet_interactive":{"language":"F#"}}""", "fsharp")]
    [InlineData("""{"polyglot_notebook":{"kernelName":"html"}}""", "html")]
    [InlineData("""{"vscode":{"languageId":"dotnet-interactive.pwsh"}}""", "pwsh")]
    [InlineData("""{"vscode":{"languageId":"powershell"}}""", "pwsh")]
    [InlineData("""{"vscode":{"languageId":"polyglot-notebook"},"polyglot_notebook":{"kernelName":"mermaid"}}""", "mermaid")]
    [InlineData("""{"dotnet_interactive":{"language":"csharp"},"polyglot_notebook":{"kernelName":"sql"}}""", "sql")]
    [InlineData("""{"dotnet_interactive":{"language":null},"polyglot_notebook":"?","vscode":{"languageId":7}}""", null)]
    public void A_cell_has_the_language_that_its_metadata_name(string metadata, string? language) =>
        Assert.Equal(language, Notebook("{}", metadata).Cells[0].Language);

    [Theory]
    [InlineData("""{"polyglot_notebook":{"kernelInfo":{"defaultKernelName":"fsharp"}}}""", "fsharp")]
    [InlineData("""{"polyglot_notebook":{"kernelInfo":{"defaultKernelName":"csharp"}}}""", null)]
    [InlineData("""{"dotnet_interactive":{"defaultKernelName":"html"}}""", "html")]
    [InlineData("""{"polyglot_notebook":{"kernelInfo":7}}""", null)]
    public void Cells_that_name_no_language_have_the_notebook_s(string metadata, string? language)
    {
        var notebook = Notebook(metadata, "{}");
        Assert.Equal(language, notebook.Cells[0].Language);
        Assert.Equal(language, notebook.Cells[0].WithOutputs([], 1).Language);
        Assert.Null(notebook.Cells[1].Language);
    }

    [Fact]
    public void A_notebook_for_several_languages_is_taken()
    {
        var notebook = Notebook("""{"kernelspec":{"name":"polyglot-notebook","language":"polyglot-notebook"}}""", "{}");
        Assert.Same(notebook, notebook.RequireCSharp());
    }

    private static Notebook Notebook(string metadata, string ofCell) => ReluDc.Engine.Notebook.Parse(Encoding.UTF8.GetBytes($$$"""
        {"cells":[{"cell_type":"code","metadata":{{{ofCell}}},"outputs":[],"source":"x"},
        {"cell_type":"markdown","metadata":{"vscode":{"languageId":"html"}},"source":"x"}],
        "metadata":{{{metadata}}},"nbformat":4,"nbformat_minor":5}
        """));
}
