namespace ReluDc.Tests.Fuzz;

/// <summary>Seeds: small inputs that are right, or that were once read wrongly. Mutations start from them.</summary>
internal static class Corpus
{
    /// <summary>The seeds of one door, in the order of their names. Git keeps their bytes as they are.</summary>
    /// <param name="door">A folder of Fuzz/Corpus.</param>
    public static IReadOnlyList<byte[]> Of(string door) =>
        [.. Directory.GetFiles(Path.Combine(Checkout.Root, "tests", "ReluDc.Tests", "Fuzz", "Corpus", door))
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
