using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ReluDc.Engine;

/// <summary>
/// Code without the values of its numbers, only their types: code that differs in a parameter's value alone has the same shape, and the
/// same colours.
/// </summary>
internal sealed class CodeShape
{
    private readonly List<(int Start, int Length)> numbers = []; // in the code

    /// <param name="code">Cells, one after another.</param>
    public CodeShape(string code)
    {
        var text = new StringBuilder();
        var end = 0;
        foreach (var token in SyntaxFactory.ParseTokens(code, options: CellLanguage.Parsing)
            .Where(token => token.IsKind(SyntaxKind.NumericLiteralToken)))
        {
            text.Append(code.AsSpan(end, token.SpanStart - end)).Append('\0').Append(token.Value?.GetType().Name).Append('\0');
            numbers.Add((token.SpanStart, token.Span.Length));
            end = token.Span.End;
        }
        Text = text.Append(code.AsSpan(end)).ToString();
    }

    /// <summary>The code with the type of each number in its place.</summary>
    public string Text { get; }

    /// <summary>Pieces of the code and what they are, in a text that holds for all code of the shape.</summary>
    public string Abstract(IEnumerable<(TextSpan Span, string Class)> pieces) => string.Join(' ', pieces.Select(piece =>
        string.Create(CultureInfo.InvariantCulture, $"{Place(piece.Span.Start)} {Place(piece.Span.End)} {piece.Class}")));

    /// <summary>The pieces of this code that <see cref="Abstract"/> wrote of code of the shape.</summary>
    public List<(TextSpan Span, string Class)> Pieces(string written) => [.. written.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Chunk(3).Select(piece => (TextSpan.FromBounds(PlaceInCode(piece[0]), PlaceInCode(piece[1])), piece[2]))];

    /// <summary>A place, where each number before it is one character long.</summary>
    private int Place(int inCode)
    {
        var place = inCode;
        foreach (var (start, length) in numbers.TakeWhile(number => number.Start < inCode))
            place -= Math.Min(length, inCode - start) - 1;
        return place;
    }

    private int PlaceInCode(string written)
    {
        var place = int.Parse(written, CultureInfo.InvariantCulture);
        foreach (var (_, length) in numbers.TakeWhile(number => number.Start < place))
            place += length - 1;
        return place;
    }
}
