using System.Runtime.InteropServices;

namespace ReluDc.Engine;

/// <summary>How the engine is started: what this program's own runner does, and what it tells Jupyter and VS Code to do.</summary>
public static class EngineProgram
{
    /// <summary>The engine as it is built: starting it builds nothing.</summary>
    public static string Assembly { get; } = typeof(EngineProgram).Assembly.Location;

    /// <summary>The dotnet that runs this program; a front-end may know no other.</summary>
    public static string Dotnet { get; } = FindDotnet();

    /// <summary>Settings of the runtime that suit cells that run one after another, and once.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["DOTNET_TieredPGO"] = "0", // instrumented code would only cost
        ["DOTNET_GCLOHThreshold"] = "400000", // hexadecimal bytes: signals live briefly, and large objects are collected with all others
    };

    /// <summary>
    /// Settings that suit cells that somebody types. Roslyn's own hot paths are recompiled as soon as the runtime has met nothing new for
    /// a millisecond, not for 100, which takes a tenth off a small cell or more. A notebook that runs as a whole has better use for that
    /// processor time; and without any wait the first cell would take a third longer, and those after it hardly less.
    /// </summary>
    public static IReadOnlyDictionary<string, string> TypingEnvironment { get; } =
        new Dictionary<string, string>(Environment) { ["DOTNET_TC_CallCountingDelayMs"] = "1" };

    /// <summary>What follows dotnet on the command line.</summary>
    /// <param name="program">The program's assembly.</param>
    /// <param name="client">How the client talks to it: the rest of the command "kernel start".</param>
    public static string[] Arguments(string program, params string[] client) => ["exec", program, "kernel", "start", .. client];

    /// <summary>Does what a client asks for who starts the engine; null if the arguments ask for something else.</summary>
    /// <returns>The exit code: 0, or 4 for a connection file that cannot be used, which is said in a line on standard error.</returns>
    public static int? Serve(string[] arguments) => Serve(arguments, null);

    /// <summary>The same.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="makeCells">Makes what runs the cells; null for C# scripts.</param>
    internal static int? Serve(string[] arguments, Func<Interruption, ConsoleOutput, ICells>? makeCells)
    {
        switch (arguments)
        {
            case ["kernel", "start", "--stdio"]:
                ProcessGroup.Lead();
                StdioKernel.Run(makeCells);
                return 0;
            case ["kernel", "start", "--stdio", LiveCells.Option]:
                ProcessGroup.Lead();
                StdioKernel.Run((interruption, console) => new LiveCells(interruption, console));
                return 0;
            case ["kernel", "start", "--stdio", CompiledCells.Option, var file, var key]:
                ProcessGroup.Lead();
                StdioKernel.Run((interruption, console) => CompiledCells.Of(file, key, interruption, console));
                return 0;
            case ["kernel", "start", "--connection-file", var file]:
                ProcessGroup.Lead();
                return JupyterKernel.TryRun(file, makeCells) ? 0 : 4;
            default:
                return null;
        }
    }

    private static string FindDotnet()
    {
        if (System.Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet")
            return host;
        // dotnet/shared/Microsoft.NETCore.App/10.0.0/ is where the runtime lies.
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..",
            OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return File.Exists(beside) ? beside : "dotnet";
    }
}
