using System.Text;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>.dib files, .NET Interactive's notebooks as text.</summary>
public class DibTests
{
    private const string Meta = """
        #!meta

        {"kernelInfo":{"defaultKernelName":"csharp","items":[{"aliases":["db"],"name":"mydb"},{"aliases":[],"name":"csharp"}]}}


        """;

    private static Notebook Load(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.dib"], text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        return Notebook.Load(folder["a.dib"]).RequireCSharp();
    }

    private static IEnumerable<(CellKind, string?, string)> Cells(Notebook notebook) =>
        notebook.Cells.Select(cell => (cell.Kind, cell.Language, cell.Source));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Each_block_is_a_cell_of_its_language(string newLine)
    {
        var text = Meta + """
            #!markdown

            # Title

            #!not a command

            #!csharp

            #!time
            var a = 1;

            a

            #!c#
            #r "nuget: X, 1.0"

            #!html
            <b>bold</b>
            #!F#
            let x = 1
            #!pwsh
            #!mydb
            SELECT 1
            #!db
            SELECT 2
            """;
        (CellKind, string?, string)[] expected =
        [
            (CellKind.Markdown, null, "# Title\n\n#!not a command"), (CellKind.Code, null, "#!time\nvar a = 1;\n\na"),
            (CellKind.Code, null, "#r \"nuget: X, 1.0\""), (CellKind.Code, "html", "<b>bold</b>"), (CellKind.Code, "fsharp", "let x = 1"),
            (CellKind.Code, "mydb", "SELECT 1"), (CellKind.Code, "db", "SELECT 2"),
        ];
        Assert.Equal(expected, Cells(Load(text.Replace("\n", newLine, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("1 + 1", null)]
    [InlineData("#!meta\n{\"kernelInfo\":{\"defaultKernelName\":\"fsharp\"}}\n#!fsharp\n1 + 1", "fsharp")]
    [InlineData("#!meta\n{broken\n#!csharp\n1 + 1", null)]
    public void What_stands_before_any_command_is_of_the_usual_language(string text, string? language) =>
        Assert.Equal([(CellKind.Code, language, "1 + 1")], Cells(Load(text)));

    [Fact]
    public void An_empty_file_is_an_empty_notebook() => Assert.Empty(Load("").Cells);

    [Fact]
    public void It_is_written_as_a_Jupyter_notebook_that_reads_the_same()
    {
        var notebook = Load("#!markdown\n# T\n#!csharp\n1\n#!html\n<b>");
        var again = Notebook.Parse(notebook.ToBytes());
        Assert.Equal(Cells(notebook), Cells(again));
        Assert.Equal(("C#", "cell-3"), (again.LanguageName, again.Cells[2].Id));
    }
}
