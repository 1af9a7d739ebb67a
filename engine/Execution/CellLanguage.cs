using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>
/// The language of cells: C# scripts, what they import, and the assemblies that they meet. The one set-up of Roslyn in the engine.
/// </summary>
internal static class CellLanguage
{
    /// <summary>The default imports of .NET Interactive, and the functions that cells may call.</summary>
    /// <remarks>
    /// Its names of HTML elements are not among them: a mistyped variable would be taken for one (see <see cref="Tags"/>).
    /// </remarks>
    public static ImmutableArray<string> Imports { get; } =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        typeof(Formatter).Namespace!, typeof(CellFunctions).FullName!,
    ];

    /// <summary>HTML elements as functions: imported into a cell that does not compile without them.</summary>
    public static string Tags { get; } = typeof(PocketViewTags).FullName!;

    /// <summary>How cells are read.</summary>
    public static CSharpParseOptions Parsing { get; } = new(LanguageVersion.Latest, DocumentationMode.Parse, SourceCodeKind.Script);

    /// <summary>The assemblies of this program whose types a cell meets.</summary>
    public static ImmutableArray<string> Own { get; } = [typeof(CellFunctions).Assembly.Location,
        typeof(Formatter).Assembly.Location, typeof(Microsoft.AspNetCore.Html.HtmlString).Assembly.Location];

    // Each costs time in every cell, so not all of the runtime's: the others join when a cell does not compile without them.
    private static readonly ImmutableArray<string> framework =
    [
        "System.Runtime", "System.Runtime.Extensions", "System.Runtime.InteropServices", "System.Runtime.Numerics", "System.Collections",
        "System.Collections.Concurrent", "System.Collections.Immutable", "System.ComponentModel.Primitives", "System.Console",
        "System.Diagnostics.Process",
        "System.IO", "System.Linq", "System.Linq.Expressions", "System.Memory", "System.Net.Http", "System.Net.Primitives",
        "System.ObjectModel",
        "System.Private.Uri", "System.Text.Encoding.Extensions", "System.Text.Json", "System.Text.RegularExpressions", "System.Threading",
        "System.Threading.Tasks.Parallel", "System.Threading.Thread", "netstandard",
    ];

    /// <summary>The files of what every cell refers to.</summary>
    /// <param name="frameworkFolder">Where the runtime's assemblies are, or the reference assemblies in their place.</param>
    public static IEnumerable<string> References(string frameworkFolder) =>
        framework.Select(name => Path.Combine(frameworkFolder, name + ".dll")).Concat(Own);

    /// <summary>All of the class library, in the runtime's own assemblies and those that forward to them.</summary>
    public static ImmutableArray<MetadataReference> ClassLibrary => classLibrary.Value;

    private static readonly Lazy<ImmutableArray<MetadataReference>> classLibrary = new(() =>
        [.. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == RuntimeFolder)
            .Where(path => !framework.Contains(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>How the first cell is compiled in a folder; those after it inherit references and imports.</summary>
    public static ScriptOptions First(string directory) => Later(directory).WithImports(Imports)
        // made once: given as paths, they would be read anew for every cell
        .WithReferences(References(RuntimeFolder).Select(path => MetadataReference.CreateFromFile(path)));

    /// <summary>How a later cell is compiled: references and imports given again would be bound again.</summary>
    /// <remarks>
    /// Not optimised: an index out of range would then be reported without its line. Loops of cells run at half the speed for it; loops
    /// of the libraries do not.
    /// </remarks>
    public static ScriptOptions Later(string directory) => ScriptOptions.Default
        .WithLanguageVersion(Parsing.LanguageVersion)
        .WithReferences(Array.Empty<MetadataReference>())
        .WithImports()
        .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(directory))
        .WithSourceResolver(new SourceFileResolver([], directory))
        .WithFileEncoding(System.Text.Encoding.UTF8)
        .WithAllowUnsafe(true);

    /// <summary>How cells are compiled for services that read them, such as completion and colours.</summary>
    /// <param name="imports">Those of a first cell; nothing for a later one.</param>
    public static CSharpCompilationOptions Reading(IEnumerable<string> imports) =>
        new(OutputKind.DynamicallyLinkedLibrary, usings: imports, allowUnsafe: true);

    /// <summary>Where the runtime's own assemblies lie.</summary>
    public static string RuntimeFolder { get; } = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
}
