using ReluDc.Engine;

[assembly: AssemblyFixture(typeof(ReluDc.Tests.Engine.InteractiveSite))]

namespace ReluDc.Tests.Engine;

/// <summary>
/// The course executed once by .NET Interactive's kernels, as a user has it done, for all tests that look at the outcome.
/// </summary>
public sealed class InteractiveSite : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Task<HostProcess>> rendering;

    public InteractiveSite() => rendering = new(() =>
        HostProcess.RunAsync(folder.Path, "render", "--engine", "interactive", "--out", folder["site"]));

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
