using System.Text;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

public class UnreadableTests
{
    [Theory]
    [InlineData("truncated.ipynb", "not valid JSON")]
    [InlineData("not-json.ipynb", "not valid JSON")]
    [InlineData("empty.ipynb", "not valid JSON")]
    [InlineData("utf-16.ipynb", "not valid JSON (it is not in UTF-8)")]
    [InlineData("a-list.ipynb", "it is not an object")]
    [InlineData("nbformat-3.ipynb", "nbformat 3; allowed: 4")]
    [InlineData("no-cells.ipynb", "no list of cells")]
    [InlineData("strange-cell.ipynb", "cell 1 has the type 'heading'; allowed: code, markdown, raw")]
    [InlineData("duplicate-keys.ipynb", "a name stands twice in an object")]
    [InlineData("no-such-file.ipynb", "no such file")]
    public void What_is_no_notebook_is_refused_in_one_line_that_names_the_file_and_what_is_allowed(string name, string reason)
    {
        var message = Assert.Throws<UnreadableNotebookException>(() => Notebook.Load(Checkout.Fixture($"bad/{name}"))).Message;
        Assert.Contains(name, message);
        Assert.Contains(reason, message);
        Assert.Contains("allowed: ", message);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("{\"kernelspec\":{\"name\":\".net-csharp\"}}", "C#")]
    [InlineData("{\"kernelspec\":{\"name\":\"python3\"}}", "python3")]
    [InlineData("{\"kernelspec\":{\"name\":\"python3\"},\"language_info\":{\"name\":\"python\"}}", "python")]
    [InlineData("{\"kernelspec\":{\"name\":\".net-csharp\",\"language\":\"C#\"},\"language_info\":{\"name\":\"polyglot-notebook\"}}", "C#")]
    [InlineData("{\"kernelspec\":{\"name\":\".net-fsharp\"},\"language_info\":{\"name\":\"polyglot-notebook\"}}", ".net-fsharp")]
    public void The_language_is_what_the_metadata_name_or_the_kernel_implies(string metadata, string? language)
    {
        var notebook = Notebook.Parse(Encoding.UTF8.GetBytes($$"""{"cells":[],"metadata":{{metadata}},"nbformat":4,"nbformat_minor":5}"""));
        Assert.Equal(language, notebook.LanguageName);
        if (language is null or "C#")
            Assert.Same(notebook, notebook.RequireCSharp());
        else
            Assert.Contains($"its language is {language}; allowed: C#",
                Assert.Throws<UnreadableNotebookException>(notebook.RequireCSharp).Message);
    }

    [Fact]
    public void A_notebook_in_another_language_is_refused()
    {
        var notebook = Notebook.Load(Checkout.Fixture("bad/python.ipynb"));
        Assert.Contains("its language is python; allowed: C#",
            Assert.Throws<UnreadableNotebookException>(() => notebook.RequireCSharp()).Message);
    }

    [Theory]
    [InlineData(@"a\ud800b", "a\ufffdb")]
    [InlineData(@"\uDC00", "\ufffd")]
    [InlineData(@"\ud83d\ude00", "😀")]
    [InlineData(@"\ud83d\ud83d\ude00", "\ufffd😀")]
    [InlineData(@"\\ud800", @"\ud800")]
    [InlineData(@"\ud83d", "\ufffd")]
    public void Half_a_character_which_Python_writes_is_read_as_a_sign_for_it(string escaped, string text)
    {
        var json = $$"""
            {"cells":[{"cell_type":"markdown","metadata":{},"source":"{{escaped}}"}],"metadata":{},"nbformat":4,"nbformat_minor":5}
            """;
        var notebook = Notebook.Parse(Encoding.UTF8.GetBytes(json));
        Assert.Equal(text, notebook.Cells.Single().Source);
        Assert.Equal(json, Encoding.UTF8.GetString(notebook.ToBytes()));
    }

    [Fact]
    public void A_file_without_end_is_refused()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "there is no such device here");
        Assert.Contains("has more than 512 MB", Assert.Throws<UnreadableNotebookException>(() => Notebook.Load("/dev/zero")).Message);
    }
}
