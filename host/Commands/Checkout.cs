using System.Diagnostics;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>The checkout that this program was built in: where its rooms are, and which commit it is.</summary>
internal static class Checkout
{
    /// <summary>The top folder. The program is built into bin/host or bin/build below it.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The course.</summary>
    public static string Notebooks => Path.Combine(Root, "notebooks");

    /// <summary>The built library.</summary>
    public static string Library => Path.Combine(Root, "lib", "bin");

    /// <summary>What the notebooks read.</summary>
    public static string Data => Path.Combine(Root, "data");

    /// <summary>The commit, with a note if files have changed since; null where there is no git.</summary>
    public static string? Commit()
    {
        if (Git("rev-parse", "--short=10", "HEAD") is not { } commit)
            return null;
        return Git("status", "--porcelain") is { Length: > 0 } ? $"{commit} with local changes" : commit;
    }

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ReluDc.Notebooks.csproj")))
                return folder.FullName;
        return Directory.GetCurrentDirectory();
    }

    private static string? Git(params string[] arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments)
            {
                WorkingDirectory = Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
