using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ReluDc.Notebooks;

/// <summary>
/// The two plotly.js of a site: that which Plotly.NET carries, the version that it writes for, with all kinds of figures; and a later one
/// of the same major version with those that the course has, a third as large.
/// </summary>
internal static class PlotlyScript
{
    /// <summary>plotly.js 2.35.3, its cartesian bundle.</summary>
    public static byte[] Cartesian()
    {
        using var resource = typeof(PlotlyScript).Assembly.GetManifestResourceStream("plotly-cartesian.min.js")!;
        using var memory = new MemoryStream();
        resource.CopyTo(memory);
        return memory.ToArray();
    }

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
