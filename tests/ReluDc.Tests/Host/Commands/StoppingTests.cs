using System.Diagnostics;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Host.Commands;

/// <summary>Commands end soon after they are told to, whatever they are at, and say in one line what is kept.</summary>
public sealed class StoppingTests
{
    private static readonly TimeSpan most = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_command_that_heeds_its_token_ends_by_itself_with_the_code_of_a_failure()
    {
        using var stopping = new Stopping(_ => Assert.Fail("it ends by itself"));
        var run = stopping.RunAsync(async stop =>
        {
            await Task.Delay(Timeout.Infinite, stop.Token);
            return ExitCode.Success;
        });
        stopping.Request();
        Assert.Equal(ExitCode.Failed, await run.WaitAsync(most, TestContext.Current.CancellationToken));
        Assert.Equal("interrupted: nothing is written", stopping.Line);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_command_that_does_not_is_ended_and_at_once_when_told_twice(int requests)
    {
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stopping = new Stopping(said.SetResult);
        using var blocked = new ManualResetEventSlim();
        var clock = Stopwatch.StartNew();
        // It works before its first await, as one that reads a pipe does; the thread that started it is free all the same.
        var run = stopping.RunAsync(stop =>
        {
            var done = 3;
            stop.Kept = () => $"{done} of 10 notebooks are done and kept in site";
            blocked.Wait();
            return Task.FromResult(ExitCode.Success);
        });
        while (!stopping.Line.Contains("3 of 10", StringComparison.Ordinal))
            await Task.Delay(10, TestContext.Current.CancellationToken);
        clock.Restart();
        for (var i = 0; i < requests; i++)
            stopping.Request();
        Assert.Equal("interrupted: 3 of 10 notebooks are done and kept in site",
            await said.Task.WaitAsync(most, TestContext.Current.CancellationToken));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, requests == 1 ? most : TimeSpan.FromSeconds(1));
        blocked.Set();
        await run;
    }

    [Fact]
    public async Task What_fails_since_the_signal_is_its_consequence_and_what_succeeds_has_succeeded()
    {
        foreach (var (end, code) in new (Func<ExitCode>, ExitCode)[]
        {
            (() => throw new IOException("the engine's pipe is closed"), ExitCode.Failed), (() => ExitCode.TimedOut, ExitCode.Failed),
            (() => ExitCode.Success, ExitCode.Success),
        })
        {
            using var stopping = new Stopping(_ => Assert.Fail("it ends by itself"));
            Assert.Equal(code, await stopping.RunAsync(stop =>
            {
                stopping.Request();
                return Task.FromResult(end());
            }));
        }
    }

    [Theory]
    [InlineData(typeof(IOException), "cannot write: x", 2)]
    [InlineData(typeof(FormatException), "x", 4)]
    [InlineData(typeof(OperationCanceledException), "cancelled", 1)]
    [InlineData(typeof(InvalidOperationException), "a fault of this program, in an unknown place: InvalidOperationException: x", 1)]
    public void Each_exception_is_a_line_and_a_code_also_among_several(Type type, string line, int code)
    {
        var exception = (Exception)Activator.CreateInstance(type, "x")!;
        Assert.Equal((line, (ExitCode)code), Failure.Of(exception));
        Assert.Equal((line, (ExitCode)code),
            Failure.Of(new AggregateException(new OperationCanceledException(), new AggregateException(exception))));
    }

    /// <summary>A recording of hours, which is computed on for long, and a program's child that never ends.</summary>
    [Theory]
    [InlineData("TERM", "heart-rate", "set")]
    [InlineData("INT", "vscode", "install")]
    public async Task The_program_ends_within_two_seconds_of_a_signal_with_one_line(string signal, params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signal");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["set"]);
        new SynthesizeCommand("rest", 20_000, 1, folder["set/a.csv"], Force: false).Run();
        var editor = folder["code"];
        File.WriteAllText(editor, "#!/bin/sh\necho $$ > started\nsleep 600\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(editor, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("dotnet", ["exec", HostProcess.Program, .. arguments])
            { WorkingDirectory = folder.Path, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PATH"] = folder.Path + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["TMPDIR"] = folder["set"];
        using var process = Process.Start(start)!;
        if (arguments[0] == "vscode")
            while (!File.Exists(folder["started"]))
                await Task.Delay(20, TestContext.Current.CancellationToken);
        else
            Assert.StartsWith("set: 1 recording;", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, most);
        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("interrupted: ", errors);
        Assert.Single(errors.TrimEnd().Split('\n'));
        if (arguments[0] == "vscode")
        {
            Assert.Throws<ArgumentException>(() => Process.GetProcessById(int.Parse(File.ReadAllText(folder["started"]),
                System.Globalization.CultureInfo.InvariantCulture)));
            Assert.Empty(Directory.GetDirectories(folder["set"], "reludc-*"));
        }
    }
}
