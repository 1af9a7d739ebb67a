using ReluDc.Notebooks;

namespace ReluDc.Tests.Host.Commands;

/// <summary>No command replaces what it would not have made.</summary>
public sealed class ExistingFileTests : IDisposable
{
    private const string Header = "a,b";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", 2L)]
    [InlineData("a,b\r\n1,2\r\n3,4", 2L)]
    [InlineData("a,b", 0L)]
    [InlineData("", null)]
    public void Rows_below_the_first_line_are_counted_with_or_without_a_last_newline(string content, long? rows)
    {
        File.WriteAllText(folder["x.csv"], content);
        Assert.Equal(rows, ExistingFile.Rows(folder["x.csv"], Header, "another --out"));
        Assert.Null(ExistingFile.Rows(folder["none.csv"], Header, "another --out"));
    }

    [Theory]
    [InlineData("{\"cells\": []}")]
    [InlineData("a")]
    [InlineData("MZ\0\0")]
    public void A_file_of_another_kind_is_refused(string content)
    {
        File.WriteAllText(folder["x.csv"], content);
        var refused = Assert.Throws<UsageException>(() => ExistingFile.Rows(folder["x.csv"], Header, "another --out"));
        Assert.Equal($"--out {folder["x.csv"]} is a file of another kind, and stays; allowed: another --out", refused.Message);
    }

    /// <summary>A file of one endless line is told from a table by its beginning alone.</summary>
    [Fact]
    public void Of_a_long_line_only_the_beginning_is_read()
    {
        using (var file = File.Create(folder["long.csv"]))
            file.SetLength(1L << 26); // zeros that take no room on the disk
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.StartsWith($"--csv {folder["long.csv"]} is a file of another kind, and stays",
            Assert.Throws<UsageException>(() => ReadingsFile.Checked(folder["long.csv"])).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        File.WriteAllText(folder["own.csv"], ReadingsFile.Header + "\n1,2");
        Assert.Equal(folder["own.csv"], ReadingsFile.Checked(folder["own.csv"]));
        Assert.Equal(folder["new.csv"], ReadingsFile.Checked(folder["new.csv"]));
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/zero")]
    public void A_device_is_no_file(string device)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "devices are files there");
        Assert.Throws<UsageException>(() => ExistingFile.Rows(device, Header, "another --out"));
        Assert.Throws<UsageException>(() => ExistingFile.IsOther(device, []));
        Assert.Equal($"--csv {device} is a device; allowed: the path of a file",
            Assert.Throws<UsageException>(() => ReadingsFile.Checked(device)).Message);
    }

    [Fact]
    public void A_recording_that_is_there_is_kept_unless_it_is_the_same_or_force_is_given()
    {
        var command = new SynthesizeCommand("rest", 20, 1, folder["mine.csv"], Force: false);
        command.Run();
        command.Run(); // the same again
        var before = File.ReadAllBytes(folder["mine.csv"]);
        foreach (var other in new[] { command with { Seconds = 10 }, command with { Seed = 2 }, command with { Name = "walk" } })
        {
            var refused = Assert.Throws<UsageException>(() => other.Run());
            Assert.Contains("mine.csv has other content", refused.Message, StringComparison.Ordinal);
            Assert.EndsWith("allowed: --force, or another --out", refused.Message, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(folder["mine.csv"]));
        }
        // A reference beside a recording that is new is looked at as well, before either is written.
        File.Delete(folder["mine.csv"]);
        File.WriteAllText(folder["mine_hr.csv"], "measured\n");
        Assert.Throws<UsageException>(() => command.Run());
        Assert.Equal(["mine_hr.csv"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
        (command with { Force = true }).Run();
        Assert.Equal(before, File.ReadAllBytes(folder["mine.csv"]));
    }

    [Fact]
    public async Task A_picture_and_an_extension_replace_only_their_like()
    {
        var notebook = folder.Notebook("a.ipynb", "1");
        var before = File.ReadAllText(notebook);
        var picture = await Assert.ThrowsAsync<UsageException>(() =>
            new PictureCommand(notebook, notebook, TimeSpan.FromSeconds(1)).RunAsync(TestContext.Current.CancellationToken));
        Assert.EndsWith("allowed: the path of a new file, or of an .svg", picture.Message, StringComparison.Ordinal);
        File.WriteAllText(folder["a.nupkg"], "PK\u0003\u0004");
        foreach (var file in new[] { notebook, folder["a.nupkg"] })
            Assert.EndsWith("allowed: the path of a new file, or of a .vsix",
                Assert.Throws<UsageException>(() => VsCodeCommands.Package(file)).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(notebook));
    }
}
