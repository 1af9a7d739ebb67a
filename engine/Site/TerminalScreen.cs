using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>What a terminal shows after a text: carriage returns and backspaces go back in the line, and what follows overwrites.</summary>
internal sealed partial class TerminalScreen
{
    private const int MostMarks = 32; // characters of one sign with all that is put on it
    private const int Widest = 2_000; // how far a sequence may move to the right

    private readonly List<List<string>> lines = [[]];
    private int row;
    private int column;

    /// <summary>The text that remains.</summary>
    public static string Show(string text)
    {
        var screen = new TerminalScreen();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '\e' && Sequence().Match(text, i) is { Success: true } sequence)
            {
                screen.Obey(sequence.Groups["number"].Value, sequence.Groups["letter"].Value[0]);
                i += sequence.Length;
                continue;
            }
            var length = char.IsSurrogatePair(text, i) ? 2 : 1;
            screen.Put(text.Substring(i, length));
            i += length;
        }
        return string.Join('\n', screen.lines.Select(line => string.Concat(line)));
    }

    private void Put(string sign)
    {
        switch (sign)
        {
            case "\n":
                if (++row == lines.Count)
                    lines.Add([]);
                column = 0;
                break;
            case "\r":
                column = 0;
                break;
            case "\b":
                column = Math.Max(0, column - 1);
                break;
            default:
                Write(sign);
                break;
        }
    }

    private void Write(string sign)
    {
        var line = lines[row];
        // An accent, a joiner or a variation belongs to the sign before it.
        if (column > 0 && column <= line.Count && CharUnicodeInfo.GetUnicodeCategory(sign, 0)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
        {
            if (line[column - 1].Length < MostMarks)
                line[column - 1] += sign;
            return;
        }
        while (line.Count < column)
            line.Add(" ");
        if (column < line.Count)
            line[column] = sign;
        else
            line.Add(sign);
        column++;
    }

    private void Obey(string number, char letter)
    {
        var n = int.TryParse(number.Split(';')[0], CultureInfo.InvariantCulture, out var given) ? given : (int?)null;
        var line = lines[row];
        switch (letter)
        {
            case 'K' when n is null or 0:
                Cut(line, column);
                break;
            case 'K':
                for (var i = 0; i < line.Count && (i <= column || n == 2); i++)
                    line[i] = " ";
                if (n == 2)
                    line.Clear();
                break;
            case 'J' when n is 2 or 3:
                lines.Clear();
                lines.Add([]);
                (row, column) = (0, 0);
                break;
            case 'J' when n is null or 0:
                Cut(line, column);
                lines.RemoveRange(row + 1, lines.Count - row - 1);
                break;
            case 'P':
                line.RemoveRange(Math.Min(column, line.Count), Math.Clamp(line.Count - column, 0, n ?? 1));
                break;
            case 'A' or 'F':
                row = Math.Max(0, row - (n ?? 1));
                column = letter == 'F' ? 0 : column;
                break;
            case 'B' or 'E':
                row = Math.Min(lines.Count - 1, row + Math.Min(n ?? 1, lines.Count));
                column = letter == 'E' ? 0 : column;
                break;
            case 'C':
                column = Math.Min(Widest, column + Math.Min(n ?? 1, Widest));
                break;
            case 'D':
                column = Math.Max(0, column - (n ?? 1));
                break;
            case 'G':
                column = Math.Clamp((n ?? 1) - 1, 0, Widest);
                break;
        }
    }

    private static void Cut(List<string> line, int from) => line.RemoveRange(Math.Min(from, line.Count), Math.Max(0, line.Count - from));

    [GeneratedRegex(@"\G\e\[(?<number>[0-9;:?]*)[ -/]*(?<letter>[@-~])")]
    private static partial Regex Sequence();
}
