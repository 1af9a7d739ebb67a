using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ReluDc.Tests.Engine;

/// <summary>Cells that are stopped, and clients that do not wait for cells.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const string Loop = "while (true) { }";

    private readonly JupyterClient kernel = KernelUnderTest.Start();

    public void Dispose() => kernel.Dispose();

    public static TheoryData<string> EndlessCells =>
    [
        Loop,
        "while (true) try { while (true) { } } catch (Exception) { }",
        "try { } finally { while (true) { } }",
        "do ; while (true);",
        "for (;;) ;",
        "again:\ngoto again;",
        "foreach (var i in Enumerable.Repeat(1, int.MaxValue)) foreach (var j in Enumerable.Repeat(1, int.MaxValue)) { }",
        "int Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);\nFibonacci(80)",
        "Func<int, int> f = null;\nf = n =>\n{\n    return n < 2 ? n : f(n - 1) + f(n - 2);\n};\nf(80)",
        "class Endless\n{\n    public static void Go()\n    {\n        while (true) ;\n    }\n}\nEndless.Go();",
        "System.Threading.Tasks.Parallel.For(0, 4, i => { while (true) ; });",
        "await Task.Run(() => { while (true) ; });",
        "System.Threading.SpinWait.SpinUntil(() => false);",
        "System.Threading.Thread.Sleep(System.Threading.Timeout.Infinite);",
        "await Task.Delay(System.Threading.Timeout.Infinite);",
        "await Task.Yield();\nwhile (true) { }",
        "await Task.Run(() => 1);\nSystem.Threading.Thread.Sleep(600_000);",
        "new TaskCompletionSource().Task.Wait();",
        "System.Threading.Tasks.Parallel.For(0, 4, i => System.Threading.Thread.Sleep(600_000));",
        "lock (new object()) while (true) System.Threading.Thread.Sleep(1);",
        "while (true) Console.WriteLine(1);",
        "while (true) display(1);",
        // expressions: lambdas, queries, properties
        "Enumerable.Range(0, int.MaxValue).Sum(x => (long)(x % 7))",
        "Enumerable.Range(0, int.MaxValue).Where(x => x < 0).Count()",
        "(from x in Enumerable.Range(0, int.MaxValue) where x < 0 select x).Count()",
        "(from x in Enumerable.Range(0, int.MaxValue) let y = x + 1L select y).Sum()",
        "Enumerable.Range(0, int.MaxValue).AsParallel().Sum(x => (long)(x % 7))",
        "new List<int>(new int[1 << 20]).ForEach(x => { for (int i = 0; i < 1 << 20; i++) { } });",
        "class Slow\n{\n    public int One => 1;\n}\nvar slow = new Slow();\nEnumerable.Range(0, int.MaxValue).Sum(_ => (long)slow.One)",
        "Action<int> act = x => x.ToString();\nSystem.Threading.Tasks.Parallel.For(0, int.MaxValue, i => act(i));",
    ];

    [Theory, MemberData(nameof(EndlessCells))]
    public void A_message_stops_a_cell_and_earlier_variables_are_kept(string code)
    {
        kernel.Run("var kept = 41;");
        var id = Start("kept++;\n" + code);
        var clock = Stopwatch.StartNew();
        Assert.Equal("ok", (string?)kernel.Reply("control", kernel.Send("control", "interrupt_request", [])).Content["status"]);
        AssertInterrupted(kernel.Reply("shell", id).Content);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(8), $"stopped after {clock.Elapsed}");
        Assert.Equal("error", kernel.Outputs(id)[^2].Type);
        Assert.Equal("42", kernel.Value("kept"));
    }

    [Fact]
    public void A_function_of_a_library_that_takes_a_token_is_stopped_by_it()
    {
        // 100 epochs of many examples: minutes
        kernel.Run($"""
            #r "{Path.Combine(Checkout.Root, "lib", "bin").Replace('\\', '/')}/ReluDc.Networks.dll"
            using ReluDc;
            using ReluDc.Networks;
            var kept = 41;
            """);
        var id = Start("kept++;\nnew ConvergenceExperiment(new ToneClasses(3, 5, 10), Epochs: 10_000).Run(ConvergenceModel.Paper[0], 1)");
        var clock = Stopwatch.StartNew();
        kernel.Reply("control", kernel.Send("control", "interrupt_request", []));
        AssertInterrupted(kernel.Reply("shell", id).Content);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(8), $"stopped after {clock.Elapsed}");
        Assert.Equal("42", kernel.Value("kept"));
    }

    [Theory]
    [InlineData(Loop)]
    [InlineData("System.Threading.Thread.Sleep(600_000);")]
    [InlineData("await Task.Delay(600_000);")]
    public void A_signal_stops_a_cell_and_earlier_variables_are_kept(string code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signal");
        kernel.Run("var kept = 42;");
        var id = Start(code);
        using (var kill = Process.Start("kill", ["-INT", $"{kernel.Process.Id}"]))
            kill.WaitForExit();
        AssertInterrupted(kernel.Reply("shell", id).Content);
        Assert.Equal("42", kernel.Value("kept"));
    }

    [Fact]
    public void A_hundred_interrupts_at_any_moment_leave_a_kernel_that_works()
    {
        kernel.Run("var sum = 0L;");
        var random = new Random(1);
        for (var i = 0; i < 100; i++)
        {
            var id = kernel.Execute("for (var i = 0; i < 3_000_000; i++)\n    sum += i % 7;\nConsole.Write(\"done\");\nsum");
            Thread.Sleep(random.Next(25));
            kernel.Reply("control", kernel.Send("control", "interrupt_request", []));
            var status = (string?)kernel.Reply("shell", id).Content["status"];
            Assert.True(status is "ok" or "error", status);
            Assert.Single(kernel.Outputs(id), message => message.IsIdle);
        }
        Assert.Equal("7", kernel.Value("3 + 4"));
    }

    [Theory]
    [InlineData("while (true) try { throw new Exception(); } catch { }")]
    [InlineData("var text = new StringBuilder();\nwhile (true) { text.Append(1.5); if (text.Length > 1000) text.Clear(); }")]
    [InlineData("while (true) Enumerable.Range(0, 1000).Select(i => new { i }).ToList();")]
    [InlineData("while (true) System.Text.Json.JsonSerializer.Serialize(new[] { 1, 2 });")]
    [InlineData("while (true) { Console.Write(\"x\"); display(1); System.Threading.Thread.SpinWait(100_000); "
        + "try { throw new Exception(); } catch { } }")]
    public void Twenty_interrupts_in_the_midst_of_the_runtimes_own_code_leave_a_kernel_that_works(string code)
    {
        kernel.Run("var kept = 42;");
        for (var i = 0; i < 20; i++)
        {
            var id = Start(code);
            kernel.Send("control", "interrupt_request", []);
            AssertInterrupted(kernel.Reply("shell", id).Content);
        }
        Assert.Equal("42", kernel.Value("kept"));
    }

    [Fact]
    public void An_interrupt_while_nothing_runs_harms_nothing()
    {
        kernel.Run("var kept = 42;");
        kernel.Reply("control", kernel.Send("control", "interrupt_request", []));
        Assert.Equal("42", kernel.Value("kept"));
    }

    [Fact]
    public void What_waited_behind_an_interrupted_cell_is_aborted()
    {
        var id = Start(Loop);
        var next = kernel.Execute("1");
        kernel.Send("control", "interrupt_request", []);
        AssertInterrupted(kernel.Reply("shell", id).Content);
        Assert.Equal("aborted", (string?)kernel.Reply("shell", next).Content["status"]);
    }

    [Fact]
    public void A_cell_that_resists_is_ended_with_its_process_and_the_client_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the native function is of another library there");
        kernel.Run("[System.Runtime.InteropServices.DllImport(\"libc\")]\nstatic extern uint sleep(uint seconds);");
        var id = Start("while (true)\n    sleep(600);");
        kernel.Send("control", "interrupt_request", []);
        var told = kernel.Outputs(id, message => message.Type == "stream")[^1];
        Assert.Contains("all variables are gone", (string?)told.Content["text"]);
        Assert.True(kernel.Process.WaitForExit(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void While_a_cell_loops_the_control_channel_and_the_heartbeat_answer()
    {
        var id = Start(Loop);
        var clock = Stopwatch.StartNew();
        Assert.Equal("ok", (string?)kernel.Reply("control", kernel.Send("control", "kernel_info_request", [])).Content["status"]);
        Assert.Equal([1, 2, 3], kernel.Beat([1, 2, 3]));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
        kernel.Send("control", "interrupt_request", []);
        AssertInterrupted(kernel.Reply("shell", id).Content);
    }

    [Theory]
    [InlineData("", "control", false)]
    [InlineData("", "shell", true)]
    [InlineData(Loop, "control", true)]
    [InlineData(Loop, "control", false)]
    [InlineData("try { } finally { while (true) { } }", "control", false)]
    [InlineData("new System.Threading.Thread(() => { while (true) { } }).Start();", "control", false)]
    public void Shutdown_is_answered_and_ends_the_process_whatever_runs(string code, string channel, bool restart)
    {
        if (code.Contains("Thread("))
            kernel.Run(code);
        else if (code.Length > 0)
            Start(code);
        var reply = kernel.Reply(channel, kernel.Send(channel, "shutdown_request", new() { ["restart"] = restart }));
        Assert.Equal(("shutdown_reply", "ok", restart), (reply.Type, (string?)reply.Content["status"], (bool?)reply.Content["restart"]));
        Assert.True(kernel.Process.WaitForExit(TimeSpan.FromSeconds(15)), "it still runs");
        Assert.Equal(0, kernel.Process.ExitCode);
    }

    /// <summary>Starts a cell, and returns when it is under way.</summary>
    private string Start(string code)
    {
        var id = kernel.Execute("Console.WriteLine(\"under way\");\nConsole.Out.Flush();\n" + code);
        kernel.Outputs(id, message => message.Type == "stream");
        Thread.Sleep(50); // the loop itself comes a moment after the print
        return id;
    }

    private static void AssertInterrupted(JsonObject reply) =>
        Assert.Equal(("error", "Interrupted"), ((string?)reply["status"], (string?)reply["ename"]));
}
