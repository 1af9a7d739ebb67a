using System.Diagnostics;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>Whatever goes wrong in a cell or after it, the engine goes on, and the reader is told the true reason.</summary>
public sealed class SurvivalTests(RunningCells cells) : IClassFixture<RunningCells>
{
    [Theory]
    [InlineData("async void Later() { await Task.Delay(10); throw new Exception(\"stray\"); }\nLater();")]
    [InlineData("async void Now() { throw new Exception(\"stray\"); }\nNow();")]
    [InlineData("new System.Threading.Thread(() => throw new Exception(\"stray\")).Start();")]
    [InlineData("System.Threading.ThreadPool.QueueUserWorkItem(_ => throw new Exception(\"stray\"));")]
    [InlineData("var timer = new System.Threading.Timer(_ => throw new Exception(\"stray\"), null, 10, -1);")]
    [InlineData("class Fin { ~Fin() => throw new Exception(\"stray\"); }\nvoid Make() { new Fin(); }\nMake();\nGC.Collect();")]
    public async Task An_exception_outside_the_cell_is_reported_and_survived(string code)
    {
        var cause = await cells.RunAsync(code);
        Assert.Null(cause.Failure);
        var clock = Stopwatch.StartNew();
        string Told() => cause.Warned;
        while (!Told().Contains("stray", StringComparison.Ordinal) && clock.Elapsed < TimeSpan.FromSeconds(20))
        {
            var next = await cells.RunAsync(
                "GC.Collect(); GC.WaitForPendingFinalizers(); await Task.Delay(50);\nConsole.WriteLine(\"alive\");");
            Assert.Equal("alive\n", next.Printed.ReplaceLineEndings("\n"));
            if (next.Warned.Contains("stray", StringComparison.Ordinal))
                return; // what a finalizer or a bare timer runs in belongs to no cell
        }
        Assert.Contains("An exception outside the cell: Exception: stray", Told(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int F(int n) => F(n + 1) + 1;\nF(0)")]
    [InlineData("int F(int n)\n{\n    return F(n + 1) + 1;\n}\nF(0)")]
    [InlineData("Func<int, int> g = null;\ng = n => g(n + 1) + 1;\ng(0)")]
    [InlineData("Func<int, int> g = null;\ng = delegate (int n) { return g(n + 1) + 1; };\ng(0)")]
    [InlineData("class P { public int X => X + 1; }\nnew P().X")]
    [InlineData("class P { public int X { get => X; set { } } }\nnew P().X")]
    [InlineData("class P { public P() => new P(); }\nnew P();")]
    [InlineData("class P { public static P operator +(P a, P b) => a + b; }\nvar sum = new P() + new P();")]
    [InlineData("class P { public int this[int i] => this[i + 1]; }\nvar item = new P()[0];")]
    public async Task Recursion_without_end_fails_its_cell_and_keeps_the_variables(string code)
    {
        await cells.RunAsync("var kept = 41;");
        Assert.StartsWith("StackOverflow: Stack overflow: a function calls itself without end", (await cells.RunAsync(code)).Failure,
            StringComparison.Ordinal);
        Assert.Equal("42", (await cells.RunAsync("kept + 1")).Value);
    }

    [Fact]
    public async Task All_causes_of_several_exceptions_are_told()
    {
        var ran = await cells.RunAsync(
            "Task.WaitAll(Task.Run(() => throw new Exception(\"first\")), Task.Run(() => throw new FormatException(\"second\")));");
        Assert.Contains("caused by Exception: first", ran.Trace, StringComparison.Ordinal);
        Assert.Contains("caused by FormatException: second", ran.Trace, StringComparison.Ordinal);
        ran = await cells.RunAsync(
            "throw new Exception(\"a\", new AggregateException(new Exception(\"b\"), new Exception(\"c\", new Exception(\"d\"))));");
        foreach (var cause in new[] { "b", "c", "d" })
            Assert.Contains($"caused by Exception: {cause}", ran.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_late_reaches_the_cell_that_caused_it()
    {
        var early = await cells.RunAsync(
            "_ = Task.Run(async () => { await Task.Delay(400); Console.WriteLine(\"late\"); display(\"late too\"); });");
        var later = await cells.RunAsync("Console.WriteLine(\"mine\");\nawait Task.Delay(900);");
        Assert.Equal("mine\n", later.Printed.ReplaceLineEndings("\n"));
        Assert.Equal("late\n", early.Printed.ReplaceLineEndings("\n"));
        Assert.Equal("late too", early.Displayed.Single().Text("text/plain"));
    }

    [Fact]
    public async Task A_character_is_whole_though_its_halves_are_printed_apart()
    {
        var ran = await cells.RunAsync("Console.Write('\\ud83d');\nSystem.Threading.Thread.Sleep(200);\nConsole.WriteLine('\\udc4d');");
        Assert.Equal("👍\n", ran.Printed.ReplaceLineEndings("\n"));
        // half a one is shown as such
        Assert.Contains("\ufffd", (await cells.RunAsync("Console.Write('\\ud83d');")).Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_of_the_machine_does_not_matter()
    {
        using var folder = new TemporaryFolder();
        var notebook = ReluDc.Engine.Notebook.Load(folder.Notebook("culture.ipynb", "Console.Write(1.5);\ndouble.Parse(\"1.5\")",
            "string text = null;\nvar t = new System.Threading.Thread(() => text = $\"{1.5} {new DateTime(2020, 1, 2):d}\");\n"
            + "t.Start();\nt.Join();\ntext"));
        var before = Environment.GetEnvironmentVariable("LC_ALL");
        Environment.SetEnvironmentVariable("LC_ALL", "de_DE.UTF-8");
        try
        {
            var run = await NotebookRunner.RunAsync(notebook, folder.Path, TimeSpan.FromMinutes(1), null,
                TestContext.Current.CancellationToken);
            Assert.Null(run.Failure);
            Assert.Equal("1.5", run.Executed.Cells[0].Outputs.OfType<StreamOutput>().Single().Text);
            Assert.Equal("1.5", run.Executed.Cells[0].Outputs.OfType<ResultOutput>().Single().Data.Text("text/plain"));
            Assert.Equal("1.5 01/02/2020", run.Executed.Cells[1].Outputs.OfType<ResultOutput>().Single().Data.Text("text/plain"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("LC_ALL", before);
        }
    }

    [Fact]
    public async Task A_cell_that_may_fail_and_floods_is_stopped()
    {
        using var folder = new TemporaryFolder();
        var notebook = ReluDc.Engine.Notebook.Load(folder.Notebook("flood.ipynb",
            "var rounds = 0;", "// tags: raises-exception\nwhile (true) { rounds++; Console.WriteLine(new string('y', 1000)); }",
            "var before = rounds;\nawait Task.Delay(300);\nrounds - before"));
        var run = await NotebookRunner.RunAsync(notebook, folder.Path, TimeSpan.FromMinutes(1), null,
            TestContext.Current.CancellationToken);
        Assert.Null(run.Failure);
        Assert.Equal("OutputLimit", run.Executed.Cells[1].Outputs.OfType<ErrorOutput>().Single().Name);
        Assert.Equal("0", run.Executed.Cells[2].Outputs.OfType<ResultOutput>().Single().Data.Text("text/plain"));
    }

    [Fact]
    public async Task The_reason_of_an_engine_that_died_is_the_true_one()
    {
        using var folder = new TemporaryFolder();
        var notebook = ReluDc.Engine.Notebook.Load(folder.Notebook("reason.ipynb",
            "var echo = System.Diagnostics.Process.Start(\"dotnet\", \"--version\");\necho.WaitForExit();",
            "Environment.FailFast(\"out of ideas\");"));
        var run = await NotebookRunner.RunAsync(notebook, folder.Path, TimeSpan.FromMinutes(1), null,
            TestContext.Current.CancellationToken);
        Assert.Equal(RunOutcome.EngineDied, run.Outcome);
        Assert.Contains("Process terminated. out of ideas", run.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { "hello from a child", "Stack overflow.", "   at X.Y()" }, "Stack overflow.")]
    [InlineData(new[] { "hello from a child" }, null)]
    [InlineData(new[] { "Unhandled exception. System.Exception: late", "   at X.Y()" }, "Unhandled exception. System.Exception: late")]
    public void Of_what_a_process_said_the_words_of_the_runtime_count(string[] lines, string? reason)
    {
        var words = new LastWords();
        foreach (var line in Enumerable.Repeat("a program that talks much", 500).Concat(lines))
            words.Take(line);
        Assert.Equal(reason, words.Reason);
    }
}
