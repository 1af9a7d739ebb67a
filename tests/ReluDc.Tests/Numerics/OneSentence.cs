using System.Text.RegularExpressions;

namespace ReluDc.Tests.Numerics;

/// <summary>What a refusal says: one sentence, without what .NET adds to it.</summary>
internal static partial class OneSentence
{
    /// <summary>The sentence; null if it is none, or more than one.</summary>
    public static string? Of(ArgumentException refused)
    {
        var said = Additions().Replace(refused.Message, "");
        return said.EndsWith('.') && !NextSentence().IsMatch(said) && refused.ParamName is not null ? said : null;
    }

    [GeneratedRegex(@" \(Parameter '.*'\)|\nActual value was .*$", RegexOptions.Singleline)]
    private static partial Regex Additions();

    [GeneratedRegex(@"[.!?]\s+\p{Lu}")]
    private static partial Regex NextSentence();
}
