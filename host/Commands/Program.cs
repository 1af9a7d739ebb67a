using ReluDc.Notebooks.Commands;
using ReluDc.Notebooks.Execution;

// The engine starts before anything of the command line is loaded: every notebook waits for it.
switch (args)
{
    case ["kernel", "start", "--stdio"]:
        StdioKernel.Run();
        return 0;
    case ["kernel", "start", "--connection-file", var file]:
        return (int)KernelCommands.Start(file);
    default:
        return await CommandLine.RunAsync(args);
}
