using ReluDc.Engine;
using ReluDc.Tests.Notebooks;

[assembly: AssemblyFixture(typeof(ReluDc.Tests.Engine.InteractiveSite))]

namespace ReluDc.Tests.Engine;

/// <summary>
/// Notebooks of the course executed once by .NET Interactive's kernels, as a user has it done, for all tests that look at the outcome.
/// </summary>
public sealed class InteractiveSite : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Task<HostProcess>> rendering;

    public InteractiveSite() => rendering = new(() =>
        HostProcess.RunAsync(folder.Path, ["render", .. Names.Select(name => Path.Combine(CommittedNotebooks.Directory, name)),
            "--engine", "interactive", "--out", folder["site"]]));

    /// <summary>Four notebooks that are done soon; all where long tests are asked for.</summary>
    internal static IEnumerable<string> Names => CommittedNotebooks.Names.Select(row => row.Data)
        .Where(name => LongTests.AreAsked || name[..2] is "01" or "03" or "04" or "07");

    /// <summary>How the command ended.</summary>
    internal Task<HostProcess> Rendering => rendering.Value;

    /// <summary>The site's folder.</summary>
    internal string Folder => folder["site"];

    /// <summary>An executed notebook of the course.</summary>
    internal async Task<Notebook> ExecutedAsync(string name)
    {
        await Rendering;
        return Notebook.Load(Path.Combine(Folder, name));
    }

    public void Dispose() => folder.Dispose();
}
