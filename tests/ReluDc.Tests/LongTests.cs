namespace ReluDc.Tests;

/// <summary>Whether to run what is too long for half an hour of CI: RELUDC_LONG=1 in the environment asks for it.</summary>
internal static class LongTests
{
    public static bool AreAsked { get; } = Environment.GetEnvironmentVariable("RELUDC_LONG") == "1";
}
