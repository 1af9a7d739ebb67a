using ReluDc.Tests.Browser;

namespace ReluDc.Tests.Host.Commands;

/// <summary>Pages on paper: <c>render --pdf</c>.</summary>
public sealed class PdfPagesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData()]
    [InlineData("--single-file")]
    public async Task A_page_is_printed_beside_itself_and_again_when_it_has_changed(params string[] options)
    {
        Assert.SkipUnless(File.Exists(CourseSite.Chromium), $"no browser at {CourseSite.Chromium}; CHROMIUM_PATH names another");
        folder.Notebook("a.ipynb", "\"on paper\"");
        var run = await RenderAsync(CourseSite.Chromium, options);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains($"a.pdf{Environment.NewLine}", run.Output, StringComparison.Ordinal);
        var pdf = folder["site/a.pdf"];
        Assert.StartsWith("%PDF-", File.ReadAllText(pdf), StringComparison.Ordinal);
        var first = File.GetLastWriteTimeUtc(pdf);
        await RenderAsync(CourseSite.Chromium, options);
        if (options is []) // a single file is made anew each time
            Assert.Equal(first, File.GetLastWriteTimeUtc(pdf));
        folder.Notebook("a.ipynb", "\"on other paper\"");
        await RenderAsync(CourseSite.Chromium, options);
        Assert.NotEqual(first, File.GetLastWriteTimeUtc(pdf));
    }

    [Fact]
    public async Task Without_a_browser_there_is_one_line_before_anything_runs()
    {
        folder.Notebook("a.ipynb", "1");
        var run = await RenderAsync(folder["no such browser"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal($"--pdf: CHROMIUM_PATH names {folder["no such browser"]}, which is not there", run.Errors.TrimEnd());
        Assert.False(Directory.Exists(folder["site"]));
    }

    [Fact]
    public async Task A_browser_that_prints_nothing_is_told_and_the_page_is_there()
    {
        Assert.SkipUnless(File.Exists("/bin/false"), "no program that does nothing");
        folder.Notebook("a.ipynb", "1");
        var run = await RenderAsync("/bin/false");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a.pdf: /bin/false has printed nothing (exit code 1)", run.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["site/a.html"]));
    }

    [Fact]
    public async Task A_file_that_no_browser_has_printed_is_kept()
    {
        folder.Notebook("a.ipynb", "1");
        Directory.CreateDirectory(folder["site"]);
        File.WriteAllText(folder["site/a.pdf"], "%PDF-1.7 of somebody");
        var run = await RenderAsync("/bin/sh");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("a.pdf was not printed by a browser", run.Errors, StringComparison.Ordinal);
        Assert.Equal("%PDF-1.7 of somebody", File.ReadAllText(folder["site/a.pdf"]));
    }

    private Task<HostProcess> RenderAsync(string browser, params string[] options) => HostProcess.RunAsync(folder.Path,
        new Dictionary<string, string> { ["CHROMIUM_PATH"] = browser }, ["render", "a.ipynb", "--out", "site", "--pdf", .. options]);
}
