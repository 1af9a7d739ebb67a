using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ReluDc.Notebooks;

/// <summary>The plotly.js that Plotly.NET carries: the version that its figures are written for.</summary>
internal static class PlotlyScript
{
    /// <summary>The script, read out of Plotly.NET.dll without loading that assembly.</summary>
    /// <param name="libraryDirectory">Where Plotly.NET.dll is.</param>
    public static byte[] Read(string libraryDirectory)
    {
        using var file = File.OpenRead(Path.Combine(libraryDirectory, "Plotly.NET.dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var resource = metadata.ManifestResources.Select(metadata.GetManifestResource)
            .First(candidate => metadata.GetString(candidate.Name) is var name
                && name.StartsWith("Plotly.NET.plotly", StringComparison.Ordinal) && name.EndsWith(".js", StringComparison.Ordinal));
        var block = image.GetSectionData(image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
        var reader = block.GetReader((int)resource.Offset, block.Length - (int)resource.Offset);
        return reader.ReadBytes(reader.ReadInt32());
    }
}
