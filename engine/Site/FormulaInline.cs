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

    private const string Opening = "([“‘„«";
    private const string Closing = ".,;:!?)]’”»…%";

    /// <summary>The formula.</summary>
    public FoundFormula Formula => formula;

    /// <summary>The brackets and quotation marks right before it, once they are taken: no line ends behind them.</summary>
    public string Before { get; private set; } = "";

    /// <summary>The punctuation right behind it, once it is taken: no line begins with it.</summary>
    public string Behind { get; private set; } = "";

    /// <summary>
    /// Takes what belongs to the formula from the texts beside it: browsers take a formula for something like a picture, beside which a
    /// line may end whatever comes.
    /// </summary>
    public void TakePunctuation()
    {
        if (PreviousSibling is LiteralInline previous)
        {
            var rest = previous.Content.AsSpan().TrimEnd(Opening).Length;
            (Before, previous.Content) = (previous.Content.AsSpan()[rest..].ToString(), Part(previous.Content, 0, rest));
        }
        if (NextSibling is LiteralInline next)
        {
            var text = next.Content.AsSpan();
            var taken = text.Length - text.TrimStart(Closing).Length;
            (Behind, next.Content) = (text[..taken].ToString(), Part(next.Content, taken, text.Length));
        }
    }

    private static StringSlice Part(StringSlice slice, int from, int end) => new(slice.Text, slice.Start + from, slice.Start + end - 1);

    /// <summary>What stands for a formula while Markdown is read.</summary>
    public static string Mark(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Open}{index}{Close}");

    /// <summary>A text without the characters that stand for something else here.</summary>
    public static string Clean(string text) => text.AsSpan().IndexOfAnyInRange('\ufdd0', '\ufdef') < 0
        ? text
        : string.Concat(text.Select(character => character is >= '\ufdd0' and <= '\ufdef' ? '\ufffd' : character));

    /// <summary>A text with something in place of each mark in it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="count">How many marks there are.</param>
    /// <param name="replacement">What comes in place of a formula.</param>
    /// <param name="between">What becomes of the rest; null for nothing.</param>
    public static string Unmark(string text, int count, Func<int, string> replacement, Func<string, string>? between = null)
    {
        var result = new StringBuilder();
        var place = 0;
        for (int open; (open = text.IndexOf(Open, place)) >= 0;)
        {
            var close = text.IndexOf(Close, open);
            result.Append(Rest(open));
            // An entity may have brought in a character that Clean has not seen.
            var number = -1;
            var isMark = close > 0 && int.TryParse(text.AsSpan(open + 1, close - open - 1), System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture, out number) && number < count;
            result.Append(isMark ? replacement(number) : "\ufffd");
            place = (isMark ? close : open) + 1;
        }
        return result.Append(Rest(text.Length)).ToString();

        string Rest(int end) => between is null ? text[place..end] : between(text[place..end]);
    }

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
            if (close < 0 || !int.TryParse(slice.Text.AsSpan(slice.Start + 1, close - slice.Start - 1), out var number))
                return false;
            processor.Inline = new FormulaInline(formulas[number]);
            slice.Start = close + 1;
            return true;
        }
    }
}
