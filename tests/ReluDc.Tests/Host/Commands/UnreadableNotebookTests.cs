namespace ReluDc.Tests.Host.Commands;

/// <summary>Every command that takes a notebook, given what is none: one line that says so, and nothing left behind.</summary>
public sealed class UnreadableNotebookTests : IDisposable
{
    private static readonly Dictionary<string, byte[]?> files = new()
    {
        ["missing.ipynb"] = null,
        ["empty.ipynb"] = [],
        ["cut.ipynb"] = """{"cells": [{"cell_type": "code", "sour"""u8.ToArray(),
        ["other.ipynb"] = """{"cells": 3}"""u8.ToArray(),
        ["bytes.ipynb"] = [0xff, 0xfe, 0, 1, 2, 0x80],
        ["python.ipynb"] = """
            {"cells": [], "metadata": {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}},
             "nbformat": 4, "nbformat_minor": 5}
            """u8.ToArray(),
    };

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Commands => ["run", "render", "claims", "graph", "serve", "sweep", "tidy"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Says_so_in_one_line(string command)
    {
        foreach (var (name, content) in files)
        {
            if (content is not null)
                await File.WriteAllBytesAsync(folder[name], content, TestContext.Current.CancellationToken);
            var before = Directory.GetFileSystemEntries(folder.Path);
            var run = await HostProcess.RunAsync(folder.Path, command, name);
            var said = run.Errors.Trim();
            Assert.True(run.ExitCode == 4 && run.Output == "" && said.Split('\n') is [var line]
                && line.Contains(name, StringComparison.Ordinal) && line.Contains("allowed: ", StringComparison.Ordinal),
                $"{command} {name}: exit {run.ExitCode}, {run.Output}{said}");
            Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path));
        }
    }
}
