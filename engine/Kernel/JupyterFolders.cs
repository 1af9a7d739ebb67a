namespace ReluDc.Engine;

/// <summary>Where Jupyter looks for kernels.</summary>
public static class JupyterFolders
{
    /// <summary>The kernels of the user who runs this.</summary>
    public static string User =>
        Kernels(Variable("JUPYTER_DATA_DIR")
            ?? (OperatingSystem.IsWindows() ? Path.Combine(Folder(Environment.SpecialFolder.ApplicationData), "jupyter")
        : OperatingSystem.IsMacOS() ? Path.Combine(Folder(Environment.SpecialFolder.UserProfile), "Library", "Jupyter")
        : Path.Combine(Variable("XDG_DATA_HOME") ?? Path.Combine(Folder(Environment.SpecialFolder.UserProfile), ".local", "share"),
            "jupyter")));

    /// <summary>The kernels of a Python environment.</summary>
    public static string Of(string prefix) => Kernels(Path.Combine(Path.GetFullPath(prefix), "share", "jupyter"));

    /// <summary>All folders that are known without asking Jupyter itself.</summary>
    public static IEnumerable<string> All =>
    [
        .. (Variable("JUPYTER_PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(Kernels),
        User,
        .. Variable("VIRTUAL_ENV") is { } environment ? [Of(environment)] : Array.Empty<string>(),
        .. Variable("CONDA_PREFIX") is { } conda ? [Of(conda)] : Array.Empty<string>(),
        .. OperatingSystem.IsWindows() ? [Kernels(Path.Combine(Folder(Environment.SpecialFolder.CommonApplicationData), "jupyter"))] : new[]
            { Of("/usr/local"), Of("/usr") },
    ];

    private static string Kernels(string data) => Path.Combine(data, "kernels");

    private static string Folder(Environment.SpecialFolder folder) =>
        Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
