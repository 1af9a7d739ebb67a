using System.Text.RegularExpressions;
using ReluDc.Notebooks.Kernel;

namespace ReluDc.Notebooks.Commands;

/// <summary>What users and front-ends do with the kernel.</summary>
internal static partial class KernelCommands
{
    /// <summary>Serves the front-end that wrote a connection file.</summary>
    public static ExitCode Start(string connectionFile)
    {
        try
        {
            JupyterKernel.Run(connectionFile);
            return ExitCode.Success;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Unreadable;
        }
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
                throw new UsageException($"--name {name}: another program's kernel has that name ({foreign.FilePath}); allowed: another name");
            if (ForeignIn([kernels], wanted = KernelSpec.OtherName) is { } second)
                throw new UsageException($"other programs' kernels have the names {KernelSpec.CourseName} and {KernelSpec.OtherName} ({second.FilePath}); --name gives another");
            Console.Error.WriteLine($"another program's kernel has the name {KernelSpec.CourseName} ({foreign.FilePath}), so this one is called {wanted}: choose it in the notebook");
        }
        var spec = new KernelSpec(kernels, wanted);
        var before = spec.Program;
        spec.Write();
        if (before is not null && before != spec.Program)
            Console.Error.WriteLine($"{wanted} started {before} until now");
        Console.WriteLine(spec.FilePath);
        return ExitCode.Success;
    }

    /// <summary>Takes back what <see cref="Install"/> did, and nothing else.</summary>
    /// <param name="prefix">A Python environment; null for the user's own folder.</param>
    /// <param name="name">The kernel's name; null for every name that <see cref="Install"/> chooses by itself.</param>
    public static ExitCode Uninstall(string? prefix, string? name)
    {
        var kernels = KernelsOf(prefix);
        string[] names = Checked(name) is { } one ? [one] : [KernelSpec.CourseName, KernelSpec.OtherName];
        var specs = names.Select(candidate => new KernelSpec(kernels, candidate)).ToArray();
        var own = specs.Where(spec => spec.Program is not null).ToArray();
        if (own.Length == 0)
            throw new UsageException(specs.FirstOrDefault(spec => spec.IsForeign) is { } foreign
                ? $"{foreign.FilePath} belongs to another program and stays"
                : $"no kernel of this program in {kernels}: {string.Join(", ", names)}");
        foreach (var spec in own)
        {
            spec.Remove();
            Console.WriteLine($"removed {spec.FilePath}");
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
