using System.Globalization;
using System.Text;

namespace ReluDc.Tests.Fuzz;

/// <summary>Ways to spoil an input: of its bytes, whatever they mean, and of its text, in ways that readers stumble over.</summary>
internal static class Mutations
{
    private const int MostSteps = 6;
    private const int LongestRun = 3000;

    private static readonly string[] numbers =
    [
        "0", "-0", "-1", "1e999", "-1e999", "1e-999", "NaN", "Infinity", "2147483648", "-2147483649", "9223372036854775808", "1.5",
        "0x10", "1_000", "00", "1e308", "5e-324", "٣", "1,5", "+1", ".5", "5.", "123456789012345678901234567890",
    ];

    private static readonly string[] strangers =
    [
        "\0", "\u0001", "\u001b[2J", "\u007f", "\u0085", "\u2028", "\ufeff", "\u202e", "\u2066", "\u200b", "\ud800", "\udc00", "\ud83d",
        "😀", "e\u0301", "\r", "\n", "\r\n", "\t", "\"", "'", "\\", "\\u0000", "\\ud800", "<", "&", "%", "{", "}", "[", "]", "$", "`",
    ];

    private static readonly (string Open, string Close)[] nests =
        [("[", "]"), ("{\"a\":", "}"), ("(", ")"), ("<b>", "</b>"), ("> ", ""), ("{", "}"), ("*", "*"), ("- ", "")];

    /// <summary>An input with one to six random changes of its bytes.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="input">The input; it stays as it is.</param>
    /// <param name="tokens">What the format is made of, to be put in anywhere.</param>
    /// <param name="other">Another input, to be spliced with; null for none.</param>
    public static byte[] Bytes(Pcg32 random, ReadOnlySpan<byte> input, IReadOnlyList<string> tokens, byte[]? other = null)
    {
        var bytes = input.ToArray();
        for (var steps = 1 + random.NextInt(MostSteps); steps > 0; steps--)
            bytes = Step(random, bytes, tokens, other);
        return bytes;
    }

    /// <summary>A text with one to six random changes; it may hold halves of surrogate pairs, which UTF-8 cannot carry.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="text">The text.</param>
    public static string Text(Pcg32 random, string text)
    {
        for (var steps = 1 + random.NextInt(MostSteps); steps > 0; steps--)
        {
            var at = random.NextInt(text.Length + 1);
            text = random.NextInt(8) switch
            {
                0 => Number(random, text),
                1 => text.Insert(at, Nested(random)),
                2 => text.Insert(at, Run(random)),
                3 when at < text.Length => text.Remove(at, 1 + random.NextInt(Math.Min(20, text.Length - at))),
                4 when at < text.Length => text.Insert(random.NextInt(text.Length), text.Substring(at, Math.Min(40, text.Length - at))),
                _ => text.Insert(at, Pick(random, strangers)),
            };
        }
        return text;
    }

    /// <summary>Something that opens often and closes as often, or not.</summary>
    public static string Nested(Pcg32 random)
    {
        var (open, close) = nests[random.NextInt(nests.Length)];
        var depth = 1 + random.NextInt(random.NextInt(4) == 0 ? LongestRun : 150);
        return string.Concat(Enumerable.Repeat(open, depth))
            + (random.NextInt(2) == 0 ? "1" + string.Concat(Enumerable.Repeat(close, depth)) : "");
    }

    /// <summary>A long run of one thing.</summary>
    public static string Run(Pcg32 random) =>
        string.Concat(Enumerable.Repeat(random.NextInt(2) == 0 ? "a" : Pick(random, strangers), 1 + random.NextInt(LongestRun)));

    /// <summary>One of several.</summary>
    public static T Pick<T>(Pcg32 random, IReadOnlyList<T> items) => items[random.NextInt(items.Count)];

    private static byte[] Step(Pcg32 random, byte[] bytes, IReadOnlyList<string> tokens, byte[]? other)
    {
        var at = random.NextInt(bytes.Length + 1);
        var length = Math.Min(bytes.Length - at, 1 + random.NextInt(random.NextInt(3) == 0 ? 200 : 8));
        switch (random.NextInt(9))
        {
            case 0 when at < bytes.Length:
                bytes[at] ^= (byte)(1 << random.NextInt(8));
                return bytes;
            case 1 when at < bytes.Length:
                bytes[at] = (byte)random.NextInt(256);
                return bytes;
            case 2:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 3:
                return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            case 4 when random.NextInt(3) == 0: // what is cut leaves little to the other steps
                return bytes[..at];
            case 5 when tokens.Count > 0:
                return Insert(Pick(random, tokens));
            case 6 when other is not null:
                return [.. bytes[..at], .. other[random.NextInt(other.Length + 1)..]];
            case 7:
                return Encoding.UTF8.GetBytes(Text(random, Encoding.UTF8.GetString(bytes)));
            default:
                return Insert(random.NextInt(2) == 0 ? Pick(random, strangers) : Pick(random, numbers));
        }

        byte[] Insert(string text) => [.. bytes[..at], .. Encoding.UTF8.GetBytes(text), .. bytes[at..]];
    }

    /// <summary>A number of the text replaced by a strange one.</summary>
    private static string Number(Pcg32 random, string text)
    {
        var from = random.NextInt(text.Length + 1);
        while (from < text.Length && !char.IsAsciiDigit(text[from]))
            from++;
        var to = from;
        while (to < text.Length && (char.IsAsciiDigit(text[to]) || text[to] is '.' or 'e' or '-'))
            to++;
        var other = random.NextInt(3) == 0
            ? Math.ScaleB(random.NextGaussian(), random.NextInt(200) - 100).ToString("R", CultureInfo.InvariantCulture)
            : Pick(random, numbers);
        return string.Concat(text.AsSpan(0, from), other, text.AsSpan(to));
    }
}
