using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReluDc.Engine;

/// <summary>
/// A folder where runs leave what they have compiled, so that a notebook whose parameters are altered needs no compiler. What cannot be
/// kept there is compiled again.
/// </summary>
/// <param name="folder">The folder; it is made when the first is kept.</param>
public sealed class CompiledNotebooks(string folder)
{
    private const string Ending = ".cells";
    private const int Most = 100; // notebooks; a hundred kilobytes or so each

    private static readonly string[] tellers = ["GetType", "StackTrace", "StackFrame", "Reflection", "Exception"];
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(20); // that a program waits for a notebook to be kept

    private readonly ConcurrentBag<Task> pending = [];

    /// <summary>Waits until all that ran is kept.</summary>
    public async Task SettledAsync()
    {
        try
        {
            await Task.WhenAll(pending).WaitAsync(longest);
        }
        catch (TimeoutException)
        {
            // it is compiled again next time
        }
    }

    /// <summary>Where a notebook is kept, under which key, and which cell gives its parameters values; null if it cannot be kept.</summary>
    /// <param name="notebook">The notebook, parameters already in it.</param>
    /// <param name="directory">The folder against which cells resolve paths.</param>
    internal (string File, string Key, int? Injected)? PlaceOf(Notebook notebook, string directory)
    {
        var injected = notebook.Cells.Index().Where(cell => IsInjected(cell.Item)).Select(cell => (int?)cell.Index).FirstOrDefault();
        if (notebook.Cells.Count(IsInjected) > 1 || injected is { } place && !OnlyAssigns(notebook.Cells[place].Source))
            return null;
        var code = notebook.Cells.Where(cell => !IsInjected(cell)).Select(cell => cell.Kind == CellKind.Code ? cell : null).ToList();
        // A cell more in front of it changes what a cell is called, and the class that it becomes.
        var variant = injected is { } before && code.OfType<Cell>().Any(cell => CanTellItsPlace(cell.Source)) ? $"{before}" : "";
        var path = Path.GetFullPath(notebook.Path ?? "notebook");
        return (Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(path)}-{Hash([path, variant])[..12]}{Ending}"), Hash(
        [
            $"{typeof(CompiledNotebooks).Module.ModuleVersionId} on .NET {Environment.Version}", Path.GetFullPath(directory), variant,
            .. code.Select(cell => cell is null ? "" : $"{cell.Language} {cell.Source}"), // of prose, that it is there
        ]), injected);
    }

    /// <summary>Has an engine keep what it has compiled, and ends it.</summary>
    internal void Keep(EngineProcess engine, string file, string key, string? without) => pending.Add(Task.Run(async () =>
    {
        using (engine)
        {
            using var time = new CancellationTokenSource(longest);
            try
            {
                await engine.AskAsync("keep_request", new() { ["file"] = file, ["key"] = key, ["without"] = without ?? "" }, time.Token);
                Prune();
            }
            catch (Exception e) when (e is OperationCanceledException or EngineDiedException or IOException
                or UnauthorizedAccessException)
            {
                // it is compiled again next time
            }
        }
    }));

    private void Prune()
    {
        foreach (var old in new DirectoryInfo(folder).EnumerateFiles("*" + Ending).OrderByDescending(file => file.LastWriteTimeUtc)
            .Skip(Most))
            old.Delete();
    }

    private static bool IsInjected(Cell cell) => cell.Kind == CellKind.Code && cell.Tags.Contains(ParameterSet.Injected);

    /// <summary>Whether a cell does nothing but give variables values that are literals.</summary>
    private static bool OnlyAssigns(string code) => ScriptSyntax.Parse(code) is var root
        && root.ChildNodes().All(node => node is GlobalStatementSyntax)
        && Parameter.ValuesIn(code).Count() == root.ChildNodes().Count();

    private static string Hash(IEnumerable<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
            hash.AppendData(Encoding.UTF8.GetBytes($"{text.Length} {text}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether code may print the name of a type of its own, or where it stands.</summary>
    private static bool CanTellItsPlace(string code) =>
        ScriptSyntax.Parse(code).DescendantNodes(descendIntoTrivia: true).Any(node => node is TypeDeclarationSyntax
            or DelegateDeclarationSyntax or CatchClauseSyntax or LoadDirectiveTriviaSyntax
            || node is SimpleNameSyntax { Identifier.Text: var name } && (tellers.Contains(name)
                || name.StartsWith("Caller", StringComparison.Ordinal)));
}
