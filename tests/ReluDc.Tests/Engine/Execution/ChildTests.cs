using System.Diagnostics;
using System.Globalization;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>Programs that cells start end with the engine, however that ends, and not before.</summary>
public sealed class ChildTests : IDisposable
{
    private const string Start = "var child = System.Diagnostics.Process.Start(\"/bin/sh\", [\"-c\", \"PROGRAM\"]);\n"
        + "while (!System.IO.File.Exists(\"pid\") || System.IO.File.ReadAllText(\"pid\").Length < 2) await Task.Delay(10);";

    private readonly TemporaryFolder folder = new();

    public ChildTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "the tests look into /proc; Windows ends a job by itself");

    public void Dispose() => folder.Dispose();

    private int Child => int.Parse(File.ReadAllText(folder["pid"]), CultureInfo.InvariantCulture);

    /// <summary>A cell that starts a shell, which starts a program that notes its number.</summary>
    /// <param name="prefix">How the program is started.</param>
    private static string StartCell(string prefix = "") => Start.Replace("PROGRAM",
        $"{prefix} sh -c 'echo $$ > pid; exec sleep 600' & wait", StringComparison.Ordinal);

    public static TheoryData<string, string> Ends => new()
    {
        { "the engine ends with the run", "1" },
        { "a cell ends the process", "Environment.Exit(3);" },
        { "a cell fails fast", "Environment.FailFast(\"enough\");" },
        { "a cell kills the process", "System.Diagnostics.Process.GetCurrentProcess().Kill();" },
        { "the time is up", "while (true) { }" },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_program_of_a_cell_ends_with_the_run(string how, string last)
    {
        var isTimed = how == "the time is up";
        var run = await RunAsync(StartCell(), last, isTimed ? 8 : 60, TestContext.Current.CancellationToken);
        if (isTimed && run.FailedCell == 1) // a busy machine
            run = await RunAsync(StartCell(), last, 60, TestContext.Current.CancellationToken);
        Assert.Equal(how == "the engine ends with the run" ? null : 2, run.FailedCell);
        CheckEnded(Child);
    }

    [Theory]
    [InlineData("nohup", "Environment.FailFast(\"enough\");")]
    [InlineData("trap '' TERM HUP INT;", "Environment.Exit(3);")]
    public async Task Nor_does_one_that_resists_outlive_it(string prefix, string last)
    {
        await RunAsync(StartCell(prefix), last, 60, TestContext.Current.CancellationToken);
        CheckEnded(Child);
    }

    [Fact]
    public async Task A_program_of_a_cell_ends_when_the_run_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var run = RunAsync(StartCell(), "await Task.Delay(600_000);", 600, cancel.Token);
        while (!File.Exists(folder["pid"]))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        CheckEnded(Child);
    }

    [Fact]
    public async Task A_program_of_a_cell_ends_when_the_host_is_killed()
    {
        var notebook = folder.Notebook("n.ipynb", StartCell("nohup"), "while (true) { }");
        using var host = Process.Start(new ProcessStartInfo("dotnet",
            ["exec", HostProcess.Program, "run", notebook, "--out", folder["o.ipynb"]])
            { WorkingDirectory = folder.Path, RedirectStandardError = true })!;
        for (var clock = Stopwatch.StartNew(); !File.Exists(folder["pid"]) && clock.Elapsed < TimeSpan.FromSeconds(60);)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        host.Kill(entireProcessTree: false);
        CheckEnded(Child);
    }

    [Theory]
    [InlineData("Environment.FailFast(\"enough\");")]
    [InlineData(null)]
    public void A_program_of_a_cell_ends_with_jupyters_kernel(string? last)
    {
        using var kernel = KernelUnderTest.Start(folder.Path);
        Assert.Null(kernel.Run(StartCell()).Reply["ename"]);
        if (last is not null)
            kernel.Execute(last);
        else
            kernel.Send("control", "shutdown_request", new() { ["restart"] = false });
        Assert.True(kernel.Process.WaitForExit(20_000));
        CheckEnded(Child);
    }

    [Fact]
    public async Task A_program_goes_on_while_its_engine_lives()
    {
        var run = await RunAsync(StartCell(), "await Task.Delay(1500);\nchild.HasExited", 60, TestContext.Current.CancellationToken);
        Assert.Equal("False", run.Executed.Cells[1].Outputs.OfType<ResultOutput>().Single().Data.Text("text/plain"));
        CheckEnded(Child);
    }

    private Task<RunResult> RunAsync(string first, string last, int seconds, CancellationToken cancellation) => NotebookRunner.RunAsync(
        ReluDc.Engine.Notebook.Load(folder.Notebook("n.ipynb", first, last)), folder.Path, TimeSpan.FromSeconds(seconds), null,
        cancellation);

    /// <summary>Fails if a process does not end soon.</summary>
    internal static void CheckEnded(int process)
    {
        var clock = Stopwatch.StartNew();
        while (Runs(process) && clock.Elapsed < TimeSpan.FromSeconds(10))
            Thread.Sleep(20);
        Assert.False(Runs(process), "the program goes on");
    }

    /// <summary>Whether a process runs; one that nobody has buried does not.</summary>
    private static bool Runs(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Split(") ")[1][0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
