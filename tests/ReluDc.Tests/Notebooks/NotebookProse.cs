using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ReluDc.Tests.Notebooks;

/// <summary>The sentences that a notebook's text states before its exercises: without formulas, code, addresses and headings.</summary>
internal static partial class NotebookProse
{
    /// <summary>A sentence, and the code cells that stand next to its cell: up to the text before, and up to the text after.</summary>
    /// <param name="Text">As it is written, on one line; formulas, code and links are replaced by <c>¤</c>.</param>
    /// <param name="Neighbours">The ids of these cells.</param>
    /// <param name="Chosen">The numbers that stand in their code: what somebody has chosen, and nothing has computed.</param>
    public sealed record Sentence(string Text, IReadOnlyList<string> Neighbours, IReadOnlySet<double> Chosen);

    public static List<Sentence> Sentences(string notebook)
    {
        var cells = CommittedNotebooks.Cells(notebook).ToList();
        var sentences = new List<Sentence>();
        for (var i = 0; i < cells.Count; i++)
        {
            if ((string?)cells[i]["cell_type"] == "code")
                continue;
            var text = Source(cells[i]);
            List<JsonObject> neighbours = [.. Code(cells.Take(i).Reverse()), .. Code(cells.Skip(i + 1))];
            List<string> ids = [.. neighbours.Select(cell => (string)cell["id"]!)];
            HashSet<double> chosen = [.. neighbours.SelectMany(cell => Numbers(Source(cell)))];
            sentences.AddRange(Ends().Split(NotProse().Replace(text.Split("## Exercises")[0], " ¤ "))
                .Select(sentence => Spaces().Replace(sentence, " ").Trim()).Where(sentence => sentence.Length > 0)
                .Select(sentence => new Sentence(sentence, ids, chosen)));
            if (text.Contains("## Exercises", StringComparison.Ordinal))
                break;
        }
        return sentences;

        static IEnumerable<JsonObject> Code(IEnumerable<JsonObject> cells) => cells
            .TakeWhile(cell => (string?)cell["cell_type"] == "code");
    }

    /// <summary>What each parameter is by default, and in which unit, as the cell of parameters says.</summary>
    public static List<(string Name, double Value, string Unit)> Defaults(string notebook) =>
    [
        .. Declaration().Matches(CommittedNotebooks.Sources(notebook, "code")[1])
            .Select(match => (match.Groups["name"].Value, Number(match.Groups["value"].Value), match.Groups["unit"].Value)),
    ];

    /// <summary>The numbers with a unit, or with two decimals or more, that stand in a text.</summary>
    public static IEnumerable<(string Written, double Value, int Decimals, string Unit)> Quantities(string text) => Quantity().Matches(text)
        .Select(match => (match.Value, Value: match.Groups["value"].Value, Unit: match.Groups["unit"].Value))
        .Select(found => (found.Item1, Number(found.Value), Decimals(found.Value), found.Unit));

    /// <summary>All numbers in what cells have put out, or in their code.</summary>
    public static IEnumerable<double> Numbers(string output) => Printed().Matches(output).Select(match => Number(match.Value));

    /// <summary>Words that compare two sizes by a number: "twice as", "a few per cent", "a third".</summary>
    public static IEnumerable<string> Comparisons(string text) => Comparison().Matches(text).Select(match => match.Value);

    private static string Source(JsonObject cell) => string.Concat(cell["source"]!.AsArray().Select(line => (string?)line));

    private static int Decimals(string number) => number.Split('.') is [_, var decimals] ? decimals.Length : 0;

    private static double Number(string text) => double.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:int|double) (?<name>\w+) = (?<value>-?[\d.]+); *// (?<unit>Hz|s|bits?|rad)?\b", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\$\$[^$]*\$\$|\$[^$]*\$|`[^`]*`|\[[^\]]*\]\([^)]*\)|^\#+ .*$", RegexOptions.Multiline)]
    private static partial Regex NotProse();

    [GeneratedRegex(@"(?<=(?<!\b(?:Sec|Eq))[.:;!?])\s+|\n\n|\n- ")]
    private static partial Regex Ends();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<![\w.,/·−-])(?<value>\d+(?:\.\d+)?)"
        + @"(?:[ \u00A0]?(?<unit>%)|[ \u00A0](?<unit>per cent|k?Hz|m?s|dB|BPM|bits?|times|points|rad)\b)"
        + @"|(?<![\w.,/·−-])(?<value>\d+\.\d\d+)(?![\w.]*\d)(?<unit>)")]
    private static partial Regex Quantity();

    [GeneratedRegex(@"(?<![\w.])[-−]?\d+(?:\.\d+)?(?![\w.]*\d)")]
    private static partial Regex Printed();

    [GeneratedRegex(@"\b(?:(?:several|many|two|three|four|five|six|eight|ten|twenty) times (?:as|more|less|that|the)|twice as|half as"
        + @"|(?:a few|some|about \w+|one|two|ten) per cent|an? (?:third|quarter|fifth|sixth|eighth|tenth))\b")]
    private static partial Regex Comparison();
}
