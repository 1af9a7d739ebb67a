using System.Text.RegularExpressions;
using NuGet.Versioning;

namespace ReluDc.Engine;

/// <summary>A package that a cell asks for.</summary>
/// <param name="Line">The line of the cell, from 1.</param>
/// <param name="Text">What the cell wrote, between the quotation marks.</param>
/// <param name="Name">The package.</param>
/// <param name="Versions">The versions that will do; null for the newest.</param>
internal sealed partial record PackageRequest(int Line, string Text, string Name, VersionRange? Versions)
{
    /// <summary>How a reference to a package begins.</summary>
    public const string Mark = "nuget:";

    /// <summary>Whether a reference asks for a package.</summary>
    public static bool Is(string reference) => reference.TrimStart().StartsWith(Mark, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads "nuget: Name", "nuget: Name, Version" or a range of versions as NuGet writes them.</summary>
    /// <exception cref="PackageException">It is neither.</exception>
    public static PackageRequest Parse(int line, string text)
    {
        var match = Form().Match(text);
        var version = match.Groups["version"].Value.Trim();
        VersionRange? versions = null;
        return match.Success && (version.Length == 0 || VersionRange.TryParse(version, out versions))
            ? new(line, text, match.Groups["name"].Value, versions)
            : throw new PackageException(new(line, text, "", null), $"allowed: #r \"nuget: Name\" or #r \"nuget: Name, Version\", "
                + "where Version is one such as 2.1.0, or several such as 2.* or [1.0, 3.0)");
    }

    /// <summary>Whether a version will do.</summary>
    public bool Takes(string version) => Versions?.Satisfies(NuGetVersion.Parse(version)) != false;

    [GeneratedRegex(@"^\s*nuget\s*:\s*(?<name>[A-Za-z0-9_][A-Za-z0-9_.\-]*)\s*(,(?<version>.*))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
