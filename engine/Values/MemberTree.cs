using System.Collections;
using System.Reflection;
using System.Text;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>An object as a tree of its members, cut at a depth: for values whose own text has no end.</summary>
internal static class MemberTree
{
    private const int Deepest = 4;

    /// <summary>The plain text of a value as .NET Interactive writes it; by its members where that has no end.</summary>
    public static string Guarded(object value)
    {
        try
        {
            return value.ToDisplayString(PlainTextFormatter.MimeType);
        }
        catch (InsufficientExecutionStackException)
        {
            var text = new StringBuilder();
            Write(value, 0, text);
            return text.ToString();
        }
    }

    private static void Write(object? value, int depth, StringBuilder text)
    {
        var type = value?.GetType();
        if (value is null || type!.IsPrimitive || type.IsEnum || value is string or decimal || TypeTraits.HasText(type))
        {
            text.Append(value is null ? Formatter.NullString : FormattableString.Invariant($"{value}"));
            return;
        }
        text.Append(type.Name);
        if (value is IEnumerable || depth == Deepest)
        {
            text.Append(" …");
            return;
        }
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0))
            Member(property.Name, () => property.GetValue(value));
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
            Member(field.Name, () => field.GetValue(value));

        void Member(string name, Func<object?> get)
        {
            text.Append('\n').Append(' ', 2 * depth + 2).Append(name).Append(": ");
            try
            {
                Write(get(), depth + 1, text);
            }
            catch (TargetInvocationException e) when (e.InnerException is { } thrown)
            {
                text.Append($"({thrown.GetType().Name})");
            }
        }
    }
}
