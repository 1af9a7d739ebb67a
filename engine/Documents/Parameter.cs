using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReluDc.Engine;

/// <summary>A declaration in a notebook's parameters cell: <c>double f1Hz = 5;   // Hz, 0.5 … 100: frequency</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as the notebook writes it, or for <c>var</c> the type of its value.</param>
/// <param name="Default">The literal that the notebook gives it.</param>
/// <param name="Comment">Unit, range and meaning; empty if the notebook says nothing.</param>
/// <param name="Keyword">"const" or "readonly" if it cannot be assigned to, only declared anew; else empty.</param>
public sealed partial record Parameter(string Name, string Type, string Default, string Comment, string Keyword = "")
{
    /// <summary>The parameters that a cell declares, in order.</summary>
    public static IEnumerable<Parameter> In(string code) => ScriptSyntax.Parse(code).ChildNodes()
        .OfType<FieldDeclarationSyntax>().Select(field => field.Declaration)
        .SelectMany(declaration => declaration.Variables.Where(variable => variable.Initializer is not null)
            .Select(variable => Of(declaration, variable, variable.Initializer!.Value)));

    /// <summary>The values that a cell gives to names, by declaration or assignment, in order, as the code writes them.</summary>
    public static IEnumerable<(string Name, string Value)> ValuesIn(string code) =>
        ScriptSyntax.Parse(code).ChildNodes().SelectMany(statement => statement switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.Where(variable => variable.Initializer is not null)
                .Select(variable => (variable.Identifier.Text, variable.Initializer!.Value.ToString())),
            GlobalStatementSyntax { Statement: ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax
            { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax name } assignment } } =>
                [(name.Identifier.Text, assignment.Right.ToString())],
            _ => Enumerable.Empty<(string, string)>(),
        });

    /// <summary>The C# literal for a value given as text, in invariant culture.</summary>
    /// <exception cref="FormatException">The text is not of the parameter's type; the message says what is allowed.</exception>
    public string LiteralOf(string text) => new ParameterValue(this).LiteralOf(text);

    /// <summary>The line of code that gives it a value.</summary>
    /// <param name="literal">The value.</param>
    public string Assign(string literal) => Keyword.Length > 0 ? $"{Keyword} {Type} {Name} = {literal};" : $"{Name} = {literal};";

    /// <summary>
    /// "outside 0.5 … 100" if a literal lies outside the range that the comment states; null if it does not, or none is stated.
    /// </summary>
    public string? WarningFor(string literal)
    {
        if (Range().Match(Comment) is not { Success: true } range
            || !double.TryParse(literal.TrimEnd('f', 'm', 'L', 'u'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return null;
        var from = double.Parse(range.Groups["from"].Value, CultureInfo.InvariantCulture);
        var to = double.Parse(range.Groups["to"].Value, CultureInfo.InvariantCulture);
        return value < from || value > to ? $"outside {range.Groups["from"].Value} … {range.Groups["to"].Value}" : null;
    }

    /// <summary>The same as a sentence that names the parameter; null if there is nothing to warn of.</summary>
    public string? SentenceFor(string literal) =>
        WarningFor(literal) is { } where ? $"{Name} = {literal} lies {where}, where the notebook's text holds" : null;

    /// <summary>Whether its values are whole numbers by type.</summary>
    public bool IsWhole => Type is "int" or "long" or "short" or "sbyte" or "byte" or "uint" or "ulong" or "ushort";

    /// <summary>The range that the comment states; null if it states none.</summary>
    public (double From, double To)? Bounds => Range().Match(Comment) is { Success: true } range
        ? (double.Parse(range.Groups["from"].Value, CultureInfo.InvariantCulture),
            double.Parse(range.Groups["to"].Value, CultureInfo.InvariantCulture))
        : null;

    /// <summary>The unit that the comment begins with, as in "Hz, 1 … 60: …"; empty for none.</summary>
    public string Unit => Range().Match(Comment) is { Success: true } range ? Comment[..range.Index].TrimEnd(' ', ',') : "";

    /// <summary>What the comment says besides unit and range.</summary>
    public string Meaning => Range().Match(Comment) is { Success: true } range
        ? Comment[(range.Index + range.Length)..].TrimStart(':', ',', ' ')
        : Comment;

    /// <summary>
    /// The distance between two values that make sense, where the comment states one: "in steps of 0.125", "a whole number",
    /// "a whole number of periods in 10 s"; null where it states none, and a whole number's type does not either.
    /// </summary>
    public double? Step => IsWhole ? 1
        : Steps().Match(Comment) is { Success: true } steps ? double.Parse(steps.Groups["step"].Value, CultureInfo.InvariantCulture)
        : Periods().Match(Comment) is { Success: true } periods
            ? 1 / double.Parse(periods.Groups["time"].Value, CultureInfo.InvariantCulture)
        : Whole().IsMatch(Comment) ? 1 : null;

    /// <summary>Name, type and default in one line.</summary>
    public override string ToString() => $"{Type} {Name} = {Default}";

    private static Parameter Of(VariableDeclarationSyntax declaration, VariableDeclaratorSyntax variable, ExpressionSyntax value)
    {
        var field = (FieldDeclarationSyntax)declaration.Parent!;
        var comment = field.GetTrailingTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)).ToString();
        return new(variable.Identifier.Text, declaration.Type.IsVar ? TypeOf(value) : declaration.Type.ToString(), value.ToString(),
            comment.Length > 2 ? comment[2..].Trim() : "",
            field.Modifiers.Select(modifier => modifier.Text).FirstOrDefault(word => word is "const" or "readonly") ?? "");
    }

    /// <summary>The type of an expression among literals; "var" if it takes a compiler to tell.</summary>
    private static string TypeOf(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax { Token.Value: { } literal } => literal switch
        {
            int => "int", long => "long", uint => "uint", ulong => "ulong", double => "double", float => "float", decimal => "decimal",
            bool => "bool", char => "char", string => "string", _ => "var",
        },
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression or (int)SyntaxKind.UnaryPlusExpression } signed =>
            TypeOf(signed.Operand),
        ParenthesizedExpressionSyntax inner => TypeOf(inner.Expression),
        CastExpressionSyntax cast => cast.Type.ToString(),
        BinaryExpressionSyntax sum => Wider(TypeOf(sum.Left), TypeOf(sum.Right)),
        InterpolatedStringExpressionSyntax => "string",
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Math" } } => "double",
        MemberAccessExpressionSyntax { Expression: PredefinedTypeSyntax type } => type.ToString(), // double.MaxValue
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax function } => TypeOf(function), // Math.Sqrt(2)
        ArrayCreationExpressionSyntax array => array.Type.ToString(),
        ObjectCreationExpressionSyntax made => made.Type.ToString(),
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.Select(TypeOf).Distinct().ToList() switch
        {
            [var only] when only != "var" => only + "[]",
            { Count: > 1 } mixed when !mixed.Contains("var") => mixed.Aggregate(Wider) + "[]",
            _ => "var",
        },
        _ => "var",
    };

    private static string Wider(string one, string other)
    {
        string[] order = ["int", "uint", "long", "ulong", "float", "double", "decimal"];
        return one == other ? one : one == "string" || other == "string" ? "string"
            : Array.IndexOf(order, one) is >= 0 and var i && Array.IndexOf(order, other) is >= 0 and var j ? order[Math.Max(i, j)] : "var";
    }

    [GeneratedRegex(@"(?<from>-?\d+(?:\.\d+)?(?:e-?\d+)?)\s*…\s*(?<to>-?\d+(?:\.\d+)?(?:e-?\d+)?)")]
    private static partial Regex Range();

    [GeneratedRegex(@"in steps of (?<step>\d+(?:\.\d+)?)")]
    private static partial Regex Steps();

    [GeneratedRegex(@"whole number of periods in (?<time>[1-9]\d*) s\b")]
    private static partial Regex Periods();

    [GeneratedRegex(@"a whole number(?! of)")]
    private static partial Regex Whole();
}
