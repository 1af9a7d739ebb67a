using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace ReluDc.Notebooks.Rendering;

/// <summary>The files that pages share: style, script, and the plotly.js that Plotly.NET carries.</summary>
internal static class Assets
{
    /// <summary>The name of the page script's file.</summary>
    public const string Script = "site.js";

    /// <summary>The name of the style sheet's file.</summary>
    public const string Style = "site.css";

    /// <summary>The name of plotly.js's file.</summary>
    public const string Plotly = "plotly.min.js";

    /// <summary>An asset that this program carries, as text.</summary>
    public static string Text(string name)
    {
        var assembly = typeof(Assets).Assembly;
        var resource = assembly.GetManifestResourceNames().Single(candidate => candidate.EndsWith("." + name, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>plotly.js out of Plotly.NET.dll, read without loading that assembly.</summary>
    /// <param name="libraryDirectory">Where Plotly.NET.dll is.</param>
    public static byte[] PlotlyScript(string libraryDirectory)
    {
        using var file = File.OpenRead(Path.Combine(libraryDirectory, "Plotly.NET.dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var resource = metadata.ManifestResources.Select(metadata.GetManifestResource)
            .First(candidate => metadata.GetString(candidate.Name) is var name && name.StartsWith("Plotly.NET.plotly", StringComparison.Ordinal) && name.EndsWith(".js", StringComparison.Ordinal));
        var block = image.GetSectionData(image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
        var reader = block.GetReader((int)resource.Offset, block.Length - (int)resource.Offset);
        return reader.ReadBytes(reader.ReadInt32());
    }
}
