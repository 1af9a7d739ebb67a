using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReluDc.Engine;

/// <summary>The value that a literal stands for, without a compilation where that is possible: a slider cannot wait for one.</summary>
internal static class LiteralValue
{
    /// <summary>The value of a literal, as the type that it is assigned to.</summary>
    /// <param name="literal">As <see cref="Parameter.LiteralOf"/> writes it.</param>
    /// <param name="type">The type.</param>
    public static object? Of(string literal, Type type)
    {
        var expression = SyntaxFactory.ParseExpression(literal);
        var (sign, inner) = expression is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus
            ? (-1, minus.Operand)
            : (1, expression);
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (inner is LiteralExpressionSyntax { Token.Value: var value } && (value is null || plain.IsPrimitive || plain == typeof(string)
            || plain == typeof(decimal)))
            return value switch
            {
                null => null,
                bool or char or string => value,
                int or uint or long or ulong when Convert.ToDecimal(value, CultureInfo.InvariantCulture) == 0 =>
                    Convert.ChangeType(0, plain, CultureInfo.InvariantCulture), // -0 is a whole number, and without a sign
                // what "R" wrote comes back the same, -0 included
                _ when plain == typeof(double) => sign * Convert.ToDouble(value, CultureInfo.InvariantCulture),
                _ when plain == typeof(float) => sign * Convert.ToSingle(value, CultureInfo.InvariantCulture),
                _ => Convert.ChangeType(sign * Convert.ToDecimal(value, CultureInfo.InvariantCulture), plain, CultureInfo.InvariantCulture),
            };
        var written = literal.StartsWith('[') ? literal : $"({literal})";
        return CSharpScript.EvaluateAsync<object?>($"({CSharpName(type)}){written}", CellLanguage.First(Directory.GetCurrentDirectory()))
            .GetAwaiter().GetResult();
    }

    private static string CSharpName(Type type) => type.IsArray ? CSharpName(type.GetElementType()!) + "[]"
        : type.IsGenericType ? $"{type.FullName![..type.FullName!.IndexOf('`', StringComparison.Ordinal)]}<"
            + string.Join(", ", type.GetGenericArguments().Select(CSharpName)) + ">"
        : type.FullName!;
}
