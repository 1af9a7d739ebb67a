using System.Collections;
using System.Reflection;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>
/// Keeps .NET Interactive's formatters from following a sequence that contains itself until the stack overflows, which would end the
/// process: types of such sequences are formatted here, to a depth.
/// </summary>
internal static class ValueGuard
{
    private const int Deepest = 4;
    private const int MostElements = 20;

    /// <summary>From here on it watches over the types that cells declare.</summary>
    public static void Begin() => AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) =>
    {
        if (loaded.LoadedAssembly is { IsDynamic: false, Location: "" } ofCell)
            foreach (var type in TypesOf(ofCell).Where(TypeTraits.IsSequenceOfItself))
            {
                Formatter.Register(type, (value, writer) => writer.Write(Summary((IEnumerable)value)), PlainTextFormatter.MimeType);
                Formatter.Register(type, (value, writer) => writer.Write(Html.Of($"{Summary((IEnumerable)value)}").ToString()),
                    HtmlFormatter.MimeType);
            }
    };

    /// <summary>What is said of a sequence of its own kind: its own text, or its elements.</summary>
    public static string Summary(IEnumerable sequence) => Summary(sequence, 0);

    private static string Summary(object? value, int depth)
    {
        if (value is not IEnumerable sequence || !TypeTraits.IsSequenceOfItself(value.GetType()))
            return ValueTable.Text(value);
        if (TypeTraits.HasText(value.GetType()))
            return value.ToString() ?? "";
        if (depth == Deepest)
            return $"{value.GetType().Name} …";
        var elements = sequence.Cast<object?>().Take(MostElements + 1).Select((element, i) => i < MostElements ? Summary(element, depth + 1) : "…");
        return $"{value.GetType().Name} [ {string.Join(", ", elements)} ]";
    }

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }
}
