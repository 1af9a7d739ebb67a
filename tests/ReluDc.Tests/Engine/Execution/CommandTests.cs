using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>Lines that begin with "#!", cells of other languages, and the display API of .NET Interactive.</summary>
public sealed class CommandTests(RunningCells cells) : IClassFixture<RunningCells>
{
    [Theory]
    [InlineData("#!csharp\n\n1 + 1")]
    [InlineData("#!c#\n1 + 1")]
    [InlineData("#!time\n#!csharp\n1 + 1")]
    [InlineData("#!csharp\n#!time\n1 + 1")]
    [InlineData("  #!csharp  \n1 + 1")]
    public async Task A_cell_may_say_that_it_is_CSharp(string code) => Assert.Equal("2", (await cells.RunAsync(code)).Value);

    [Fact]
    public async Task Lines_keep_their_numbers_after_a_command()
    {
        var ran = await cells.RunAsync("#!html\n<b>x</b>\n#!csharp\nint x = \"a\";");
        Assert.StartsWith("CompilationError: line 4, column 9", ran.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!html\n<b>bold</b>", null, "text/html", "<b>bold</b>")]
    [InlineData("<b>bold</b>", "html", "text/html", "<b>bold</b>")]
    [InlineData("#!markdown\n# Title", null, "text/markdown", "# Title")]
    [InlineData("# Title", "markdown", "text/markdown", "# Title")]
    [InlineData("#!html\nIt's \"quoted\" /* and */\n#!markdown\n*x*", null, "text/markdown", "*x*")]
    public async Task Markup_is_shown(string code, string? language, string mimeType, string expected)
    {
        var ran = await cells.RunAsync(code, language);
        Assert.Null(ran.Failure);
        Assert.Equal(expected, ran.Forms!.Text(mimeType));
    }

    [Fact]
    public async Task The_parts_of_a_cell_show_in_their_order()
    {
        var ran = await cells.RunAsync("1\n#!html\n<i>2</i>\n#!csharp\nConsole.Write(3);\n#!markdown\n4");
        Assert.Equal(["1", "<i>2</i>", "3", "4"], ran.Outputs.Select(output =>
            output is StreamOutput stream ? stream.Text : output.Bundle!.Text("text/plain")));
    }

    [Theory]
    [InlineData("let x = 1", "fsharp", "F#")]
    [InlineData("#!fsharp\nlet x = 1", null, "F#")]
    [InlineData("#!pwsh\nGet-Date", null, "PowerShell")]
    [InlineData("alert(1)", "javascript", "JavaScript")]
    [InlineData("select 1", "sql", "SQL")]
    [InlineData("1", "brainfuck", "brainfuck")]
    public async Task Another_language_is_refused_by_its_name(string code, string? language, string name)
    {
        var ran = await cells.RunAsync(code, language);
        Assert.Equal($"UnknownLanguage: the cell is {name}; C#, HTML and Markdown run here", ran.Failure);
    }

    [Theory]
    [InlineData("var text = @\"\n#!html\n\";\ntext.Trim()", "#!html")]
    [InlineData("/*\n#!fsharp\n*/\n1", "1")]
    [InlineData("var raw = \"\"\"\n    #!time\n    \"\"\";\nraw", "#!time")]
    public async Task In_a_string_or_a_comment_a_command_is_text(string code, string value) =>
        Assert.Equal(value, (await cells.RunAsync(code)).Value);

    [Fact]
    public async Task Variables_are_listed_with_type_and_value()
    {
        await cells.RunAsync("var f1Hz = 7.5;\nvar list = new List<int> { 1, 2 };\nvar f1Hz = 8.5;\nstring none = null;");
        await cells.RunAsync("double whosHz = 7.5;");
        await cells.RunAsync("double whosHz = 8.5;\nvar whosList = new List<int> { 1, 2 };\nstring whosNone = null;");
        var shown = (await cells.RunAsync("#!whos")).Displayed.Single();
        var lines = shown.Text("text/plain")!.Split('\n').Select(line =>
            string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains("whosHz Double 8.5", lines);
        Assert.DoesNotContain("whosHz Double 7.5", lines);
        Assert.Contains("whosList List<Int32> [ 1, 2 ]", lines);
        Assert.Contains("whosNone String <null>", lines);
        Assert.Contains("<td>whosHz</td><td>Double</td><td>8.5</td>", shown.Text("text/html"));
        Assert.DoesNotContain("8.5", (await cells.RunAsync("#!who")).Displayed.Single().Text("text/plain"));
    }

    [Fact]
    public async Task Commands_are_listed_and_an_unknown_one_is_one_line()
    {
        Assert.Contains("#!whos", (await cells.RunAsync("#!lsmagic")).Displayed.Single().Text("text/plain"));
        Assert.Equal("UnknownCommand: line 2: unknown command #!share --from x; known: "
            + "#!csharp, #!html, #!markdown, #!time, #!who, #!whos, #!lsmagic", (await cells.RunAsync("1\n#!share --from x")).Failure);
        Assert.StartsWith("UnknownCommand: line 1: #i oops: allowed: #i \"nuget: ADDRESS\"", (await cells.RunAsync("#i oops")).Failure);
    }

    [Fact]
    public async Task A_display_is_updated_in_its_place()
    {
        foreach (var show in new[] { "0.Display()", "display(0)", "display(\"0\", \"text/plain\")" })
        {

            var ran = await cells.RunAsync($"var d = {show};\nConsole.Write(\"between\");\nd.Update(1);");
            Assert.Null(ran.Failure);
            Assert.Equal(["1", "between"], ran.Outputs.Select(output =>
                output is StreamOutput stream ? stream.Text : output.Bundle!.Text("text/plain")));
        }
    }

    [Theory]
    [InlineData("\"<b>x</b>\".DisplayAs(\"text/html\");", "text/html", "<b>x</b>")]
    [InlineData("display(HTML(\"<b>bold</b>\"))", "text/html", "<b>bold</b>")]
    [InlineData("new[] { (A: 1, B: 2) }.DisplayTable();", "text/csv", "Item1,Item2\n1,2\n")]
    [InlineData("display(new { X = 1 }, \"application/json\");", "application/json", "{\"X\":1}")]
    [InlineData("div[id: \"d\"](b(\"bold\")).Display();", "text/html", "<div id=\"d\"><b>bold</b></div>")]
    [InlineData("HTML(\"<i>x</i>\").Display();", "text/html", "<i>x</i>")]
    public async Task What_is_shown_has_the_form_that_was_asked_for(string code, string mimeType, string expected)
    {
        var ran = await cells.RunAsync(code);
        Assert.Null(ran.Failure);
        Assert.Null(ran.Value); // a display is no value
        Assert.Equal(expected, ran.Displayed.Single().Json(mimeType) is System.Text.Json.Nodes.JsonObject json
            ? json.ToJsonString() : ran.Displayed.Single().Text(mimeType));
    }

    [Fact]
    public async Task A_registered_formatter_decides_how_a_type_looks()
    {
        var ran = await cells.RunAsync("""
            class Pt { public int X = 1; }
            Formatter.Register<Pt>((p, w) => w.Write("Pt " + p.X), "text/plain");
            new Pt()
            """);
        Assert.Equal(["text/plain"], ran.Forms!.ToJson().Select(form => form.Key)); // not a tree of members beside it
        Assert.Equal("Pt 1", ran.Value);
        ran = await cells.RunAsync("""
            Formatter.Register<Pt>(p => $"<p>{p.X}</p>", "text/html");
            new Pt()
            """);
        Assert.Equal("<p>1</p>", ran.Forms!.Text("text/html"));
    }

    [Theory]
    [InlineData("display(new byte[] { 137, 80, 78, 71 }, \"image/png\");", "image/png", "iVBORw==")]
    [InlineData("display(new byte[] { 71, 73, 70 }, \"image/gif\");", "image/gif", "R0lG")]
    [InlineData("display(\"/9j/4A==\", \"image/jpeg\");", "image/jpeg", "/9j/4A==")]
    [InlineData("display(\"<svg/>\", \"image/svg+xml\");", "image/svg+xml", "<svg/>")]
    [InlineData("display(System.Text.Encoding.UTF8.GetBytes(\"<svg/>\"), \"image/svg+xml\");", "image/svg+xml", "<svg/>")]
    public async Task Bytes_and_pictures_are_shown(string code, string mimeType, string expected)
    {
        var ran = await cells.RunAsync(code);
        Assert.Null(ran.Failure);
        Assert.Equal(expected, ran.Displayed.Single().Text(mimeType));
    }

    [Fact]
    public async Task A_form_that_a_value_does_not_have_is_one_line()
    {
        var ran = await cells.RunAsync("display(1.5, \"image/png\");");
        Assert.StartsWith("ArgumentException: A value of type Double has no form image/png; allowed: text/html, ", ran.Failure);
        Assert.DoesNotContain('\n', ran.Failure!);
    }
}
