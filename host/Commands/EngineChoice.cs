using System.CommandLine;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>Which engine runs the cells: this project's own, or the one on .NET Interactive's kernels.</summary>
internal static class EngineChoice
{
    private const string Own = "reludc";
    private const string Interactive = "interactive";

    /// <summary>The option.</summary>
    public static Option<string> Option() => new("--engine")
    {
        Description = $"What runs the cells: {Own}, or {Interactive} (.NET Interactive, built when first asked for). Without: {Own}",
        HelpName = $"{Own}|{Interactive}",
    };

    /// <summary>Whether .NET Interactive was chosen.</summary>
    /// <exception cref="UsageException">There is no such engine.</exception>
    public static bool IsInteractive(this ParseResult parsed, Option<string> engine) => parsed.GetValue(engine) switch
    {
        null or Own => false,
        Interactive => true,
        var other => throw new UsageException($"--engine {other}: allowed: {Own}, {Interactive}"),
    };

    /// <summary>The program of the engine that was chosen, ready to start.</summary>
    /// <exception cref="UsageException">There is no such engine, or it cannot be built.</exception>
    public static async Task<string> EngineAsync(this ParseResult parsed, Option<string> engine, CancellationToken cancellation) =>
        parsed.IsInteractive(engine) ? await InteractiveEngine.BuiltAsync(cancellation) : EngineProgram.Assembly;
}
