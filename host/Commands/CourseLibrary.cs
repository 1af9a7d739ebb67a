using System.Runtime.Loader;

namespace ReluDc.Notebooks.Commands;

/// <summary>The library that was built for the notebooks: the program itself carries no copy of it.</summary>
internal static class CourseLibrary
{
    /// <summary>To be called before a method that names one of the library's types is entered. Those methods are not inlined.</summary>
    public static void Use() => AssemblyLoadContext.Default.Resolving += (context, name) => Path.Combine(Checkout.Library, name.Name + ".dll") is var file && File.Exists(file)
        ? context.LoadFromAssemblyPath(file)
        : null;
}
