using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ReluDc.Tests.Engine;

/// <summary>Cells through Jupyter's protocol.</summary>
public sealed class ExecutionTests : IDisposable
{
    private readonly JupyterClient kernel = KernelUnderTest.Start();

    public void Dispose() => kernel.Dispose();

    private static string[] Types(IEnumerable<Received> messages) => [.. messages.Select(message => message.Type)];

    [Theory]
    [InlineData(null)]
    [InlineData("while (true) { }")]
    public void A_kernel_ends_when_its_client_does(string? running)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there the client passes a handle, which a test of another kind would have to make");
        using var client = Process.Start("sleep", "600");
        using var kernel = new JupyterClient(KernelUnderTest.Program, parent: client);
        Assert.Equal("2", kernel.Value("1 + 1"));
        if (running is not null)
            kernel.Execute(running);
        Assert.False(kernel.Process.WaitForExit(1500)); // not before
        client.Kill();
        client.WaitForExit();
        Assert.True(kernel.Process.WaitForExit(10_000));
    }

    [Fact]
    public void A_cell_is_busy_input_outputs_idle_and_a_reply_each_with_the_requests_header()
    {
        kernel.Run("1"); // so that nothing is slow the second time
        var id = kernel.Execute("Console.Write(1);\n2");
        var outputs = kernel.Outputs(id);
        Assert.Equal(["status", "execute_input", "stream", "execute_result", "status"], Types(outputs));
        Assert.Equal("2", (string?)outputs[3].Content["data"]!["text/plain"]);
        Assert.Equal((2, 2), ((int?)outputs[1].Content["execution_count"], (int?)outputs[3].Content["execution_count"]));
        var reply = kernel.Reply("shell", id);
        Assert.Equal(("execute_reply", "ok", 2), (reply.Type, (string?)reply.Content["status"], (int?)reply.Content["execution_count"]));
        Assert.All(outputs.Append(reply), message => Assert.Equal("tester", (string?)message.ParentHeader["username"]));
        Assert.All(outputs.Append(reply), message => Assert.Equal("5.3", (string?)message.Header["version"]));
    }

    [Fact]
    public void Prints_arrive_while_the_cell_runs()
    {
        var id = kernel.Execute("Console.WriteLine(\"out\");\nConsole.Error.WriteLine(\"err\");\nSystem.Threading.Thread.Sleep(600_000);");
        var streams = kernel.Outputs(id, message => (string?)message.Content["name"] == "stderr")
            .Where(message => message.Type == "stream");
        Assert.Equal([("stdout", "out\n"), ("stderr", "err\n")],
            streams.Select(message => ((string?)message.Content["name"], (string?)message.Content["text"])));
    }

    [Fact]
    public void An_error_names_its_type_its_message_and_the_lines_of_the_cells()
    {
        kernel.Run("int Divide(int a, int b)\n{\n    return a / b;\n}");
        var (reply, outputs) = kernel.Run("var x = 1;\n\nDivide(x, 0)");
        var error = outputs.Single(message => message.Type == "error").Content;
        Assert.Equal("DivideByZeroException", (string?)error["ename"]);
        Assert.Equal("Attempted to divide by zero.", (string?)error["evalue"]);
        Assert.Equal(["DivideByZeroException: Attempted to divide by zero.", "  at In [1], line 3", "  at In [2], line 3"],
            error["traceback"]!.AsArray().Select(line => (string?)line));
        Assert.Equal(("error", "DivideByZeroException", 2),
            ((string?)reply["status"], (string?)reply["ename"], (int?)reply["execution_count"]));
    }

    [Fact]
    public void A_cell_that_does_not_compile_names_line_and_column_and_loses_nothing()
    {
        kernel.Run("var kept = 1;");
        var (reply, _) = kernel.Run("kept = 2;\nvar y = nothing;");
        Assert.Equal("CompilationError", (string?)reply["ename"]);
        Assert.StartsWith("line 2, column 9: CS0103: ", (string?)reply["evalue"]);
        Assert.Equal("1", kernel.Value("kept"));
    }

    [Fact]
    public void A_display_is_one_message_and_its_update_carries_the_same_id()
    {
        var (_, outputs) = kernel.Run("var shown = display(HTML(\"<b>first</b>\"));");
        var first = outputs.Single(message => message.Type == "display_data").Content;
        Assert.Equal(["status", "execute_input", "display_data", "status"], Types(outputs));
        var update = kernel.Run("shown.Update(HTML(\"<b>second</b>\"));").Outputs.Single(message =>
            message.Type == "update_display_data").Content;
        Assert.Equal((string?)first["transient"]!["display_id"], (string?)update["transient"]!["display_id"]);
        Assert.NotEqual("", (string?)first["transient"]!["display_id"]);
        Assert.Equal("<b>second</b>", (string?)update["data"]!["text/html"]);
    }

    [Theory]
    [InlineData("HTML(\"<b>x</b>\")", "text/html")]
    [InlineData("LaTeX(@\"\\frac{1}{2}\")", "text/latex")]
    [InlineData("new[] { (1, 2) }", "text/html")]
    [InlineData("new { A = 1 }", "text/html")]
    [InlineData("5", "text/plain")]
    [InlineData("(object)null", "text/plain")]
    public void Plain_text_stands_beside_every_richer_form(string code, string richer)
    {
        foreach (var type in new[] { "execute_result", "display_data" })
        {
            var data = kernel.Run(type == "execute_result" ? code : $"display({code});").Outputs.Single(message =>
                message.Type == type).Content["data"]!.AsObject();
            Assert.True(data.ContainsKey(richer), data.ToJsonString());
            Assert.NotEqual("", (string?)data["text/plain"]);
        }
    }

    [Fact]
    public void A_silent_cell_runs_and_shows_counts_and_remembers_nothing()
    {
        kernel.Run("var a = 1;");
        var (reply, outputs) = kernel.Run("Console.Write(1);\ndisplay(2);\na = 2;\n3", new() { ["silent"] = true });
        Assert.Equal(["status", "status"], Types(outputs));
        Assert.Equal("ok", (string?)reply["status"]);
        var (failed, noError) = kernel.Run("throw new Exception(\"no\");", new() { ["silent"] = true });
        Assert.Equal(["status", "status"], Types(noError));
        Assert.Equal("Exception", (string?)failed["ename"]);
        var after = kernel.Run("a");
        Assert.Equal((2, "2"), ((int?)after.Reply["execution_count"],
            (string?)after.Outputs.Single(m => m.Type == "execute_result").Content["data"]!["text/plain"]));
        var history = kernel.Ask("history_request", new() { ["hist_access_type"] = "tail", ["n"] = 10 })["history"]!.AsArray();
        Assert.Equal(["var a = 1;", "a"], history.Select(entry => (string?)entry![2]));
    }

    [Fact]
    public void A_cell_that_is_not_to_be_stored_does_not_count()
    {
        kernel.Run("1");
        var (reply, outputs) = kernel.Run("2", new() { ["store_history"] = false });
        Assert.Equal(1, (int?)reply["execution_count"]);
        Assert.Contains(outputs, message => message.Type == "execute_result");
        Assert.Equal(2, (int?)kernel.Run("3").Reply["execution_count"]);
    }

    [Fact]
    public void User_expressions_are_evaluated_after_the_cell_each_for_itself()
    {
        var expressions = new JsonObject { ["good"] = "a + 1", ["bad"] = "nothing", ["thrown"] = "int.Parse(\"x\")" };
        var (reply, outputs) = kernel.Run("var a = 41;", new() { ["user_expressions"] = expressions });
        var values = reply["user_expressions"]!;
        Assert.Equal(("ok", "42"), ((string?)values["good"]!["status"], (string?)values["good"]!["data"]!["text/plain"]));
        Assert.Equal(("error", "CompilationError"), ((string?)values["bad"]!["status"], (string?)values["bad"]!["ename"]));
        Assert.Equal(("error", "FormatException"), ((string?)values["thrown"]!["status"], (string?)values["thrown"]!["ename"]));
        Assert.Equal(["status", "execute_input", "status"], Types(outputs));
    }

    [Fact]
    public void A_failure_aborts_what_waits_unless_it_is_asked_not_to()
    {
        string Failing(bool stop) =>
            kernel.Execute("System.Threading.Thread.Sleep(500);\nthrow new Exception();", new() { ["stop_on_error"] = stop });
        string[] Statuses(params string[] ids) => [.. ids.Select(id => (string)kernel.Reply("shell", id).Content["status"]!)];
        kernel.Run("var ran = 0;");
        Assert.Equal(["error", "aborted", "aborted"], Statuses(Failing(true), kernel.Execute("ran++;"), kernel.Execute("ran++;")));
        Assert.Equal(["error", "ok", "ok"], Statuses(Failing(false), kernel.Execute("ran++;"), kernel.Execute("ran++;")));
        Assert.Equal("2", kernel.Value("ran"));
    }

    [Fact]
    public void An_aborted_request_is_idle_too_and_other_requests_are_answered()
    {
        kernel.Execute("System.Threading.Thread.Sleep(500);\nthrow new Exception();");
        var info = kernel.Send("shell", "kernel_info_request", []);
        var aborted = kernel.Execute("1");
        Assert.Equal("ok", (string?)kernel.Reply("shell", info).Content["status"]);
        Assert.Equal(["status", "status"], Types(kernel.Outputs(aborted)));
    }

    [Fact]
    public void Five_megabytes_of_html_arrive_whole_before_idle()
    {
        var (_, outputs) = kernel.Run("HTML(new string('x', 5_000_000))");
        Assert.Equal(["status", "execute_input", "execute_result", "status"], Types(outputs));
        Assert.Equal(5_000_000, ((string)outputs[2].Content["data"]!["text/html"]!).Length);
    }

    [Fact]
    public void Three_thousand_lines_arrive_whole_in_order_before_idle()
    {
        var (_, outputs) = kernel.Run(
            "for (var i = 0; i < 3000; i++) { Console.WriteLine(i); Console.Out.Flush(); }\nfor (var i = 0; i < 3000; i++) display(i);");
        Assert.Equal(string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i}\n")),
            string.Concat(outputs.Where(message => message.Type == "stream").Select(message => (string?)message.Content["text"])));
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"{i}"), outputs.Where(message => message.Type == "display_data")
            .Select(message => (string?)message.Content["data"]!["text/plain"]));
    }
}
