namespace ReluDc.Tests.Layout;

/// <summary>Lines of code that a window shows whole.</summary>
public sealed class LineLengthTests
{
    private const int Longest = 140;

    [Theory]
    [InlineData("engine")]
    [InlineData("host")]
    [InlineData("lib")]
    [InlineData("tests")]
    [InlineData("bench")]
    public void A_line_of_code_has_at_most_140_characters(string folder)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Checkout.Root, folder), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".js" or ".css" or ".csproj" or ".props" && IsOurs(file)).ToList();
        Assert.NotEmpty(files);
        var tooLong = files.SelectMany(file => File.ReadLines(file).Index().Where(line => line.Item.Length > Longest)
            .Select(line => $"{Path.GetRelativePath(Checkout.Root, file)}:{line.Index + 1} has {line.Item.Length}"));
        Assert.Equal("", string.Join('\n', tooLong));
    }

    private static bool IsOurs(string file) => !Path.GetFileName(file).EndsWith(".min.js", StringComparison.Ordinal)
        && !Path.GetRelativePath(Checkout.Root, file).Split(Path.DirectorySeparatorChar)
            .Any(part => part is "bin" or "obj" or "node_modules");
}
