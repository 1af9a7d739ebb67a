
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

public class NotebookRunnerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static async Task<RunResult> RunAsync(params string[] cells) => await RunAsync(Patience, cells);

    private static async Task<RunResult> RunAsync(TimeSpan timeout, params string[] cells)
    {
        using var folder = new TemporaryFolder();
        var notebook = Notebook.Load(folder.Notebook("test.ipynb", cells));
        return await NotebookRunner.RunAsync(notebook, folder.Path, timeout, null, TestContext.Current.CancellationToken);
    }

    private static string PlainText(RunResult result, int cell) =>
        string.Join('|', result.Executed.Cells[cell - 1].Outputs.Select(output => output switch
        {
            StreamOutput stream => $"{stream.Name}:{stream.Text}",
            ResultOutput value => $"result:{value.Data.Text("text/plain")}",
            DisplayOutput display => $"display:{display.Data.Text("text/plain")}",
            ErrorOutput error => $"error:{error.Name}: {error.Value}",
            _ => "?",
        }));

    [Fact]
    public async Task Cells_see_what_earlier_cells_declared_and_a_last_expression_is_the_value()
    {
        var result = await RunAsync("int a = 20;", "# prose", "int Twice(int n) => 2 * n;\nTwice(a) + 2", "a = 1;", "string s = null;\ns",
            "Console.Write(a)");
        Assert.Equal((RunOutcome.Succeeded, null), (result.Outcome, result.Message));
        Assert.Equal(["", "", "result:42", "", "result:<null>", "stdout:1"], Enumerable.Range(1, 6)
            .Select(cell => PlainText(result, cell)));
        Assert.Equal([1, null, 2, 3, 4, 5], result.Executed.Cells.Select(cell => cell.ExecutionCount));
    }

    [Fact]
    public async Task Output_keeps_its_order_and_pieces_of_one_stream_are_joined()
    {
        var result = await RunAsync("""
            Console.Write("a"); Console.Write("b");
            Console.Error.Write("c");
            display("d");
            for (var i = 0; i < 3; i++) { Console.WriteLine(i); await Task.Delay(80); }
            "e"
            """);
        Assert.Equal("stdout:ab|stderr:c|display:d|stdout:0\n1\n2\n|result:e", PlainText(result, 1));
    }

    [Fact]
    public async Task An_updated_display_stands_where_the_first_one_stood()
    {
        var result = await RunAsync("var shown = display(\"first\");\nConsole.Write(\"between\");\nshown.Update(\"second\");");
        Assert.Equal("display:second|stdout:between", PlainText(result, 1));
    }

    [Fact]
    public async Task A_display_can_be_updated_by_a_later_cell()
    {
        var result = await RunAsync("var shown = display(\"first\");", "1", "shown.Update(\"second\");");
        Assert.Equal(["display:second", "result:1", ""], Enumerable.Range(1, 3).Select(cell => PlainText(result, cell)));
    }

    [Fact]
    public async Task Updates_of_one_display_count_once_against_the_limit()
    {
        var result = await RunAsync("var shown = display(\"\");\nfor (var i = 0; i < 40; i++) shown.Update(new string('x', 500_000));",
            "shown.Update(new string('x', 20_000_000));");
        Assert.Equal((RunOutcome.CellFailed, 2, "put out more than 16 MB; the rest was dropped"),
            (result.Outcome, result.FailedCell, result.Message));
        Assert.Equal(500_000, Assert.IsType<DisplayOutput>(result.Executed.Cells[0].Outputs.Single()).Data.Text("text/plain")!.Length);
    }

    [Fact]
    public async Task What_a_cell_prints_just_before_it_exits_is_kept()
    {
        var result = await RunAsync("1", "Console.WriteLine(\"last words\");\nEnvironment.Exit(7);");
        Assert.StartsWith("stdout:last words\n|error:EngineDied", PlainText(result, 2));
    }

    [Fact]
    public async Task A_program_that_outlives_the_engine_does_not_hide_its_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "starts sleep");
        var result = await RunAsync("Console.WriteLine(System.Diagnostics.Process.Start(\"sleep\", \"300\").Id);", "Environment.Exit(7);");
        using var orphan = System.Diagnostics.Process.GetProcessById(int.Parse(PlainText(result, 1)["stdout:".Length..],
            System.Globalization.CultureInfo.InvariantCulture));
        orphan.Kill();
        Assert.Equal((RunOutcome.EngineDied, 2), (result.Outcome, result.FailedCell));
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_names_its_line_and_nothing_after_it_runs()
    {
        var result = await RunAsync("var a = 1;", "var b = a;\nvar c = nothing + 1;\nb", "a");
        Assert.Equal((RunOutcome.CellFailed, 2, 2), (result.Outcome, result.FailedCell, result.FailedLine));
        Assert.Contains("CS0103", result.Message);
        Assert.Null(result.Executed.Cells[2].ExecutionCount);
    }

    [Fact]
    public async Task A_cell_that_throws_names_the_exception_and_its_own_line()
    {
        var result = await RunAsync("int Divide(int a, int b)\n{\n    return a / b;\n}", "var x = 1;\nDivide(x, 0)");
        Assert.Equal((RunOutcome.CellFailed, 2, 2), (result.Outcome, result.FailedCell, result.FailedLine));
        Assert.StartsWith("DivideByZeroException: ", result.Message);
        var error = Assert.IsType<ErrorOutput>(result.Executed.Cells[1].Outputs.Single());
        Assert.Contains("  at cell 1, line 3", error.Traceback);
        Assert.Contains("  at cell 2, line 2", error.Traceback);
    }

    [Fact]
    public async Task A_cell_of_one_line_names_that_line_too()
    {
        var result = await RunAsync("int Divide(int a, int b) => a / b;", "1", "Divide(1, 0)");
        Assert.Equal((RunOutcome.CellFailed, 3, 1), (result.Outcome, result.FailedCell, result.FailedLine));
        var error = Assert.IsType<ErrorOutput>(result.Executed.Cells[2].Outputs.Single());
        Assert.Equal(["  at cell 1, line 1", "  at cell 3, line 1"], error.Traceback.Skip(1));
    }

    [Fact]
    public async Task A_cell_tagged_as_meant_to_fail_may_fail_and_earlier_state_is_intact()
    {
        var result = await RunAsync("var kept = 5;", "// tags: raises-exception\nkept = 6; throw new InvalidOperationException(\"meant\");",
            "kept");
        Assert.Equal(RunOutcome.Succeeded, result.Outcome);
        Assert.Equal("error:InvalidOperationException: meant", PlainText(result, 2));
        Assert.Equal("result:6", PlainText(result, 3));
    }

    [Fact]
    public async Task A_cell_that_loops_for_ever_is_stopped_with_its_notebook()
    {
        var result = await RunAsync(TimeSpan.FromSeconds(20), "1", "Console.WriteLine(\"before\");\nwhile (true) { }", "2");
        Assert.Equal((RunOutcome.TimedOut, 2), (result.Outcome, result.FailedCell));
        Assert.Equal("stopped after 20 s (--timeout)", result.Message);
        Assert.StartsWith("stdout:before\n", PlainText(result, 2));
        Assert.Equal("result:1", PlainText(result, 1));
        Assert.InRange(result.Duration.TotalSeconds, 19.9, 40);
    }

    [Theory]
    [InlineData("Environment.Exit(7);", "exit code 7")]
    [InlineData("Environment.FailFast(\"enough\");", "exit code ")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Kill();", "exit code ")]
    public async Task A_cell_that_ends_the_process_fails_and_says_so(string code, string end)
    {
        var result = await RunAsync("Console.WriteLine(\"kept\");", code, "1");
        Assert.Equal((RunOutcome.EngineDied, 2), (result.Outcome, result.FailedCell));
        Assert.Contains("the cell ended the engine's process (" + end, result.Message);
        Assert.DoesNotContain('\n', result.Message!);
        Assert.Equal("stdout:kept\n", PlainText(result, 1));
    }

    [Theory]
    [InlineData("var line = new string('x', 999);\nfor (var i = 0; i < 100_000; i++) Console.WriteLine(line);")]
    [InlineData("HTML(new string('x', 50_000_000))")]
    public async Task A_cell_that_puts_out_too_much_is_cut_off_and_fails(string code)
    {
        var result = await RunAsync("Console.WriteLine(\"kept\");", code, "1");
        Assert.Equal((RunOutcome.CellFailed, 2), (result.Outcome, result.FailedCell));
        Assert.Equal("put out more than 16 MB; the rest was dropped", result.Message);
        Assert.InRange(result.Executed.ToBytes().Length, 0, 40_000_000);
        Assert.Equal("stdout:kept\n", PlainText(result, 1));
    }

    [Fact]
    public async Task Five_megabytes_of_html_and_three_thousand_lines_arrive_whole()
    {
        var result = await RunAsync("HTML(new string('x', 5_000_000))", "for (var i = 0; i < 3000; i++) Console.WriteLine(i);");
        Assert.Equal(RunOutcome.Succeeded, result.Outcome);
        Assert.Equal(5_000_000, Assert.IsType<ResultOutput>(result.Executed.Cells[0].Outputs.Single()).Data.Text("text/html")!.Length);
        Assert.Equal(string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i}\n")),
            Assert.IsType<StreamOutput>(result.Executed.Cells[1].Outputs.Single()).Text);
    }

    [Fact]
    public async Task What_a_cell_reads_from_standard_input_is_empty_and_what_it_writes_behind_the_console_does_no_harm()
    {
        var result = await RunAsync("""
            using (var raw = Console.OpenStandardOutput()) raw.Write(Encoding.UTF8.GetBytes("no message, and no end of line"));
            Console.ReadLine() is null
            """, "1 + 1");
        Assert.Equal("result:True", PlainText(result, 1));
        Assert.Equal("result:2", PlainText(result, 2));
    }

    [Fact]
    public async Task A_child_process_of_a_cell_does_not_outlive_the_run()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "looks into /proc");
        var result = await RunAsync(TimeSpan.FromSeconds(20),
            "Console.WriteLine(System.Diagnostics.Process.Start(\"sleep\", \"300\").Id);\nwhile (true) { }");
        Assert.Equal(RunOutcome.TimedOut, result.Outcome);
        var id = PlainText(result, 1).Split('\n')[0]["stdout:".Length..];
        for (var i = 0; i < 50 && IsRunning(id); i++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(IsRunning(id), $"process {id} goes on");

        static bool IsRunning(string id) =>
            File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_ends_at_once()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            NotebookRunner.RunAsync(Notebook.Load(folder.Notebook("test.ipynb", "while (true) { }")), folder.Path, Patience, null,
                cancellation.Token));
    }

    [Fact]
    public async Task References_and_loaded_files_are_found_from_the_notebooks_folder()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["more.csx"], "int FromFile() => 6;");
        var notebook = Notebook.Load(folder.Notebook("test.ipynb", 
            $"#r \"{Path.Combine(Checkout.Root, "lib", "bin", "ReluDc.Figures.dll")}\"\n#load \"more.csx\"\n"
                + "using ReluDc;\nusing ReluDc.Figures;\nNotebook.Begin();",
            "FromFile() * 7", "new ReluDc.OneToneRelu(new Tone(5)).Dc"));
        var result = await NotebookRunner.RunAsync(notebook, folder.Path, Patience, null, TestContext.Current.CancellationToken);
        Assert.Equal("result:42", PlainText(result, 2));
        Assert.Equal($"result:{1 / Math.PI}", PlainText(result, 3));
    }
}
