using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReluDc.Engine;

namespace ReluDc.Tests.Notebooks;

/// <summary>
/// The form that keeps the notebooks' diffs readable, their cells portable to .NET Interactive, and their length bearable.
/// </summary>
public partial class NotebookFormTests
{
    // Names the assemblies and namespaces that the notebook uses; those below ReluDc.Figures come with it.
    private const string Setup = """
        (?x) ^ \#r[ ]"\.\./lib/bin/ReluDc\.Figures\.dll"\n
        (\#r[ ]"\.\./lib/bin/ReluDc\.(Networks|HeartRate)\.dll"\n)?
        using[ ]ReluDc;\n using[ ]ReluDc\.Figures;\n (using[ ]ReluDc\.HeartRate;\n)? (using[ ]ReluDc\.Networks;\n)?
        Notebook\.Begin\(\); $
        """;

    public static TheoryData<string> Names => CommittedNotebooks.Names;

    [Fact]
    public void There_are_notebooks_and_they_are_numbered_from_01()
    {
        Assert.NotEmpty(Names);
        Assert.Equal(Enumerable.Range(1, Names.Count).Select(n => $"{n:00}-"), Names.Select(row => row.Data[..3]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_written_as_jupyter_writes_it_with_sorted_keys(string name) =>
        Assert.Equal(CommittedNotebooks.AsWrittenByJupyter(CommittedNotebooks.Json(name)), CommittedNotebooks.Text(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_in_the_form_that_tidy_makes(string name)
    {
        var path = Path.Combine(CommittedNotebooks.Directory, name);
        Assert.Equal(CommittedNotebooks.Text(name), System.Text.Encoding.UTF8.GetString(CommittedForm.Of(Notebook.Load(path))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_nbformat_4_5_for_the_csharp_kernel(string name)
    {
        var notebook = CommittedNotebooks.Json(name);
        Assert.Equal((4, 5), ((int)notebook["nbformat"]!, (int)notebook["nbformat_minor"]!));
        Assert.Equal("""{"display_name":".NET (C#)","language":"C#","name":".net-csharp"}""",
            notebook["metadata"]!["kernelspec"]!.ToJsonString(new()
                { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        // under any other name VS Code adds its own to each cell when it saves
        Assert.Equal("csharp", (string?)notebook["metadata"]!["language_info"]!["name"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cells_have_valid_ids_of_their_own_and_no_outputs(string name)
    {
        var cells = CommittedNotebooks.Cells(name).ToList();
        var ids = cells.Select(cell => (string)cell["id"]!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", id));
        // raw cells run as C# elsewhere
        Assert.All(cells, cell => Assert.Contains((string?)cell["cell_type"], new[] { "code", "markdown" }));
        Assert.All(cells.Where(cell => (string?)cell["cell_type"] == "code"), cell =>
        {
            Assert.Empty(cell["outputs"]!.AsArray());
            Assert.Null(cell["execution_count"]);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Opens_with_a_title_the_setup_and_the_parameters(string name)
    {
        Assert.Matches(@"^# \S.*", CommittedNotebooks.Sources(name, "markdown")[0]);
        Assert.Matches(Setup, CommittedNotebooks.Sources(name, "code")[0]);

        var tagged = CommittedNotebooks.Cells(name)
            .Where(cell => cell["metadata"]!["tags"]?.ToJsonString().Contains("\"parameters\"") == true).ToList();
        Assert.Equal(CommittedNotebooks.Sources(name, "code")[1],
            string.Concat(Assert.Single(tagged)["source"]!.AsArray().Select(line => (string?)line)));
        Assert.All(CommittedNotebooks.Sources(name, "code")[1].Split('\n'), line => Assert.Matches(Parameter(), line));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cells_keep_to_what_runs_on_net_interactive_and_without_a_network(string name) =>
        Assert.All(CommittedNotebooks.Sources(name, "code"), code => Assert.DoesNotMatch(NotPortable(), code));

    [Theory]
    [MemberData(nameof(Names))]
    public void Claims_carry_the_notebooks_number_and_an_id_of_their_own(string name)
    {
        var ids = Names.SelectMany(row => Ids(row.Data)).ToList();
        Assert.NotEmpty(Ids(name));
        Assert.All(Ids(name), id => Assert.StartsWith($"C{name[..2]}-", id));
        Assert.Equal(ids.Count, ids.Distinct().Count());
        static IEnumerable<string> Ids(string name) =>
            CommittedNotebooks.Sources(name, "code").SelectMany(code => ClaimId().Matches(code)).Select(match => match.Groups[1].Value);
    }

    /// <summary>Readers come for the figure, not for its code; what computes stays open. Jupyter's own mark folds it everywhere.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Folds_the_cells_that_end_in_what_the_library_shows_and_no_others(string name)
    {
        var cells = CommittedNotebooks.Cells(name).Where(cell => (string?)cell["cell_type"] == "code").ToList();
        Assert.All(cells, cell => Assert.DoesNotContain("hide-code", cell["metadata"]!["tags"]?.ToJsonString() ?? ""));
        string Source(JsonObject cell) => string.Concat(cell["source"]!.AsArray().Select(line => (string?)line));
        IEnumerable<string?> Ids(Func<JsonObject, bool> which) => cells.Where(which).Select(cell => (string?)cell["id"]);
        Assert.Equal(Ids(cell => Shows(Source(cell))), Ids(cell => (bool?)cell["metadata"]!["jupyter"]?["source_hidden"] == true));

        static bool Shows(string code) => ReluDc.Engine.ScriptSyntax.Parse(code).ChildNodes().LastOrDefault() is GlobalStatementSyntax
        {
            Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true, Expression: var shown },
        } && Showing().IsMatch(shown.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_booked_on_the_paper_that_it_leaves_open_assumes_or_does_not_treat(string name) =>
        Assert.All(CommittedNotebooks.Sources(name, "code").Where(code => code.Contains("Claim.State(") && PapersValue().IsMatch(code)),
            code => Assert.DoesNotMatch("not in the paper|beyond|open question|its condition|discrete time|repeated elsewhere",
                Regex.Match(code, "source: \"(.*?)\"").Groups[1].Value));

    /// <summary>What has been shown, with its numbers, before a reader tries for themselves.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Says_in_short_what_it_has_shown_before_its_exercises(string name)
    {
        var cells = CommittedNotebooks.Cells(name).Select(cell =>
            string.Concat(cell["source"]!.AsArray().Select(line => (string?)line))).ToList();
        var summary = Assert.Single(cells, cell => cell.StartsWith("Summary.Of(", StringComparison.Ordinal));
        Assert.InRange(Regex.Count(summary, @"^    \$""", RegexOptions.Multiline), 3, 5);
        Assert.EndsWith("## In short", cells[cells.IndexOf(summary) - 1]);
        Assert.True(cells.IndexOf(summary) < cells.FindIndex(cell => cell.Contains("## Exercises")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Keeps_to_its_budget_of_words_code_figures_and_exercises(string name)
    {
        var code = CommittedNotebooks.Sources(name, "code");
        Assert.InRange(CommittedNotebooks.Sources(name, "markdown").Sum(text => Word().Count(text)), 1200, 2500);
        Assert.InRange(code.Sum(cell => cell.Split('\n').Count(line => line.Trim().Length > 0)), 80, 200);
        Assert.All(code, cell => Assert.InRange(cell.Split('\n').Length, 1, 25));
        Assert.InRange(Shown(code, "Figure.") - Shown(code, "Figure.Slider("), 3, 6); // a slider's frames are one figure with it
        Assert.InRange(Shown(code, "Exercise.Check("), 3, 6);
        static int Shown(IEnumerable<string> code, string call) => code.Sum(cell => Regex.Count(cell, $@"(?<![\w.]){Regex.Escape(call)}"));
    }

    /// <summary>One declaration of a literal with its range, and its unit before that if it has one, in the comment.</summary>
    [GeneratedRegex(@"^(int|double|bool|string)(\[\])? \w+ = [^;]+; *// .*\S$")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"#r ""nuget|string\?|^using var |\bSpan<|stackalloc|\bnamespace |HttpClient|WebClient|https?://|\bProcess\.Start",
        RegexOptions.Multiline)]
    private static partial Regex NotPortable();

    [GeneratedRegex(@"^ *paper: ", RegexOptions.Multiline)]
    private static partial Regex PapersValue();

    [GeneratedRegex(@"Claim\.State\(\s*(?:id:\s*)?""([^""]+)""")]
    private static partial Regex ClaimId();

    [GeneratedRegex(@"^(?:Figure|Table|Claim|Exercise|Sound|Summary)\.")]
    private static partial Regex Showing();

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();
}
