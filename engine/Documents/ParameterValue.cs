using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace ReluDc.Engine;

/// <summary>Values that are given to a parameter as text.</summary>
/// <param name="parameter">The parameter.</param>
internal sealed partial class ParameterValue(Parameter parameter)
{
    private readonly string type = parameter.Type.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The C# literal for a value.</summary>
    /// <exception cref="FormatException">The text is not of the parameter's type; the message says what is allowed.</exception>
    public string LiteralOf(string text)
    {
        if (type.EndsWith('?') && text.Trim() == "null")
            return "null";
        var plain = type.TrimEnd('?');
        if (List().Match(plain) is not { Success: true } list)
            return Scalar(plain, text.Trim(), text);
        var inner = text.Trim();
        if (!(inner is ['[', .., ']'] or ['{', .., '}']))
            throw Wrong(text);
        var element = list.Groups["element"].Value;
        var literals = Elements(inner[1..^1], text).Select(item => item.IsQuoted
            ? element is "string" or "char" ? Scalar(element, item.Text, item.Text, isQuoted: true) : throw Wrong(item.Text)
            : Scalar(element, item.Text, item.Text)).ToList();
        return !plain.EndsWith("[]", StringComparison.Ordinal) ? $"[{string.Join(", ", literals)}]"
            : literals.Count == 0 ? $"new {element}[0]"
            : $"new {plain} {{ {string.Join(", ", literals)} }}";
    }

    /// <summary>The elements of a list, as C#, JSON and Python write them: bare, or in double or single quotes.</summary>
    private IEnumerable<(string Text, bool IsQuoted)> Elements(string list, string given)
    {
        if (string.IsNullOrWhiteSpace(list))
            return [];
        var elements = new List<(string, bool)>();
        var hasQuotes = Quoted().IsMatch(list);
        for (var place = 0; place <= list.Length;)
        {
            var element = Element().Match(list, place);
            var bare = element.Groups["bare"].Value.Trim();
            if (!element.Success || hasQuotes && !element.Groups["quoted"].Success && bare is not ("null" or "None"))
                throw Wrong(given);
            elements.Add(element.Groups["quoted"].Success
                ? (Escape().Replace(element.Groups["quoted"].Value[1..^1], Unescaped), true)
                : (bare is "None" ? "null" : bare, false));
            place = element.Index + element.Length + 1;
        }
        return elements;
    }

    private static string Unescaped(Match escape) => escape.Value[1] switch
    {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        'u' when escape.Length == 6 =>
            ((char)int.Parse(escape.Value[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
        var sign => sign.ToString(),
    };

    private string Scalar(string scalar, string text, string given, bool isQuoted = false) => scalar switch
    {
        "int" when Whole(text, int.MinValue, int.MaxValue) is { } n => n,
        "long" when Whole(text, long.MinValue, long.MaxValue) is { } n => n + "L",
        "short" when Whole(text, short.MinValue, short.MaxValue) is { } n => n,
        "sbyte" when Whole(text, sbyte.MinValue, sbyte.MaxValue) is { } n => n,
        "byte" when Whole(text, 0, byte.MaxValue) is { } n => n,
        "ushort" when Whole(text, 0, ushort.MaxValue) is { } n => n,
        "uint" when Whole(text, 0, uint.MaxValue) is { } n => n + "u",
        "ulong" when Whole(text, 0, ulong.MaxValue) is { } n => n + "ul",
        "double" when Number(text) is 0.0 and var zero && double.IsNegative(zero) => "-0.0", // -0 is a whole number, and without a sign
        "double" when Number(text) is { } value && double.IsFinite(value) => value.ToString("R", CultureInfo.InvariantCulture),
        "float" when float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value) =>
            value.ToString("R", CultureInfo.InvariantCulture) + "f",
        "decimal" when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) =>
            value.ToString(CultureInfo.InvariantCulture) + "m",
        "bool" when text is "true" or "True" => "true",
        "bool" when text is "false" or "False" => "false",
        "char" when given.Length == 1 => SymbolDisplay.FormatLiteral(given[0], quote: true),
        "string" when text == "null" && !isQuoted => "null",
        "string" => SymbolDisplay.FormatLiteral(given, quote: true),
        _ => throw Wrong(given),
    };

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string? Whole(string text, decimal least, decimal most) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most
            ? value.ToString(CultureInfo.InvariantCulture)
            : null;

    private FormatException Wrong(string text) => new(Described(type.TrimEnd('?')) is { } described
        ? $"parameter {parameter.Name} is {described}; '{text}' is "
            + $"not{(type.StartsWith("double", StringComparison.Ordinal) ? " (finite numbers only, such as 7.5)" : "")}"
        : $"parameter {parameter.Name} is of the type {parameter.Type}, which cannot be given as text; "
            + "allowed: numbers, bool, char, string, and lists of them");

    private static string? Described(string type) => type switch
    {
        "int" => "a whole number (int)",
        "long" or "short" or "sbyte" => $"a whole number ({type})",
        "byte" or "ushort" or "uint" or "ulong" => $"a whole number from 0 ({type})",
        "double" or "float" or "decimal" => $"a number ({type})",
        "bool" => "true or false (bool)",
        "char" => "one character (char)",
        _ when type.Contains("string", StringComparison.Ordinal) && List().IsMatch(type) => $"a list such as [a, b] ({type})",
        _ => List().IsMatch(type) ? $"a list such as [1, 2] ({type})" : null,
    };

    [GeneratedRegex(@"^(?:(?<element>[a-z]+)\[\]|(?:List|IList|ICollection|IEnumerable|IReadOnlyList|IReadOnlyCollection|HashSet)"
        + @"<(?<element>[a-z]+)>)$")]
    private static partial Regex List();

    [GeneratedRegex(@"(?:^|,)\s*[""']")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\G\s*(?:(?<quoted>""(?:\\.|[^""\\])*""|'(?:\\.|[^'\\])*')\s*|(?<bare>[^,""']?[^,""]*))(?=,|$)",
        RegexOptions.Singleline)]
    private static partial Regex Element();

    [GeneratedRegex(@"\\(?:u[0-9A-Fa-f]{4}|.)", RegexOptions.Singleline)]
    private static partial Regex Escape();
}
