using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>What a cell can call without a prefix, as under .NET Interactive.</summary>
public static class CellFunctions
{
    /// <summary>Sends a display message of the cell that runs; set by the engine.</summary>
    internal static Action<string, JsonObject>? Send { get; set; }

    /// <summary>Asks the reader for a line, hidden or not; set by the engine.</summary>
    internal static Func<string, bool, string>? Ask { get; set; }

    /// <summary>What the cell that runs has paged; taken by the engine when it ends.</summary>
    internal static ConcurrentQueue<JsonObject> Paged { get; } = new();

    /// <summary>Shows a value in every form that its type offers.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">Forms to show it in instead; a string, and bytes, count as already written in them.</param>
    /// <returns>The display, which can be updated.</returns>
    /// <exception cref="ArgumentException">The value has no such form.</exception>
    public static DisplayedValue display(object? value, params string[] mimeTypes) =>
        ValueDisplay.Show(value, [.. (mimeTypes ?? []).OfType<string>()]);

    /// <summary>Shows a value, as <see cref="display"/> does.</summary>
    /// <remarks>That of Microsoft.DotNet.Interactive.Formatting gives back a display whose updates show elsewhere.</remarks>
    public static DisplayedValue Display<T>(this T value, params string[] mimeTypes) => display(value, mimeTypes);

    /// <summary>Text that is HTML already.</summary>
    public static HtmlString HTML(string content) => new(content);

    /// <summary>A formula.</summary>
    /// <param name="formula">LaTeX, with or without dollar signs around it.</param>
    public static LatexValue LaTeX(string formula) => new(formula);

    /// <summary>Asks the reader for a line.</summary>
    /// <param name="prompt">What the front-end shows.</param>
    /// <param name="password">Whether what the reader writes stays hidden.</param>
    /// <exception cref="InvalidOperationException">The front-end takes no input.</exception>
    public static string Input(string prompt = "", bool password = false) =>
        Ask?.Invoke(prompt, password) ?? throw new InvalidOperationException("Input works in cells only.");

    /// <summary>Shows a value in the front-end's pager, where it has one, when the cell has ended.</summary>
    public static void Page(object? value) => Unbroken.Do(() => Paged.Enqueue(ValueBundle.Of(value)));

    /// <summary>Takes away what the cell has shown and printed so far.</summary>
    /// <param name="wait">Whether to wait for the next output, so that nothing flickers.</param>
    public static void ClearOutput(bool wait = false) => Unbroken.Do(() => Send?.Invoke("clear_output", new() { ["wait"] = wait }));
}
