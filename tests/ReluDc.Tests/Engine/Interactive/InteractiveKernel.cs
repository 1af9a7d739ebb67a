using ReluDc.Notebooks;

namespace ReluDc.Tests.Engine;

/// <summary>One kernel of .NET Interactive's, as `kernel install --engine interactive` registers it, for the tests of a class.</summary>
public sealed class InteractiveKernel : IAsyncLifetime
{
    private JupyterClient? client;

    /// <summary>Its client.</summary>
    internal JupyterClient Client => client ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() =>
        client = new(await InteractiveEngine.BuiltAsync(TestContext.Current.CancellationToken));

    public ValueTask DisposeAsync()
    {
        client?.Dispose();
        return ValueTask.CompletedTask;
    }
}
