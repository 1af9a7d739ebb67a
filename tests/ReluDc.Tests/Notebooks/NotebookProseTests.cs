using static ReluDc.Tests.Notebooks.NotebookProse;

namespace ReluDc.Tests.Notebooks;

/// <summary>
/// Text is fixed and parameters are not: a sentence states no number that would be another one after a turn of a parameter. What a cell can
/// print, the text leaves to it.
/// </summary>
/// <remarks>
/// A sentence may name a parameter's default, or a number that the cells beside it print, where it says that the number is the paper's,
/// where the code of these cells has that very number, or where it is listed here with the reason why it stays.
/// </remarks>
public sealed partial class NotebookProseTests(DefaultRuns runs)
{
    /// <summary>Sentences that may: how they begin, and why.</summary>
    private static readonly Dictionary<string, string> allowed = new()
    {
        ["Its windows of 8 s leak"] = "the paper's windows, of which the sentence before it speaks",
        ["It tells the label, in a number several times"] = "the added DC of the paper's third model",
        ["We trained networks of one to six layers"] = "the frozen experiment has a task of its own",
        ["A microcontroller stores inputs and weights"] = "what chips do",
        ["the second harmonic grows from 0.51"] = "measured once, on a recording that is not stored; its beginning says so",
    };

    public static TheoryData<string> Names => CommittedNotebooks.Names;

    [Theory, MemberData(nameof(Names))]
    public void No_sentence_repeats_a_parameters_default(string name)
    {
        var defaults = Defaults(name);
        Assert.Empty(Sentences(name).Where(sentence => !MayState(sentence.Text)).SelectMany(sentence => Quantities(sentence.Text)
            .Where(quantity => quantity.Unit.Length > 0)
            .SelectMany(quantity => defaults.Where(one => one.Value == quantity.Value && one.Unit == quantity.Unit)
                .Select(one => $"{quantity.Written} is {one.Name}: {sentence.Text}"))));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task No_sentence_repeats_what_the_cells_beside_it_print(string name)
    {
        var run = await runs.Of(name);
        Assert.Empty(Sentences(name).Where(sentence => !MayState(sentence.Text)).SelectMany(sentence =>
        {
            var printed = sentence.Neighbours.SelectMany(id => Numbers(DefaultRuns.Text(run, id))).Select(Math.Abs).ToHashSet();
            bool IsChosen(double value) => sentence.Chosen.Contains(value) || sentence.Chosen.Contains(value / 100); // 90 % is 0.9
            return Quantities(sentence.Text).Where(quantity => quantity.Value != 0 && !IsChosen(quantity.Value) && printed.Any(number =>
                    Math.Abs(number - quantity.Value) <= 0.5 * Math.Pow(10, -quantity.Decimals)))
                .Select(quantity => $"{quantity.Written} is printed: {sentence.Text}");
        }));
    }

    [Theory, MemberData(nameof(Names))]
    public void No_sentence_compares_sizes_by_a_number_that_no_formula_gives(string name) =>
        Assert.Empty(Sentences(name).Where(sentence => !MayState(sentence.Text) && !sentence.Text.Contains('¤'))
            .SelectMany(sentence => Comparisons(sentence.Text).Select(words => $"{words}: {sentence.Text}")));

    [Fact]
    public void Each_exception_is_the_beginning_of_a_sentence_that_needs_it()
    {
        var sentences = Names.SelectMany(row => Sentences(row.Data)).Select(sentence => sentence.Text).ToList();
        Assert.All(allowed.Keys, beginning => Assert.Single(sentences, text => text.StartsWith(beginning, StringComparison.Ordinal)
            && (Quantities(text).Any() || Comparisons(text).Any())));
    }

    /// <summary>A heading, a formula or a link ends where it ends: what follows in the same cell is read.</summary>
    [Fact]
    public void Reads_most_of_what_is_written() => Assert.All(Names, row =>
    {
        var written = string.Join('\n', CommittedNotebooks.Sources(row.Data, "markdown")).Split("## Exercises")[0].Split().Length;
        Assert.InRange(Sentences(row.Data).Sum(sentence => sentence.Text.Split(' ').Length) / (double)written, 0.8, 1.2);
    });

    [Fact]
    public void Finds_numbers_with_units_and_comparisons_in_a_sentence()
    {
        const string Text = "At 3 Hz it is 0.73, 5% or 2 per cent of layer 4, and twice as much, a few per cent, in Sec. 5.2 of 06.";
        Assert.Equal(["3 Hz", "0.73", "5%", "2 per cent"], Quantities(Text).Select(quantity => quantity.Written));
        Assert.Equal(["twice as", "a few per cent"], Comparisons(Text));
        Assert.Equal([-0.25, 12, 3.5], Numbers("a −0.25 b12c 12 3.5."));
    }

    private static bool MayState(string sentence) => Papers().IsMatch(sentence)
        || allowed.Keys.Any(beginning => sentence.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>Says that what is said is the paper's, which no parameter changes.</summary>
    [System.Text.RegularExpressions.GeneratedRegex(@"\bpaper\b|\bpaper's\b|\bSec\. |\bEq\. ")]
    private static partial System.Text.RegularExpressions.Regex Papers();
}
