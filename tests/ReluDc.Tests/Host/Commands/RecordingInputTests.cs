using System.Diagnostics;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Host.Commands;

/// <summary>Files of users' own are read with bounded memory, or refused in one line.</summary>
public sealed class RecordingInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static void Refused(string path, string reason)
    {
        foreach (var read in new Action<string>[]
            { file => RecordingInput.Recording(file), file => RecordingInput.Reference(file), file => RecordingInput.Weights(file) })
        {
            var refused = Assert.Throws<FormatException>(() => read(path));
            Assert.StartsWith(path, refused.Message, StringComparison.Ordinal);
            Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
        }
    }

    [Fact]
    public async Task A_pipe_and_a_device_are_no_recordings_and_no_notebooks()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes and devices are files there");
        using (var made = Process.Start("mkfifo", [folder["pipe.csv"]]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(folder["endless.csv"], "/dev/zero");
        foreach (var path in new[] { folder["pipe.csv"], folder["endless.csv"], "/dev/zero" })
        {
            Refused(path, "it is empty, or no ordinary file; allowed: a file of at most 200 MB");
            Assert.Equal(ExitCode.Unreadable, Preparation.Of([path], []).Worst);
        }
    }

    [Fact]
    public void A_file_without_end_is_refused_by_its_length()
    {
        using (var file = File.Create(folder["long.csv"]))
            file.SetLength(200_000_001); // with nothing in it, it takes no space
        Refused(folder["long.csv"], "it has 200 MB; allowed: a file of at most 200 MB");
    }

    [Fact]
    public void A_file_that_may_not_be_read_and_one_that_is_not_there_any_more_cannot_be_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links and modes are others there");
        File.CreateSymbolicLink(folder["gone.csv"], folder["nothing.csv"]);
        Refused(folder["gone.csv"], "");
        File.WriteAllText(folder["secret.csv"], "time_s,ppg\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder["secret.csv"], UnixFileMode.None);
        if (Environment.UserName != "root")
            Refused(folder["secret.csv"], "cannot be read");
    }
}
