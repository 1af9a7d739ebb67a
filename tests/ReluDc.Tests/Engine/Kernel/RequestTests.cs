using System.Text.Json.Nodes;

namespace ReluDc.Tests.Engine;

/// <summary>Requests other than cells, and what cells ask the reader.</summary>
public sealed class RequestTests : IDisposable
{
    private readonly JupyterClient kernel = KernelUnderTest.Start();

    public void Dispose() => kernel.Dispose();

    [Fact]
    public void Kernel_info_names_language_and_protocol()
    {
        var info = kernel.Ask("kernel_info_request", []);
        Assert.Equal(("ok", "5.3", "csharp", ".cs"),
            ((string?)info["status"], (string?)info["protocol_version"], (string?)info["language_info"]!["name"],
            (string?)info["language_info"]!["file_extension"]));
    }

    [Fact]
    public void History_by_tail_by_range_and_by_search()
    {
        foreach (var code in new[] { "1", "\"a\"", "1" })
            kernel.Run(code);
        Assert.Equal("[[1,2,\"\\\"a\\\"\"],[1,3,\"1\"]]", History(new() { ["hist_access_type"] = "tail", ["n"] = 2 }));
        Assert.Equal("[[1,2,[\"\\\"a\\\"\",\"a\"]]]",
            History(new() { ["hist_access_type"] = "range", ["session"] = 0, ["start"] = 2, ["stop"] = 3, ["output"] = true }));
        Assert.Equal("[[1,1,\"1\"],[1,3,\"1\"]]", History(new() { ["hist_access_type"] = "search", ["pattern"] = "1*", ["n"] = 10 }));
        Assert.Equal("[[1,3,\"1\"]]",
            History(new() { ["hist_access_type"] = "search", ["pattern"] = "1*", ["n"] = 10, ["unique"] = true }));
        Assert.Equal("[]", History(new() { ["hist_access_type"] = "range", ["session"] = 7 }));

        string History(JsonObject request) =>
            kernel.Ask("history_request", request)["history"]!.ToJsonString(new()
            { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    [Fact]
    public void History_forgets_what_is_long_ago()
    {
        var history = new ReluDc.Engine.History();
        for (var count = 1; count <= ReluDc.Engine.History.Most + 5; count++)
            history.Add(count, "1", "1");
        var kept = history.Answer(new() { ["hist_access_type"] = "range" })["history"]!.AsArray();
        Assert.Equal((ReluDc.Engine.History.Most, 6), (kept.Count, (int?)kept[0]![1]));
    }

    [Fact]
    public void There_are_no_comms_and_one_that_a_client_opens_is_closed()
    {
        Assert.Equal("{}", kernel.Ask("comm_info_request", [])["comms"]!.ToJsonString());
        var id = kernel.Send("shell", "comm_open", new()
            { ["comm_id"] = "abc", ["target_name"] = "jupyter.widget", ["data"] = new JsonObject() });
        var close = kernel.Outputs(id).Single(message => message.Type == "comm_close");
        Assert.Equal("abc", (string?)close.Content["comm_id"]);
        // up to idle, and nothing breaks
        kernel.Outputs(kernel.Send("shell", "comm_msg", new() { ["comm_id"] = "abc", ["data"] = new JsonObject() }));
        Assert.Equal("2", kernel.Value("1 + 1"));
    }

    [Fact]
    public void A_cell_asks_the_reader_and_goes_on_with_the_answer()
    {
        var id = kernel.Execute("Console.Write(\"before\");\nvar name = Input(\"Your name? \");\n\"Hello, \" + name", new()
            { ["allow_stdin"] = true });
        var question = kernel.Receive("stdin");
        Assert.NotNull(question);
        Assert.Equal(("input_request", "Your name? ", false, id),
            (question.Type, (string?)question.Content["prompt"], (bool?)question.Content["password"], question.ParentId));
        kernel.Send("stdin", "input_reply", new() { ["status"] = "ok", ["value"] = "Ödön 𝄞" });
        Assert.Equal("Hello, Ödön 𝄞", (string?)kernel.Outputs(id)
            .Single(message => message.Type == "execute_result").Content["data"]!["text/plain"]);
    }

    [Fact]
    public void A_client_that_takes_no_input_is_not_asked()
    {
        var (reply, _) = kernel.Run("Input(\"?\")", new() { ["allow_stdin"] = false });
        Assert.Equal("InvalidOperationException", (string?)reply["ename"]);
        Assert.Contains("takes no input", (string?)reply["evalue"]);
        Assert.Null(kernel.Receive("stdin", TimeSpan.FromMilliseconds(300)));
        Assert.Equal("", kernel.Value("Console.In.ReadToEnd()"));
    }

    [Fact]
    public void A_question_can_be_interrupted_and_its_late_answer_goes_to_no_other()
    {
        var first = kernel.Execute("Input(\"first\")", new() { ["allow_stdin"] = true });
        Assert.NotNull(kernel.Receive("stdin"));
        kernel.Reply("control", kernel.Send("control", "interrupt_request", []));
        Assert.Equal("Interrupted", (string?)kernel.Reply("shell", first).Content["ename"]);
        kernel.Send("stdin", "input_reply", new() { ["value"] = "late" });
        Thread.Sleep(300);
        var second = kernel.Execute("Input(\"second\", password: true)", new() { ["allow_stdin"] = true });
        Assert.True((bool?)kernel.Receive("stdin")!.Content["password"]);
        kernel.Send("stdin", "input_reply", new() { ["value"] = "right" });
        Assert.Equal("right", (string?)kernel.Outputs(second)
            .Single(message => message.Type == "execute_result").Content["data"]!["text/plain"]);
    }

    [Fact]
    public void What_a_cell_pages_comes_in_the_reply_and_what_it_clears_is_told()
    {
        var (reply, outputs) = kernel.Run("Console.Write(1);\nClearOutput(wait: true);\nPage(\"long\");");
        Assert.Equal("[{\"source\":\"page\",\"data\":{\"text/plain\":\"long\"},\"start\":0}]", reply["payload"]!.ToJsonString());
        Assert.Equal(["status", "execute_input", "stream", "clear_output", "status"], outputs.Select(message => message.Type));
        Assert.Equal("[]", kernel.Run("1").Reply["payload"]!.ToJsonString());
    }
}
