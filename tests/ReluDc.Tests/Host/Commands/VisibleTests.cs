using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Host.Commands;

/// <summary>What the program says is shown by a terminal, and not obeyed.</summary>
public sealed partial class VisibleTests
{
    /// <summary>Everything that a terminal may obey: C0, DEL, C1, separators, and overrides of the reading direction.</summary>
    public static TheoryData<int> Obeyed =>
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Concat([0x2028, 0x2029])
            .Concat(Enumerable.Range(0x202a, 5)).Concat(Enumerable.Range(0x2066, 4))];

    [Theory]
    [MemberData(nameof(Obeyed))]
    public void What_a_terminal_would_obey_is_never_passed_on(int character)
    {
        var c = (char)character;
        foreach (var shown in new[] { Visible.Line($"a{c}b"), c is '\n' or '\t' or '\r' ? "ab" : Visible.Text($"a{c}b") })
        {
            Assert.DoesNotContain(shown, one => char.IsControl(one) || Obeyed.Any(row => row.Data == one));
            Assert.StartsWith("a", shown);
            Assert.EndsWith("b", shown);
        }
    }

    [Theory]
    [InlineData("\e[2J\e]0;title\a", "␛[2J␛]0;title␇")]
    [InlineData("x\n01: executed in 2 s", "x␊01: executed in 2 s")]
    [InlineData("\r\e[K01: executed\u007f", "␍␛[K01: executed␡")]
    [InlineData("\u009b2J", @"\u009B2J")]
    [InlineData("a\u202egnp.exe", @"a\u202Egnp.exe")]
    public void It_is_written_out(string text, string shown) => Assert.Equal(shown, Visible.Line(text));

    [Theory]
    [InlineData("")]
    [InlineData("5 Hz … 10 µV/√Hz, “x₁” 𝄞 e\u0301 עברית 日本")]
    public void Plain_text_stays_as_it_is(string text) => Assert.Equal((text, text), (Visible.Line(text), Visible.Text(text)));

    [Fact]
    public void Lines_and_tabs_of_data_stay_and_JSON_means_the_same()
    {
        Assert.Equal("| a |\n|\tb |\n", Visible.Text("| a |\r\n|\tb |\n"));
        Assert.Equal("a\u009b\u202eb\u007f", (string?)JsonNode.Parse(Visible.Text("\"a\u009b\u202eb\u007f\"")));
    }

    /// <summary>There is one door, so nobody can forget to escape.</summary>
    [Fact]
    public void Only_one_file_of_the_program_speaks_to_the_console()
    {
        var speaking = Directory.GetFiles(Path.Combine(Checkout.Root, "host"), "*.cs", SearchOption.AllDirectories)
            .Where(file => ConsoleName().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName);
        Assert.Equal(["Terminal.cs"], speaking);
    }

    [Theory]
    [InlineData("render", "no\e[2J\nsuch.ipynb", "no␛[2J␊such.ipynb: no such file")]
    [InlineData("--no\e[2J\nsuch", "x", "--no␛[2J␊such")]
    public async Task Nothing_that_is_given_reaches_the_terminal_raw(string first, string second, string shown)
    {
        using var folder = new TemporaryFolder();
        var run = await HostProcess.RunAsync(folder.Path, first, second);
        Assert.Contains(shown, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Output + run.Errors);
    }

    [GeneratedRegex(@"\bConsole\s*\.|using static System\.Console")]
    private static partial Regex ConsoleName();
}
