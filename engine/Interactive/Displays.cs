using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>
/// Displays that can be updated. In this version of .NET Interactive the functions of the same names return another display than the one
/// that they show, so that an update reaches nothing. The compiler prefers these, which take no list of types.
/// </summary>
public static class Displays
{
    /// <summary>Shows a value in every form that its type offers.</summary>
    public static DisplayedValue display(object? value) => Show(value);

    /// <summary>Shows a value in one form.</summary>
    public static DisplayedValue display(object? value, string mimeType) => Show(value, mimeType);

    /// <summary>Shows a value in every form that its type offers.</summary>
    public static DisplayedValue Display(this object? value) => Show(value);

    /// <summary>Shows a value in one form.</summary>
    public static DisplayedValue Display(this object? value, string mimeType) => Show(value, mimeType);

    // What a cell left behind on another thread has no cell to show it in.
    private static DisplayedValue Show(object? value, params string[] mimeTypes) => KernelInvocationContext.Current is { } cell
        ? cell.Display(value, mimeTypes)
        : DisplayExtensions.Display(value, mimeTypes);
}
