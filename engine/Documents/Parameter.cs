using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>A declaration in a notebook's parameters cell: <c>double f1Hz = 5;   // Hz, 0.5 … 100: frequency</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">int, double, bool, string, or an array of one of these.</param>
/// <param name="Default">The literal that the notebook gives it.</param>
/// <param name="Comment">Unit, range and meaning; empty if the notebook says nothing.</param>
public sealed partial record Parameter(string Name, string Type, string Default, string Comment)
{
    /// <summary>Reads a line of a parameters cell; null if it declares no parameter.</summary>
    public static Parameter? FromLine(string line) => Declaration().Match(line) is { Success: true } match
        ? new(match.Groups["name"].Value, match.Groups["type"].Value, match.Groups["value"].Value.Trim(),
            match.Groups["comment"].Value.Trim())
        : null;

    /// <summary>The C# literal for a value given as text, in invariant culture.</summary>
    /// <exception cref="FormatException">The text is not of the parameter's type; the message says what is allowed.</exception>
    public string LiteralOf(string text)
    {
        if (!Type.EndsWith("[]", StringComparison.Ordinal))
            return Scalar(Type, text.Trim(), text);
        var inner = text.Trim();
        if (!(inner is ['[', .., ']'] or ['{', .., '}']))
            throw Wrong(text);
        var elements = inner[1..^1].Trim();
        return elements.Length == 0
            ? $"new {Type[..^2]}[0]"
            : $"new {Type} {{ {string.Join(", ", Elements(elements).Select(element => Scalar(Type[..^2], element, element)))} }}";
    }

    /// <summary>
    /// "outside 0.5 … 100" if a literal lies outside the range that the comment states; null if it does not, or none is stated.
    /// </summary>
    public string? WarningFor(string literal)
    {
        if (Range().Match(Comment) is not { Success: true } range
            || !double.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return null;
        var from = double.Parse(range.Groups["from"].Value, CultureInfo.InvariantCulture);
        var to = double.Parse(range.Groups["to"].Value, CultureInfo.InvariantCulture);
        return value < from || value > to ? $"outside {range.Groups["from"].Value} … {range.Groups["to"].Value}" : null;
    }

    /// <summary>Name, type and default in one line.</summary>
    public override string ToString() => $"{Type} {Name} = {Default}";

    /// <summary>The elements of a list; a list of strings in quotes is read as JSON, so that they may hold commas.</summary>
    private IEnumerable<string> Elements(string list)
    {
        if (Type != "string[]" || !list.Contains('"'))
            return list.Split(',').Select(element => element.Trim());
        try
        {
            return JsonSerializer.Deserialize<string?[]>($"[{list}]")!.Select(element => element ?? "null");
        }
        catch (JsonException)
        {
            throw Wrong(list);
        }
    }

    private string Scalar(string type, string text, string given) => type switch
    {
        "int" when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) =>
            value.ToString(CultureInfo.InvariantCulture),
        "double" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) =>
            value.ToString("R", CultureInfo.InvariantCulture),
        "bool" when text is "true" or "false" => text,
        "string" when text == "null" => "null",
        "string" => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(given, quote: true),
        _ => throw Wrong(given),
    };

    private FormatException Wrong(string text) => new($"parameter {Name} is {Article(Type)}; '{text}' is "
        + $"not{(Type.StartsWith("double", StringComparison.Ordinal) ? " (finite numbers only, such as 7.5)" : "")}");

    private static string Article(string type) => type switch
    {
        "int" => "a whole number (int)",
        "double" => "a number (double)",
        "bool" => "true or false (bool)",
        _ => $"a list such as [1, 2] ({type})",
    };

    [GeneratedRegex(@"^\s*(?<type>(?:int|double|bool|string)(?:\[\])?)\s+(?<name>[A-Za-z_]\w*)\s*="
        + @"\s*(?<value>""(?:\\.|[^""\\])*""|[^;]*)\s*;\s*(?://\s*(?<comment>.*))?$")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<from>-?\d+(?:\.\d+)?(?:e-?\d+)?)\s*…\s*(?<to>-?\d+(?:\.\d+)?(?:e-?\d+)?)")]
    private static partial Regex Range();
}
