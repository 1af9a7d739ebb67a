using ReluDc.Notebooks.Kernel;

namespace ReluDc.Notebooks.Commands;

/// <summary>What users and front-ends do with the kernel.</summary>
internal static class KernelCommands
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
}
