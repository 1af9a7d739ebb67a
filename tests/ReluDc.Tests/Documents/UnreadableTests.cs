using ReluDc.Notebooks.Documents;

namespace ReluDc.Tests.Documents;

public class UnreadableTests
{
    [Theory]
    [InlineData("truncated.ipynb", "not valid JSON")]
    [InlineData("not-json.ipynb", "not valid JSON")]
    [InlineData("empty.ipynb", "not valid JSON")]
    [InlineData("utf-16.ipynb", "not valid JSON")]
    [InlineData("a-list.ipynb", "it is not an object")]
    [InlineData("nbformat-3.ipynb", "nbformat 3; allowed: 4")]
    [InlineData("no-cells.ipynb", "no list of cells")]
    [InlineData("strange-cell.ipynb", "cell 1 has the type 'heading'; allowed: code, markdown, raw")]
    [InlineData("duplicate-keys.ipynb", "not a notebook")]
    [InlineData("no-such-file.ipynb", "no such file")]
    public void What_is_no_notebook_is_refused_in_one_line_that_names_the_file_and_what_is_allowed(string name, string reason)
    {
        var message = Assert.Throws<UnreadableNotebookException>(() => Notebook.Load(Checkout.Fixture($"bad/{name}"))).Message;
        Assert.Contains(name, message);
        Assert.Contains(reason, message);
        Assert.Contains("allowed: ", message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_notebook_in_another_language_is_refused()
    {
        var notebook = Notebook.Load(Checkout.Fixture("bad/python.ipynb"));
        Assert.Contains("its language is python; allowed: C#", Assert.Throws<UnreadableNotebookException>(() => notebook.RequireCSharp()).Message);
    }
}
