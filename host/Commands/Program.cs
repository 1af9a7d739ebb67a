using ReluDc.Notebooks.Commands;
using ReluDc.Notebooks.Execution;

// The engine starts before anything of the command line is loaded: every notebook waits for it.
if (args is ["kernel", "start", "--stdio"])
{
    StdioKernel.Run();
    return 0;
}
return await CommandLine.RunAsync(args);
