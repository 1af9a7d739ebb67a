using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>Reads the content of requests, which any client may have written.</summary>
internal static class RequestContent
{
    /// <summary>A text that must be there.</summary>
    /// <exception cref="MalformedRequestException">It is not, or is no text.</exception>
    public static string Text(this JsonObject content, string name) =>
        Value<string>(content, name, "a string") ?? throw new MalformedRequestException(name, "a string");

    /// <summary>A text that may be missing.</summary>
    public static string Text(this JsonObject content, string name, string missing) => Value<string>(content, name, "a string") ?? missing;

    /// <summary>True or false, or missing.</summary>
    public static bool Flag(this JsonObject content, string name, bool missing) => Value<bool?>(content, name, "true or false") ?? missing;

    /// <summary>A whole number, or missing.</summary>
    public static int Number(this JsonObject content, string name, int missing) => Value<int?>(content, name, "a whole number") ?? missing;

    /// <summary>One of some words.</summary>
    public static string Choice(this JsonObject content, string name, params string[] allowed) =>
        content.Text(name) is var text && allowed.Contains(text)
            ? text
            : throw new MalformedRequestException(name, string.Join(", ", allowed));

    private static T? Value<T>(JsonObject content, string name, string allowed)
    {
        try
        {
            return content[name] switch
            {
                null => default,
                JsonValue value when value.TryGetValue(out T? found) => found,
                _ => throw new MalformedRequestException(name, allowed),
            };
        }
        catch (InvalidOperationException) // a text that is not Unicode
        {
            throw new MalformedRequestException(name, allowed);
        }
    }
}

/// <summary>A request lacks what it needs. The message says what is allowed.</summary>
internal sealed class MalformedRequestException(string name, string allowed) : Exception($"content.{name}: allowed: {allowed}");
