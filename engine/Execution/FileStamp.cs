using System.Security.Cryptography;

namespace ReluDc.Engine;

/// <summary>A file as it was.</summary>
/// <param name="Path">The whole path.</param>
/// <param name="State">What was in it; of a large one, its length and the time when it was written. Empty if it was not there.</param>
internal sealed record FileStamp(string Path, string State)
{
    private const long LargestRead = 1_000_000; // bytes: assemblies beyond come from packages, and are not built again in a moment

    /// <summary>A file as it is.</summary>
    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        return new(path, !file.Exists ? "" : file.Length > LargestRead ? $"{file.Length} {file.LastWriteTimeUtc.Ticks}"
            : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
    }
}
