using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>
/// A small cell, compiled beside whatever else an engine does when it starts, and forgotten. The first compilation of a process spends
/// nine tenths of its time in the runtime, which loads types and prepares methods when they are first met. This one refers to nothing but
/// the core library, so it is ahead of the first cell, which binds names meanwhile, and has paid for what comes after that.
/// </summary>
internal static class CompilerWarmUp
{
    private static readonly Lazy<Task> once = new(() => Task.Run(Compile));

    /// <summary>Starts it, if this process has not done so yet.</summary>
    public static void Start() => _ = once.Value;

    /// <summary>Compiles it.</summary>
    /// <returns>What a cell becomes.</returns>
    public static UnitImage? Compile()
    {
        var options = ScriptOptions.Default.WithImports().WithEmitDebugInformation(true)
            .WithReferences(MetadataReference.CreateFromFile(typeof(object).Assembly.Location));
        return UnitImage.Of(CSharpScript.Create<object>("var one = 1;\none + one", options), CancellationToken.None).Image;
    }
}
