using System.CommandLine;
using System.Text.RegularExpressions;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>What users and front-ends do with the kernel.</summary>
internal static partial class KernelCommands
{
    /// <summary>The commands with their options.</summary>
    public static Command Command()
    {
        var user = new Option<bool>("--user") { Description = "For the user who runs this. This is what happens without --prefix" };
        var prefix = new Option<string>("--prefix") { Description = "For a Python environment: its folder", HelpName = "DIR" };
        var name = new Option<string>("--name")
        {
            Description = $"The kernel's name. Without: {KernelSpec.CourseName}, or {KernelSpec.OtherName} where another program has that",
            HelpName = "NAME",
        };
        var engine = EngineChoice.Option();
        var install = new Command("install", "Tell Jupyter of the kernel.") { user, prefix, name, engine };
        var uninstall = new Command("uninstall", "Take that back.") { user, prefix, name };
        install.Does(async (parsed, cancellation) => parsed.IsInteractive(engine)
            ? InstallInteractive(Prefix(parsed), parsed.GetValue(name), await parsed.EngineAsync(engine, cancellation))
            : Install(Prefix(parsed), parsed.GetValue(name)));
        uninstall.Does((ParseResult parsed, CancellationToken _) => Task.FromResult(Uninstall(Prefix(parsed), parsed.GetValue(name))));
        var stdio = new Option<bool>("--stdio") { Description = "Speak over standard streams" };
        var file = new Option<string>("--connection-file")
            { Description = "Speak over the sockets that a Jupyter client names in this file", HelpName = "FILE" };
        var start = new Command("start", "Start the engine for a client.") { stdio, file, engine };
        // This project's own engine has been started by Program, before anything of the command line was loaded.
        start.Does((parsed, cancellation) => parsed.IsInteractive(engine) && parsed.GetValue(stdio) && parsed.GetValue(file) is null
            ? StartAsync(parsed, engine, cancellation)
            : throw new UsageException("kernel start: allowed: --stdio, --connection-file FILE, or --stdio --engine interactive"));
        return new Command("kernel", "The engine of the notebooks as a Jupyter kernel.") { install, uninstall, start };

        string? Prefix(ParseResult parsed) => parsed.GetValue(user) && parsed.GetValue(prefix) is not null
            ? throw new UsageException("--user and --prefix: allowed: one of them")
            : parsed.GetValue(prefix);
    }

    /// <summary>Starts the other engine in this one's place, for a client that cannot build it.</summary>
    private static async Task<ExitCode> StartAsync(ParseResult parsed, Option<string> engine, CancellationToken cancellation)
    {
        var program = await parsed.EngineAsync(engine, cancellation);
        return (ExitCode)await Child.RunInPlaceAsync(EngineProgram.Dotnet, EngineProgram.Arguments(program, "--stdio"), cancellation);
    }

    /// <summary>Tells Jupyter of the kernel.</summary>
    /// <param name="prefix">A Python environment; null for the user's own folder.</param>
    /// <param name="name">The kernel's name; null for the course's, or another where that one is taken.</param>
    public static ExitCode Install(string? prefix, string? name)
    {
        var kernels = KernelsOf(prefix);
        var wanted = Checked(name) ?? KernelSpec.CourseName;
        if (ForeignIn([kernels, .. JupyterFolders.All], wanted) is { } foreign)
        {
            if (name is not null)
                throw new UsageException(
                    $"--name {name}: another program's kernel has that name ({foreign.FilePath}); allowed: another name");
            if (ForeignIn([kernels], wanted = KernelSpec.OtherName) is { } second)
                throw new UsageException($"other programs' kernels have the names {KernelSpec.CourseName} and {KernelSpec.OtherName} "
                    + $"({second.FilePath}); --name gives another");
            Terminal.Tell($"another program's kernel has the name {KernelSpec.CourseName} ({foreign.FilePath}), so this one is "
                + $"called {wanted}: choose it in the notebook");
        }
        return Write(new(kernels, wanted), EngineProgram.Assembly, ".NET (C#)");
    }

    /// <summary>Tells Jupyter of the kernel whose engine is .NET Interactive's.</summary>
    /// <param name="prefix">A Python environment; null for the user's own folder.</param>
    /// <param name="name">The kernel's name; null for that of this engine.</param>
    /// <param name="program">The engine's program.</param>
    private static ExitCode InstallInteractive(string? prefix, string? name, string program)
    {
        var kernels = KernelsOf(prefix);
        var wanted = Checked(name) ?? KernelSpec.InteractiveName;
        if (ForeignIn([kernels, .. JupyterFolders.All], wanted) is { } foreign)
            throw new UsageException($"another program's kernel has the name {wanted} ({foreign.FilePath}); --name gives another");
        return Write(new(kernels, wanted), program, ".NET Interactive (C#)");
    }

    private static ExitCode Write(KernelSpec spec, string program, string displayName)
    {
        var before = spec.Program;
        spec.Write(program, displayName);
        if (before is not null && before != program)
            Terminal.Tell($"{spec.Name} started {before} until now");
        Terminal.Result(spec.FilePath);
        return ExitCode.Success;
    }

    /// <summary>Takes back what <see cref="Install"/> did, and nothing else.</summary>
    /// <param name="prefix">A Python environment; null for the user's own folder.</param>
    /// <param name="name">The kernel's name; null for every name that <see cref="Install"/> chooses by itself.</param>
    public static ExitCode Uninstall(string? prefix, string? name)
    {
        var kernels = KernelsOf(prefix);
        string[] names = Checked(name) is { } one ? [one] : [KernelSpec.CourseName, KernelSpec.OtherName, KernelSpec.InteractiveName];
        var specs = names.Select(candidate => new KernelSpec(kernels, candidate)).ToArray();
        var own = specs.Where(spec => spec.Program is not null).ToArray();
        if (own.Length == 0)
            throw new UsageException(specs.FirstOrDefault(spec => spec.IsForeign) is { } foreign
                ? $"{foreign.FilePath} belongs to another program and stays"
                : $"no kernel of this program in {kernels}: {string.Join(", ", names)}");
        foreach (var spec in own)
        {
            spec.Remove();
            Terminal.Result($"removed {spec.FilePath}");
        }
        return ExitCode.Success;
    }

    private static string KernelsOf(string? prefix)
    {
        if (prefix is { Length: 0 } || prefix is not null && File.Exists(prefix))
            throw new UsageException($"--prefix {prefix}: allowed: a folder, such as that of a Python environment");
        return prefix is null ? JupyterFolders.User : JupyterFolders.Of(prefix);
    }

    private static string? Checked(string? name) => name is null || NameForm().IsMatch(name) && name.Trim('.').Length > 0
        ? name
        : throw new UsageException($"--name {name}: allowed: letters, digits, dots, hyphens and underscores, as Jupyter demands");

    private static KernelSpec? ForeignIn(IEnumerable<string> folders, string name) =>
        folders.Select(folder => new KernelSpec(folder, name)).FirstOrDefault(spec => spec.IsForeign);

    [GeneratedRegex("^[A-Za-z0-9._-]+$")]
    private static partial Regex NameForm();
}
