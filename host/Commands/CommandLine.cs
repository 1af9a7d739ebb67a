using System.CommandLine;

namespace ReluDc.Notebooks;

/// <summary>The command line: what can be asked for. Each command's options stand beside the command.</summary>
internal static class CommandLine
{
    /// <summary>Does what the arguments ask for.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args.Length == 0 ? ["render"] : args);
        foreach (var error in parsed.Errors)
            Terminal.Tell(error.Message);
        if (parsed.Errors.Count > 0)
        {
            Terminal.Tell("dotnet run -- --help says what is allowed");
            return (int)ExitCode.WrongUsage;
        }
        // Signals are the commands' own matter, and what is not said by a command, such as help, goes through the same door.
        using var help = new StringWriter();
        using var errors = new StringWriter();
        var code = await parsed.InvokeAsync(new()
            { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = help, Error = errors });
        if (help.ToString().TrimEnd() is { Length: > 0 } text)
            Terminal.Data(text);
        foreach (var line in errors.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            Terminal.Tell(line);
        return code;
    }

    /// <summary>Every command, with its options.</summary>
    internal static RootCommand Root() => new("""
        Executes the notebooks of the course, and makes a site of them. Without a command: render.

          dotnet run                                             all of notebooks/ into site/
          dotnet run -- render notebooks/01-….ipynb -p f1Hz=7    one page, with another frequency
          dotnet run -- kernel install                           a Jupyter kernel for the notebooks
          dotnet run -- COMMAND --help                           what a command takes

        Results go to standard output, progress to standard error.
        Exit codes: 0 all well; 1 a cell or a claim's check failed; 2 wrong usage; 3 timed out; 4 a file cannot be read.
        """)
    {
        RenderCommand.Command(), RunCommand.Command(), ClaimsCommand.Command(), PictureCommand.Command(), TidyCommand.Command(),
            ServeCommand.Command(), GraphCommand.Command(), SweepCommand.Command(),
        HeartRateCommand.Command(), SynthesizeCommand.Command(), ExperimentCommand.Command(), KernelCommands.Command(),
        VsCodeCommands.Command(),
    };
}
