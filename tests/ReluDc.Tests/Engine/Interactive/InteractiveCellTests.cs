using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ReluDc.Tests.Engine;

/// <summary>Cells on .NET Interactive's kernels, through Jupyter's protocol.</summary>
public sealed class InteractiveCellTests(InteractiveKernel interactive) : IClassFixture<InteractiveKernel>
{
    private readonly JupyterClient kernel = interactive.Client;

    [Fact]
    public void A_cell_is_busy_input_outputs_idle_and_a_reply()
    {
        var (reply, outputs) = kernel.Run("Console.Write(1);\n\"two\"");
        Assert.Equal(["status", "execute_input", "stream", "execute_result", "status"], outputs.Select(message => message.Type));
        Assert.Equal("two", (string?)outputs[3].Content["data"]!["text/plain"]);
        Assert.Equal("ok", (string?)reply["status"]);
    }

    [Theory]
    [InlineData("kept++; while (true) { }")]
    [InlineData("kept++; System.Threading.Thread.Sleep(600_000);")]
    [InlineData("kept++; await Task.Delay(600_000);")]
    [InlineData("kept++; await Task.Yield();\nwhile (true) { }")]
    [InlineData("kept++; System.Threading.Tasks.Parallel.For(0, 4, i => { while (true) ; });")]
    [InlineData("kept++; while (true) Console.WriteLine(1);")]
    public void A_message_stops_a_cell_and_variables_are_kept(string code)
    {
        kernel.Run("var kept = 41;");
        var id = kernel.Execute("Console.WriteLine(\"under way\");\n" + code);
        kernel.Outputs(id, message => message.Type == "stream");
        Thread.Sleep(100); // the loop itself comes a moment after the print
        var clock = Stopwatch.StartNew();
        kernel.Send("control", "interrupt_request", []);
        var reply = kernel.Reply("shell", id).Content;
        Assert.Equal(("error", "Interrupted"), ((string?)reply["status"], (string?)reply["ename"]));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(8), $"stopped after {clock.Elapsed}");
        Assert.Equal("42", kernel.Value("$\"{kept}\""));
    }

    [Fact]
    public void What_follows_an_await_of_a_stopped_cell_does_not_take_variables_back()
    {
        var id = kernel.Execute("Console.WriteLine(\"under way\");\nawait Task.Delay(2_000);\nvar late = 1;");
        kernel.Outputs(id, message => message.Type == "stream");
        kernel.Send("control", "interrupt_request", []);
        Assert.Equal("Interrupted", (string?)kernel.Reply("shell", id).Content["ename"]);
        kernel.Run("var after = \"still here\";");
        Thread.Sleep(2_500);
        Assert.Equal("still here", kernel.Value("after"));
    }

    [Fact]
    public void An_error_names_the_lines_of_the_cells()
    {
        kernel.Run("int Divide(int a, int b)\n{\n    return a / b;\n}");
        var (reply, _) = kernel.Run("#!time\nvar one = 1;\n\nDivide(one, 0)");
        Assert.Equal("DivideByZeroException", (string?)reply["ename"]);
        var lines = reply["traceback"]!.AsArray().Select(line => (string)line!).ToList();
        Assert.Equal("DivideByZeroException: Attempted to divide by zero.", lines[0]);
        Assert.Matches(@"^  at In \[\d+\], line 3$", lines[1]);
        Assert.Matches(@"^  at In \[\d+\], line 4$", lines[2]);
    }

    [Theory]
    [InlineData("var a = 1;\nfor (;;) { var y = nothing; }", "line 2, column 20: CS0103: ")]
    [InlineData("#!csharp\n\n  nothing", "line 3, column 3: CS0103: ")]
    [InlineData("#!html\n<b>x</b>\n#!csharp\nnothing", "line 4, column 1: CS0103: ")]
    public void A_cell_that_does_not_compile_names_line_and_column_as_the_reader_wrote_them(string code, string message)
    {
        var (reply, _) = kernel.Run(code);
        Assert.Equal("CompilationError", (string?)reply["ename"]);
        Assert.StartsWith(message, (string?)reply["evalue"]);
    }

    [Fact]
    public void A_directive_that_nobody_knows_is_an_error() =>
        Assert.Contains("#!nothing", (string?)kernel.Run("#!nothing\n1").Reply["evalue"]);

    [Theory]
    [InlineData("#!html\n<b>x</b>", "text/html", "<b>x</b>")]
    [InlineData("#!markdown\n*x*", "text/markdown", "*x*")]
    [InlineData("#!mermaid\ngraph TD", "text/vnd.mermaid", "graph TD")]
    [InlineData("#!javascript\nalert(1)", "text/html", "<script type=\"text/javascript\">alert(1)</script>")]
    [InlineData("display(HTML(\"<b>x</b>\"));", "text/html", "<b>x</b>")]
    [InlineData("\"<b>x</b>\".DisplayAs(\"text/html\");", "text/html", "<b>x</b>")]
    public void Cells_of_other_languages_and_displays_come_in_their_form_and_as_text(string code, string form, string content)
    {
        var data = Display(code);
        Assert.Equal(content, (string?)data[form]);
        Assert.False(string.IsNullOrEmpty((string?)data["text/plain"]));
    }

    [Theory]
    [InlineData("display(\"first\")")]
    [InlineData("\"first\".Display()")]
    [InlineData("display(\"first\", \"text/plain\")")]
    public void A_display_is_updated_under_its_identifier(string display)
    {
        var first = kernel.Run($"var shown = {display};").Outputs.Single(message => message.Type == "display_data").Content;
        var update = kernel.Run("shown.Update(\"second\");").Outputs.Single(message => message.Type == "update_display_data").Content;
        Assert.Equal((string?)first["transient"]!["display_id"], (string?)update["transient"]!["display_id"]);
        Assert.Equal("second", (string?)update["data"]!["text/plain"]);
    }

    [Fact]
    public void Values_go_from_one_language_to_another()
    {
        kernel.Run("#!value --name words\nfrom the store");
        kernel.Run("#!set --name taken --value @value:words");
        Assert.Equal("from the store", kernel.Value("taken"));
        kernel.Run("var number = 42;");
        var scripts = kernel.Run("#!javascript\n#!share --from csharp number\nreturn number;").Outputs
            .Where(message => message.Type == "display_data").Select(message => (string?)message.Content["data"]!["text/html"]);
        Assert.Contains(scripts, script => script!.Contains("number = 42"));
    }

    [Fact]
    public void A_cell_asks_the_reader()
    {
        var id = kernel.Execute("await GetInputAsync(\"Name?\")", new() { ["allow_stdin"] = true });
        Assert.Equal("Name?", (string?)kernel.Receive("stdin")!.Content["prompt"]);
        kernel.Send("stdin", "input_reply", new() { ["status"] = "ok", ["value"] = "Ada" });
        Assert.Equal("Ada", (string?)kernel.Outputs(id).Single(message => message.Type == "execute_result").Content["data"]!["text/plain"]);
    }

    [Fact]
    public void Completion_and_inspection_know_the_cells_that_ran()
    {
        kernel.Run("/// <summary>Doubles.</summary>\nint Twofold(int number) => 2 * number;");
        const string Code = "var four = Twof";
        var found = kernel.Ask("complete_request", new() { ["code"] = Code, ["cursor_pos"] = Code.Length });
        Assert.Equal(["Twofold"], found["matches"]!.AsArray().Select(match => (string?)match));
        Assert.Equal((11, 15), ((int?)found["cursor_start"], (int?)found["cursor_end"]));
        const string Command = "1-1;\n#!mer";
        var commands = kernel.Ask("complete_request", new() { ["code"] = Command, ["cursor_pos"] = Command.Length });
        Assert.Equal(["#!mermaid"], commands["matches"]!.AsArray().Select(match => (string?)match));
        Assert.Contains("Math", kernel.Ask("complete_request", new() { ["code"] = "1-Mat", ["cursor_pos"] = 5 })["matches"]!.AsArray()
            .Select(match => (string?)match));
        var told = kernel.Ask("inspect_request", new() { ["code"] = "Twofold(1)", ["cursor_pos"] = 3 });
        Assert.True((bool)told["found"]!);
        Assert.Contains("int Twofold(int number)", (string?)told["data"]!["text/plain"]);
    }

    [Fact]
    public void The_session_is_remembered()
    {
        kernel.Run("\"remembered\"");
        var last = kernel.Ask("history_request", new() { ["hist_access_type"] = "tail", ["n"] = 1, ["output"] = true })["history"]![0]!;
        Assert.Equal(("\"remembered\"", "remembered"), ((string?)last[2]![0], (string?)last[2]![1]));
    }

    [Theory]
    [InlineData("1 + 1", "complete")]
    [InlineData("for (;;) {", "incomplete")]
    [InlineData("var = = 1;", "invalid")]
    [InlineData("#!html\n<b>", "unknown")]
    public void Whether_a_cell_is_whole_is_known(string code, string status) =>
        Assert.Equal(status, (string?)kernel.Ask("is_complete_request", new() { ["code"] = code })["status"]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_raw_chart_is_a_figure_that_needs_no_network(bool package)
    {
        var (reply, _) = kernel.Run(package
            ? "#r \"nuget: Plotly.NET.Interactive, 6.0.0\"\n#r \"nuget: Plotly.NET.CSharp, 0.14.0\""
            : string.Join('\n', new[] { "Plotly.NET", "Plotly.NET.CSharp", "DynamicObj", "FSharp.Core" }
                .Select(name => $"#r \"{Path.Combine(Checkout.Root, "lib", "bin", name + ".dll").Replace('\\', '/')}\"")));
        Assert.True((string?)reply["status"] == "ok", (string?)reply["evalue"]);
        var data = kernel.Run("Plotly.NET.CSharp.Chart.Line<int, double, string>(x: new[] { 1, 2 }, y: new[] { 3, double.NaN })").Outputs
            .Single(message => message.Type == "execute_result").Content["data"]!;
        var trace = data["application/vnd.plotly.v1+json"]!["data"]![0]!;
        Assert.Equal("[[1,2],[3.0,null]]", new JsonArray(trace["x"]!.DeepClone(), trace["y"]!.DeepClone()).ToJsonString());
        Assert.Contains("newPlot", (string?)data["text/html"]);
        Assert.DoesNotContain("https://", (string?)data["text/html"]);
        Assert.Equal("a chart of 1 trace", (string?)data["text/plain"]);
    }

    private JsonNode Display(string code)
    {
        var (reply, outputs) = kernel.Run(code);
        Assert.True((string?)reply["status"] == "ok", (string?)reply["evalue"]);
        return Assert.Single(outputs, message => message.Type is "display_data" or "execute_result").Content["data"]!;
    }
}
