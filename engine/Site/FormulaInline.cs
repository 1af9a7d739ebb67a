using System.Text;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace ReluDc.Engine;

/// <summary>A formula in prose: Markdown sees one character, which is none of its own, with a number behind it.</summary>
/// <param name="formula">The formula.</param>
internal sealed class FormulaInline(FoundFormula formula) : LeafInline
{
    // Characters that no text holds: what is read replaces them.
    private const char Open = '\ufdd2';
    private const char Close = '\ufdd3';

    /// <summary>The formula.</summary>
    public FoundFormula Formula => formula;

    /// <summary>What stands for a formula while Markdown is read.</summary>
    public static string Mark(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Open}{index}{Close}");

    /// <summary>A text without the characters that stand for something else here.</summary>
    public static string Clean(string text) => text.IndexOfAny(['\ufdd0', '\ufdd1', Open, Close]) < 0
        ? text
        : string.Concat(text.Select(character => character is >= '\ufdd0' and <= Close ? '\ufffd' : character));

    /// <summary>A text with something in place of each mark in it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="replacement">What comes in place of a formula.</param>
    /// <param name="between">What becomes of the rest; null for nothing.</param>
    public static string Unmark(string text, Func<int, string> replacement, Func<string, string>? between = null)
    {
        var result = new StringBuilder();
        var place = 0;
        for (int open; (open = text.IndexOf(Open, place)) >= 0;)
        {
            var close = text.IndexOf(Close, open);
            result.Append(Rest(open)).Append(replacement(Number(text.AsSpan(open + 1, close - open - 1))));
            place = close + 1;
        }
        return result.Append(Rest(text.Length)).ToString();

        string Rest(int end) => between is null ? text[place..end] : between(text[place..end]);
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads marks.</summary>
    /// <param name="formulas">The formulas that they stand for.</param>
    public sealed class Parser(IReadOnlyList<FoundFormula> formulas) : InlineParser
    {
        /// <inheritdoc/>
        public override void Initialize() => OpeningCharacters = [Open];

        /// <inheritdoc/>
        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            var close = slice.IndexOf(Close);
            if (close < 0)
                return false;
            processor.Inline = new FormulaInline(formulas[Number(slice.Text.AsSpan(slice.Start + 1, close - slice.Start - 1))]);
            slice.Start = close + 1;
            return true;
        }
    }
}
