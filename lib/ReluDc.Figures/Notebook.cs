using System.Runtime.Loader;

namespace ReluDc.Figures;

/// <summary>What a notebook calls before anything else.</summary>
/// <remarks>Used in notebook 01 first.</remarks>
public static class Notebook
{
    private static int begun;

    /// <summary>
    /// Prepares the engine for figures, and for values of the library that show themselves; the last line of a notebook's first code cell.
    /// Calling it again does nothing.
    /// </summary>
    /// <remarks>
    /// Plotly.NET asks for a newer FSharp.Core than .NET Interactive has already loaded. The runtime then finds none at all, and
    /// the first chart fails. From here on the one that is loaded answers. This method therefore touches no type of Plotly.NET.
    /// </remarks>
    public static void Begin()
    {
        if (Interlocked.Exchange(ref begun, 1) != 0)
            return;
        AssemblyLoadContext.Default.Resolving += (_, wanted) => wanted.Name == "FSharp.Core"
            ? AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(loaded => loaded.GetName().Name == "FSharp.Core")
            : null;
        LibraryValues.Register();
    }
}
