using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;

namespace ReluDc.Engine;

/// <summary>
/// The pictures that a notebook's prose names: attached to a cell, or files beside the notebook. Pages carry them inside.
/// </summary>
/// <param name="folder">The notebook's folder; null if it was not read from a file.</param>
internal sealed partial class Pictures(string? folder)
{
    private const string Attachment = "attachment:";
    private const int LargestBytes = 20_000_000;

    private static readonly Dictionary<string, string> types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png", [".apng"] = "image/apng", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".jfif"] = "image/jpeg",
        [".gif"] = "image/gif", [".svg"] = Svg, [".webp"] = "image/webp", [".avif"] = "image/avif", [".bmp"] = "image/bmp",
        [".ico"] = "image/x-icon",
    };

    /// <summary>The type of drawings.</summary>
    public const string Svg = "image/svg+xml";

    /// <summary>The types of pictures that browsers show, those of best quality first.</summary>
    public static IReadOnlyList<string> Types { get; } =
        [Svg, "image/png", "image/apng", "image/webp", "image/avif", "image/jpeg", "image/gif", "image/bmp", "image/x-icon"];

    /// <summary>The address under which a page shows a picture.</summary>
    /// <param name="url">The address that a notebook gives.</param>
    /// <param name="attachments">What is attached to the cell; null if nothing.</param>
    /// <exception cref="FormatException">There is no such picture; the message says why.</exception>
    public string AddressOf(string url, JsonObject? attachments)
    {
        if (url.StartsWith(Attachment, StringComparison.OrdinalIgnoreCase))
            return Attached(url[Attachment.Length..], attachments);
        if (!IsLocal(url))
            return Addresses.Scheme(url) is null or "http" or "https" || Carried().IsMatch(url) ? url
                : throw new FormatException($"the picture {url} is no picture of the web; allowed: https:, or a file beside the notebook");
        var file = PathOf(url) ?? throw new FormatException($"the picture {url} is outside the notebook's folder, so it is not shown");
        if (!types.TryGetValue(Path.GetExtension(file), out var type))
            throw new FormatException($"the picture {url} is of no type that pages show; allowed: {string.Join(", ", types.Keys)}");
        try
        {
            return new FileInfo(file).Length <= LargestBytes
                ? DataAddress(type, File.ReadAllBytes(file))
                : throw new FormatException($"the picture {url} has more than {LargestBytes / 1_000_000} MB, too much for a page");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"the picture {url} cannot be read: there is no such file beside the notebook", e);
        }
    }

    /// <summary>The address of a file, a picture or not, that is attached to a cell; null if none of that name is.</summary>
    public static string? FileAddress(string url, JsonObject? attachments) =>
        url.StartsWith(Attachment, StringComparison.OrdinalIgnoreCase) && attachments is not null
        && attachments[Uri.UnescapeDataString(url[Attachment.Length..])] is JsonObject { Count: > 0 } forms
            ? DataAddress(Type().IsMatch(forms.First().Key) ? forms.First().Key : "application/octet-stream",
                Lines.FromJson(forms.First().Value) ?? "")
            : null;

    /// <summary>Changes when the file of a picture does.</summary>
    public string StateOf(string url)
    {
        try
        {
            return IsLocal(url) && PathOf(url) is { } file && File.Exists(file)
                ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))[..16]
                : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>A picture in a notebook, base64 or SVG as text, as an address.</summary>
    /// <exception cref="FormatException">It is not base64.</exception>
    public static string DataAddress(string type, string content)
    {
        if (type == Svg && content.TrimStart().StartsWith('<'))
            return DataAddress(type, Encoding.UTF8.GetBytes(content));
        var base64 = string.Concat(content.Where(c => !char.IsWhiteSpace(c)));
        return base64.Length > 0 && Convert.TryFromBase64String(base64, new byte[base64.Length], out _)
            ? $"data:{type};base64,{base64}"
            : throw new FormatException($"a picture of type {type} is not base64, so it cannot be shown");
    }

    /// <summary>The address of a drawing in HTML, as which no script of it runs; null if it is not well-formed.</summary>
    public static string? OfDrawing(string svg)
    {
        const string Namespace = " xmlns=\"http://www.w3.org/2000/svg\"";
        var drawing = svg.Contains("http://www.w3.org/2000/svg", StringComparison.Ordinal) ? svg : svg.Insert("<svg".Length, Namespace);
        if (drawing.Contains("xlink:", StringComparison.Ordinal) && !drawing.Contains("xmlns:xlink", StringComparison.Ordinal))
            drawing = drawing.Insert("<svg".Length, " xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
        try
        {
            using var text = new StringReader(drawing);
            using var reader = XmlReader.Create(text, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Read())
            {
            }
            return DataAddress(Svg, Encoding.UTF8.GetBytes(drawing));
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string DataAddress(string type, byte[] bytes) => $"data:{type};base64,{Convert.ToBase64String(bytes)}";

    private static string Attached(string name, JsonObject? attachments)
    {
        var forms = (attachments?[Uri.UnescapeDataString(name)] ?? attachments?[name]) as JsonObject
            ?? throw new FormatException($"nothing of the name {Uri.UnescapeDataString(name)} is attached to the cell");
        var type = Types.FirstOrDefault(forms.ContainsKey) ?? forms.Select(form => form.Key)
            .FirstOrDefault(key => key.StartsWith("image/", StringComparison.Ordinal) && Type().IsMatch(key))
            ?? throw new FormatException($"what is attached to the cell as {Uri.UnescapeDataString(name)} is no picture");
        return DataAddress(type, Lines.FromJson(forms[type]) ?? "");
    }

    private bool IsLocal(string url) =>
        folder is not null && url.Length > 0 && Addresses.Scheme(url) is null or { Length: 1 } // "C:" is no scheme
        && !Addresses.IsOfHost(url) && !url.StartsWith('#');

    /// <summary>The file that is meant; null if it lies outside the notebook's folder.</summary>
    private string? PathOf(string url)
    {
        var path = Uri.UnescapeDataString(url.Split('?', '#')[0]).Replace('\\', '/');
        if (path.Contains('\0', StringComparison.Ordinal))
            return null;
        var file = Path.GetFullPath(Path.Combine(folder!, path));
        // no link leads out of the folder
        return IsIn(folder!, file) && IsIn(RealPath.Of(folder!), RealPath.Of(file)) ? file : null;
    }

    private static bool IsIn(string folder, string file) =>
        file.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    [GeneratedRegex("^data:image/[a-z0-9.+-]+[;,]", RegexOptions.IgnoreCase)]
    private static partial Regex Carried();

    [GeneratedRegex("^[A-Za-z0-9.+-]{1,60}/[A-Za-z0-9.+-]{1,60}$")]
    private static partial Regex Type();
}
