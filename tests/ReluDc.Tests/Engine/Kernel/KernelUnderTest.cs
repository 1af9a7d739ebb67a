namespace ReluDc.Tests.Engine;

/// <summary>The kernel that `kernel install` registers.</summary>
internal static class KernelUnderTest
{
    /// <summary>The built host.</summary>
    public static string Program { get; } = Path.Combine(Checkout.Root, "bin", "host", "ReluDc.Engine.dll");

    /// <summary>Starts one.</summary>
    public static JupyterClient Start(string? directory = null) => new(Program, directory);
}
