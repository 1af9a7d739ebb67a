using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>
/// The engine on .NET Interactive's kernels, which <c>dotnet run</c> does not build: it is built when it is first asked for, and again when
/// its sources have changed.
/// </summary>
internal static class InteractiveEngine
{
    private static readonly TimeSpan betweenSigns = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan betweenTries = TimeSpan.FromMilliseconds(200);

    private static string Sources => Path.Combine(Checkout.Root, "engine");

    private static string Output => Path.Combine(Checkout.Root, "bin", "interactive");

    private static string Program => Path.Combine(Output, "ReluDc.Engine.Interactive.dll");

    private static string Stamp => Path.Combine(Output, "built-from.txt"); // the hash of the sources that it was built from

    /// <summary>Its program, built if it is not, or not from the sources as they are; the build is told on standard error.</summary>
    /// <exception cref="UsageException">It cannot be built.</exception>
    public static async Task<string> BuiltAsync(CancellationToken cancellation)
    {
        if (await IsBuiltAsync(cancellation))
            return Program;
        Directory.CreateDirectory(Output);
        using var own = await TurnAsync(cancellation);
        if (!await IsBuiltAsync(cancellation)) // by whoever had the turn before
            await BuildAsync(cancellation);
        return Program;
    }

    private static async Task<bool> IsBuiltAsync(CancellationToken cancellation) =>
        File.Exists(Program) && File.Exists(Stamp) && await File.ReadAllTextAsync(Stamp, cancellation) == SourceHash();

    private static async Task BuildAsync(CancellationToken cancellation)
    {
        var hash = SourceHash();
        Terminal.Tell("the engine on .NET Interactive is being built, once for this state of its sources");
        var clock = Stopwatch.StartNew();
        using var signs = new Timer(_ => Terminal.Tell($"still being built, after {clock.Elapsed.TotalSeconds:F0} s"), null,
            betweenSigns, betweenSigns);
        File.Delete(Stamp); // a build that is interrupted leaves some of the old and some of the new
        var build = await Child.RunAsync(EngineProgram.Dotnet,
            ["build", Path.Combine(Sources, "Interactive"), "-nologo", "-v:quiet", "-nodeReuse:false", "--disable-build-servers"],
            cancellation);
        if (build.ExitCode != 0)
            throw new UsageException($"--engine interactive: it cannot be built: {FirstError(build.Output)}");
        await File.WriteAllTextAsync(Stamp, hash, CancellationToken.None);
        Terminal.Tell(FormattableString.Invariant($"built in {clock.Elapsed.TotalSeconds:F0} s"));
    }

    private static string FirstError(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.FirstOrDefault(line => line.Contains("error ", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "no reason";
    }

    /// <summary>Waits until no other process builds it.</summary>
    private static async Task<IDisposable> TurnAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Output, "build.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(betweenTries, cancellation);
            }
        }
    }

    /// <summary>A hash of all that the build reads, packages by their versions.</summary>
    private static string SourceHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Directory.EnumerateFiles(Sources, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Sources, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Concat(Directory.EnumerateFiles(Checkout.Root, "Directory.*")).Append(Path.Combine(Checkout.Root, "global.json"));
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(Checkout.Root, file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
