using System.Diagnostics;

namespace ReluDc.Tests.Host.Commands;

/// <summary>Notebooks brought into the form in which they are committed, by the command and by git.</summary>
public sealed class TidyCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static readonly string committed = Path.Combine(Checkout.Root, "notebooks", "01-what-relu-does-to-a-tone.ipynb");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_notebook_that_was_run_is_as_it_was_committed_and_nothing_else_changes()
    {
        var tidy = await File.ReadAllTextAsync(committed, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(folder["n"]);
        File.Copy(committed, folder["n/tidy.ipynb"]);
        var before = File.GetLastWriteTimeUtc(folder["n/tidy.ipynb"]);
        await File.WriteAllTextAsync(folder["n/run.ipynb"], tidy.Replace("\"execution_count\": null", "\"execution_count\": 3"),
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["n/other.dib"], "#!csharp\n1", TestContext.Current.CancellationToken);

        var check = await HostProcess.RunAsync(folder.Path, "tidy", "n", "--check");
        Assert.Equal((1, ""), (check.ExitCode, check.Output));
        Assert.Equal($"{Path.Combine("n", "run.ipynb")}: not as it is committed; \"tidy\" makes it so", check.Errors.Trim());
        var write = await HostProcess.RunAsync(folder.Path, "tidy", "n");
        Assert.Equal((0, Path.Combine("n", "run.ipynb")), (write.ExitCode, write.Output.Trim()));
        Assert.Equal(tidy, await File.ReadAllTextAsync(folder["n/run.ipynb"], TestContext.Current.CancellationToken));
        Assert.Equal(before, File.GetLastWriteTimeUtc(folder["n/tidy.ipynb"]));
        Assert.Equal(["other.dib", "run.ipynb", "tidy.ipynb"], Directory.GetFiles(folder["n"]).Select(Path.GetFileName).Order());
        Assert.Equal(0, (await HostProcess.RunAsync(folder.Path, "tidy", "n", "--check")).ExitCode);
    }

    [Fact]
    public async Task What_cannot_be_read_stays()
    {
        await File.WriteAllTextAsync(folder["bad.ipynb"], "{", TestContext.Current.CancellationToken);
        var bad = await HostProcess.RunAsync(folder.Path, "tidy", "bad.ipynb");
        Assert.Equal(4, bad.ExitCode);
        Assert.Single(bad.Errors.Trim().Split('\n'));
        Assert.Equal("{", await File.ReadAllTextAsync(folder["bad.ipynb"], TestContext.Current.CancellationToken));
        Assert.Equal(2, (await HostProcess.RunAsync(folder.Path, "tidy", "x.dib")).ExitCode);
        Assert.Equal(2, (await HostProcess.RunAsync(folder.Path, "tidy", "-", "bad.ipynb")).ExitCode);
    }

    [Fact]
    public async Task Git_stores_the_tidy_form_of_what_lies_in_the_folder()
    {
        var tidy = await File.ReadAllTextAsync(committed, TestContext.Current.CancellationToken);
        await GitAsync("init", "-q");
        // as docs/front-ends.md says
        await GitAsync("config", "filter.reludc.clean", $"dotnet exec \"{HostProcess.Program}\" tidy -");
        await File.WriteAllTextAsync(folder[".git/info/attributes"], "*.ipynb filter=reludc\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["a.ipynb"], tidy.Replace("\"execution_count\": null", "\"execution_count\": 3"),
            TestContext.Current.CancellationToken);
        await GitAsync("add", "a.ipynb");
        Assert.Equal(tidy, await GitAsync("show", ":a.ipynb"));
        await File.WriteAllTextAsync(folder["bad.ipynb"], "{", TestContext.Current.CancellationToken);
        await GitAsync("add", "bad.ipynb");
        Assert.Equal("{", await GitAsync("show", ":bad.ipynb"));
    }

    private async Task<string> GitAsync(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments)
            { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = git.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await git.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(git.ExitCode == 0, await errors);
        return output;
    }
}
