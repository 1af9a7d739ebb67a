using ReluDc.Engine;
using ReluDc.Notebooks;

// The engine starts before anything of the command line is loaded: every notebook waits for it.
if (EngineProgram.Serve(args) is { } exitCode)
    return exitCode;
CourseLibrary.Use();
var code = await CommandLine.RunAsync(args);
await NotebookJob.SettledAsync();
return code;
