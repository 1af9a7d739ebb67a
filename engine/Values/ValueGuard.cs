using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>
/// Keeps .NET Interactive's formatters from following a sequence that contains itself until the stack overflows, which would end the
/// process: they count how deep they are in objects, but not in sequences.
/// </summary>
internal static class ValueGuard
{
    private const int Deepest = 4; // below the depth at which they go on without asking for a formatter
    private const int DeepestOfItself = 4;
    private const int MostElements = 20;
    private const int MostCharacters = 2000;

    private const int SummaryCharacters = 200;

    /// <summary>
    /// What .NET Interactive knows of types that are sequences, such as strings: a formatter registered here would hide it.
    /// </summary>
    private static readonly ITypeFormatter[] known = [.. Formatter.RegisteredFormatters(true)
        .Where(formatter => formatter.Type.IsAssignableTo(typeof(IEnumerable)) && formatter.Type != typeof(IEnumerable))];

    private static readonly ConcurrentDictionary<Type, ITypeFormatter> plain = [];
    private static readonly ConcurrentDictionary<Type, ITypeFormatter?> html = [];

    [ThreadStatic]
    private static int depth;

    /// <summary>From here on it stands before every sequence, wherever in a value it lies.</summary>
    public static void Begin()
    {
        Guard(PlainTextFormatter.MimeType, (value, context) => plain.GetOrAdd(value.GetType(), UsualPlain).Format(value, context));
        Guard(HtmlFormatter.MimeType, (value, context) => html.GetOrAdd(value.GetType(), UsualHtml)?.Format(value, context) ?? false);
        Guard(PlainTextSummaryFormatter.MimeType, (value, context) =>
        {
            var text = value.ToDisplayString(PlainTextFormatter.MimeType).ReplaceLineEndings(" ");
            context.Writer.Write(text.Length <= SummaryCharacters ? text : text[..SummaryCharacters] + "…");
            return true;
        });
    }

    /// <summary>What is said of a sequence of its own kind: its own text, or its elements, to a depth.</summary>
    public static string Summary(IEnumerable sequence)
    {
        var text = new StringBuilder();
        Write(sequence, 0, text);
        return text.ToString();
    }

    /// <summary>What .NET Interactive itself knows of a type; null if no more than of every sequence.</summary>
    public static ITypeFormatter? Known(Type type, string mimeType) =>
        known.FirstOrDefault(formatter => formatter.MimeType == mimeType && formatter.Type.IsAssignableFrom(type));

    private static void Guard(string mimeType, FormatDelegate<object> usual) => Formatter.Register(typeof(IEnumerable), (value, context) =>
    {
        if (Known(value.GetType(), mimeType) is { } formatter)
            return formatter.Format(value, context);
        var instead = depth >= Deepest || context.Depth >= Formatter.RecursionLimit - 1 ? "…"
            : TypeTraits.IsSequenceOfItself(value.GetType()) ? Summary((IEnumerable)value) : null;
        if (instead is not null)
        {
            context.Writer.Write(mimeType == HtmlFormatter.MimeType ? Html.Of($"{instead}").ToString() : instead);
            return true;
        }
        depth++;
        try
        {
            return usual(value, context);
        }
        finally
        {
            depth--;
        }
    }, mimeType);

    private static ITypeFormatter UsualPlain(Type type) =>
        (ITypeFormatter)typeof(PlainTextFormatter<>).MakeGenericType(type)
            .GetField(nameof(PlainTextFormatter<int>.Default))!.GetValue(null)!;

    /// <summary>Not public in .NET Interactive, which offers no other way to what it does when nobody has said anything.</summary>
    private static ITypeFormatter? UsualHtml(Type type) => (ITypeFormatter?)typeof(HtmlFormatter)
        .GetMethod("GetDefaultFormatterForAnyEnumerable", BindingFlags.Static | BindingFlags.NonPublic)?.Invoke(null, [type]);

    private static void Write(object? value, int level, StringBuilder text)
    {
        if (value is not IEnumerable sequence || !TypeTraits.IsSequenceOfItself(value.GetType()) || TypeTraits.HasText(value.GetType()))
        {
            text.Append(value is IEnumerable and not string && TypeTraits.HasText(value.GetType()) ? value : ValueTable.Text(value));
            return;
        }
        text.Append(value.GetType().Name);
        if (level == DeepestOfItself || text.Length > MostCharacters)
        {
            text.Append(" …");
            return;
        }
        text.Append(" [ ");
        foreach (var (i, element) in sequence.Cast<object?>().Take(MostElements + 1).Index())
        {
            text.Append(i > 0 ? ", " : "");
            if (i == MostElements)
                text.Append('…');
            else
                Write(element, level + 1, text);
        }
        text.Append(" ]");
    }
}
