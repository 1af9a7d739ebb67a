using System.Runtime.Loader;

namespace ReluDc.Notebooks;

/// <summary>The library that was built for the notebooks: the program itself carries no copy of it.</summary>
internal static class CourseLibrary
{
    /// <summary>
    /// Looks for the library's assemblies where the notebooks find them. To be called before a method that names one of its types is
    /// entered.
    /// </summary>
    public static void Use() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        Path.Combine(Checkout.Library, name.Name + ".dll") is var file && File.Exists(file)
        ? context.LoadFromAssemblyPath(file)
        : null;
}
