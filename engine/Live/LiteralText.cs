using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReluDc.Engine;

/// <summary>A literal as a reader would type the value on a page: text without quotes, numbers without a suffix.</summary>
internal static class LiteralText
{
    /// <summary>The text.</summary>
    /// <param name="type">The type of what it is assigned to, as the notebook writes it.</param>
    /// <param name="literal">The literal.</param>
    public static string Of(string type, string literal)
    {
        if (literal == "null")
            return "";
        var plain = type.TrimEnd('?');
        if (plain is "string" or "char" && SyntaxFactory.ParseExpression(literal) is LiteralExpressionSyntax { Token.Value: { } value })
            return value.ToString() ?? "";
        if (plain is "float" or "long" or "decimal" or "uint" or "ulong" or "double")
            return literal.TrimEnd('f', 'F', 'm', 'M', 'L', 'u', 'U', 'l', 'd', 'D');
        return literal.Trim() is ['{' or '[', .. var elements, '}' or ']'] ? elements.Trim() is { Length: > 0 } some ? $"[{some}]" : ""
            : literal;
    }
}
