namespace ReluDc.Tests.Kernel;

/// <summary>The kernel that `kernel install` registers.</summary>
internal static class KernelUnderTest
{
    /// <summary>The built host.</summary>
    public static string Program { get; } = Path.Combine(Checkout.Root, "bin", "host", "ReluDc.Notebooks.dll");

    /// <summary>Starts one.</summary>
    public static JupyterClient Start(string? directory = null) => new(Program, directory);
}
