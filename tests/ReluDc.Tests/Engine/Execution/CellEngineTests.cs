using System.Diagnostics;
using System.Text.Json.Nodes;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>The engine over its real transport, message by message.</summary>
public sealed class CellEngineTests : IDisposable
{
    private readonly Process engine = Process.Start(new ProcessStartInfo("dotnet",
        ["exec", Path.Combine(Checkout.Root, "bin", "host", "ReluDc.Engine.dll"), "kernel", "start", "--stdio"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    public void Dispose()
    {
        engine.Kill(entireProcessTree: true);
        engine.Dispose();
    }

    private Message Send(string type, JsonObject content)
    {
        var request = Message.Request(type, content);
        engine.StandardInput.WriteLine(request.ToLine());
        engine.StandardInput.Flush();
        return request;
    }

    private async Task<List<Message>> UntilAsync(Message request, Func<Message, bool> last)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var messages = new List<Message>();
        while (await engine.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            var message = Message.FromLine(line)!;
            if (message.ParentId == request.Id)
                messages.Add(message);
            if (message.ParentId == request.Id && last(message))
                return messages;
        }
        throw new InvalidOperationException("the engine ended");
    }

    private async Task<List<Message>> ExecuteAsync(string code) =>
        await UntilAsync(Send("execute_request", new() { ["code"] = code }), message => message.Type == "status"
            && (string?)message.Content["execution_state"] == "idle");

    [Fact]
    public async Task An_execution_is_busy_input_outputs_reply_idle_in_this_order()
    {
        await ExecuteAsync("Console.Write(1);\n2"); // so that nothing is slow the second time
        var messages = await ExecuteAsync("Console.Write(1);\n2");
        Assert.Equal(["status", "execute_input", "stream", "execute_result", "execute_reply", "status"], messages.Select(m => m.Type));
        var reply = messages.Single(m => m.Type == "execute_reply").Content;
        Assert.Equal(("ok", 2), ((string?)reply["status"], (int?)reply["execution_count"]));
        Assert.Equal("2", (string?)messages.Single(m => m.Type == "execute_result").Content["data"]!["text/plain"]);
    }

    [Fact]
    public async Task Kernel_info_says_the_language_and_shutdown_ends_the_process()
    {
        var info = await UntilAsync(Send("kernel_info_request", []), m => m.Type == "kernel_info_reply");
        Assert.Equal("csharp", (string?)info[^1].Content["language_info"]!["name"]);
        await UntilAsync(Send("shutdown_request", new() { ["restart"] = false }), m => m.Type == "shutdown_reply");
        Assert.True(engine.WaitForExit(10_000));
    }

    [Theory]
    [InlineData("kept = 2; while (true) { }")]
    [InlineData("kept = 2; try { while (true) { } } catch { }\nwhile (true) { }")]
    [InlineData("kept = 2; System.Threading.Thread.Sleep(600_000);")]
    [InlineData("kept = 2; await Task.Delay(600_000);")]
    public async Task An_interrupt_stops_loops_sleeps_and_waits_and_keeps_what_was_assigned(string code)
    {
        await ExecuteAsync("var kept = 1;");
        var running = Send("execute_request", new() { ["code"] = code });
        await UntilAsync(running, m => m.Type == "execute_input");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Send("interrupt_request", []);
        var messages = await UntilAsync(running, m => m.Type == "status" && (string?)m.Content["execution_state"] == "idle");
        Assert.Equal("error", (string?)messages.Single(m => m.Type == "execute_reply").Content["status"]);
        Assert.Equal("2", (string?)(await ExecuteAsync("kept")).Single(m => m.Type == "execute_result").Content["data"]!["text/plain"]);
    }

    [Fact]
    public async Task A_thread_that_a_cell_left_behind_does_not_keep_the_process()
    {
        await ExecuteAsync("new System.Threading.Thread(() => System.Threading.Thread.Sleep(600_000)).Start();");
        await UntilAsync(Send("shutdown_request", new() { ["restart"] = false }), m => m.Type == "shutdown_reply");
        Assert.True(engine.WaitForExit(10_000));
    }

    [Fact]
    public async Task A_request_whose_code_is_no_text_is_answered_and_does_no_harm()
    {
        var messages = await UntilAsync(Send("execute_request", new() { ["code"] = 5 }), m => m.Type == "execute_reply");
        Assert.Equal("MalformedRequest", (string?)messages[^1].Content["ename"]);
        Assert.Contains(await ExecuteAsync("1"), m => m.Type == "execute_result");
    }

    [Fact]
    public async Task Lines_that_are_no_messages_are_passed_over()
    {
        engine.StandardInput.WriteLine("nonsense");
        engine.StandardInput.WriteLine("{\"header\": 5}");
        engine.StandardInput.WriteLine("[]");
        Assert.Contains(await ExecuteAsync("1"), m => m.Type == "execute_result");
    }
}
