using System.CommandLine;
using ReluDc.Notebooks.Documents;
using ReluDc.Notebooks.Kernel;

namespace ReluDc.Notebooks.Commands;

/// <summary>The command line: what can be asked for, and how an answer becomes an exit code.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    /// <summary>Does what the arguments ask for.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args.Length == 0 ? ["render"] : args);
        foreach (var error in parsed.Errors)
            Console.Error.WriteLine(error.Message);
        if (parsed.Errors.Count > 0)
        {
            Console.Error.WriteLine("dotnet run -- --help says what is allowed");
            return (int)ExitCode.WrongUsage;
        }
        return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
    }

    private static RootCommand Root() => new("""
        Executes the notebooks of the course, and makes a site of them. Without a command: render.

          dotnet run                                             all of notebooks/ into site/
          dotnet run -- render notebooks/01-….ipynb -p f1Hz=7    one page, with another frequency
          dotnet run -- kernel install                           a Jupyter kernel for the notebooks
          dotnet run -- COMMAND --help                           what a command takes

        Results go to standard output, progress to standard error.
        Exit codes: 0 all well; 1 a cell or a claim's check failed; 2 wrong usage; 3 timed out; 4 a file cannot be read.
        """)
    {
        Render(), Run(), Claims(), HeartRate(), Synthesize(), Experiment(), Kernel(), VsCode(),
    };

    private static Command Render()
    {
        var notebooks = NotebooksOrFolders();
        var parameters = Parameters();
        var output = new Option<string>("--out") { Description = "Folder for the site. Without: site/", HelpName = "DIR" };
        var force = new Option<bool>("--force") { Description = "Execute also what did not change" };
        var singleFile = new Option<bool>("--single-file") { Description = "Put all of a page into one file, to mail it" };
        var jobs = Count("--jobs", "Notebooks executed side by side. Without: one for each core", Environment.ProcessorCount, 256);
        var timeout = Timeout();
        var command = new Command("render", "Execute notebooks and make a site of them.") { notebooks, parameters, output, force, singleFile, jobs, timeout };
        command.SetAction((parsed, cancellation) => GuardAsync(() => new RenderCommand
        {
            Notebooks = parsed.GetValue(notebooks) ?? [],
            Overrides = Overrides(parsed.GetValue(parameters)),
            Out = parsed.GetValue(output) ?? Path.Combine(Checkout.Root, "site"),
            Force = parsed.GetValue(force),
            SingleFile = parsed.GetValue(singleFile),
            Jobs = parsed.GetValue(jobs),
            Timeout = TimeoutOf(parsed.GetValue(timeout)),
        }.RunAsync(cancellation)));
        return command;
    }

    private static Command Run()
    {
        var notebook = new Argument<string>("notebook") { Description = "The notebook" };
        var parameters = Parameters();
        var output = new Option<string>("--out") { Description = "File for the executed notebook. Without: NAME.executed.ipynb here", HelpName = "FILE.ipynb" };
        var timeout = Timeout();
        var command = new Command("run", "Execute one notebook and write it with its outputs.") { notebook, parameters, output, timeout };
        command.SetAction((parsed, cancellation) => GuardAsync(() =>
        {
            var path = parsed.GetValue(notebook)!;
            var file = parsed.GetValue(output) ?? Path.GetFileNameWithoutExtension(path) + ".executed.ipynb";
            return new RunCommand(path, Overrides(parsed.GetValue(parameters)), file, TimeoutOf(parsed.GetValue(timeout))).RunAsync(cancellation);
        }));
        return command;
    }

    private static Command Claims()
    {
        var notebooks = NotebooksOrFolders();
        var json = new Option<bool>("--json") { Description = "JSON instead of a Markdown table" };
        var timeout = Timeout();
        var command = new Command("claims", "Print the claims ledger of a fresh run; exit code 1 if a check fails.") { notebooks, json, timeout };
        command.SetAction((parsed, cancellation) => GuardAsync(() =>
            new ClaimsCommand(parsed.GetValue(notebooks) ?? [], parsed.GetValue(json), TimeoutOf(parsed.GetValue(timeout))).RunAsync(cancellation)));
        return command;
    }

    private static Command Experiment()
    {
        var name = new Argument<string>("experiment") { Description = "Which: convergence, ablations, architectures, heart-rate" };
        var repetitions = Count("--repetitions", "How often each case is repeated, with other seeds. Without: 10. heart-rate trains one network only", 10, 10_000);
        var output = new Option<string>("--out") { Description = "File for the result. Without: data/EXPERIMENT.csv", HelpName = "FILE.csv" };
        var jobs = Count("--jobs", "Runs side by side. Without: one for each core", Environment.ProcessorCount, 256);
        var command = new Command("experiment", "Run one of the long experiments whose results notebooks read from data/. Interrupted, the same command goes on.") { name, repetitions, output, jobs };
        command.SetAction((parsed, cancellation) => GuardAsync(() => new ExperimentCommand(parsed.GetValue(name)!, parsed.GetValue(repetitions),
            parsed.GetValue(output) ?? Path.Combine(Checkout.Data, parsed.GetValue(name) + ".csv"), parsed.GetValue(jobs)).RunAsync(cancellation)));
        return command;
    }

    private static Command HeartRate()
    {
        var recordings = new Argument<string[]>("recording") { Description = "A recording (CSV file or Empatica E4 folder), or folders of CSV files with references beside them", Arity = ArgumentArity.OneOrMore };
        var reference = new Option<string>("--reference") { Description = "True heart rates of the one recording. Without: NAME_hr.csv beside it, where there is one", HelpName = "FILE.csv" };
        var weights = new Option<string>("--weights") { Description = "The paper's network, as its authors saved it from Keras: its figures too", HelpName = "MODEL.h5" };
        var output = new Option<string>("--out") { Description = "Folder for the page with the plots of the one recording. Without: heart-rate/", HelpName = "DIR" };
        var command = new Command("heart-rate", "Read heart rates off recordings: windows of one, or errors over many, for every design of notebook 10.") { recordings, reference, weights, output };
        command.SetAction((parsed, cancellation) => GuardAsync(() => new HeartRateCommand(parsed.GetValue(recordings)!, parsed.GetValue(reference), parsed.GetValue(weights),
            parsed.GetValue(output) ?? "heart-rate").RunAsync(cancellation)));
        return command;
    }

    private static Command Synthesize()
    {
        var activity = new Argument<string>("activity") { Description = "Which: rest, walk, run" };
        var seconds = Count("--seconds", "How long, in seconds. Without: 60", 60, 86_400);
        var seed = Count("--seed", "Who it is. Without: 1", 1, 1_000_000);
        var output = new Option<string>("--out") { Description = "File for the recording; its reference goes beside it, as NAME_hr.csv. Without: data/ACTIVITY.csv", HelpName = "FILE.csv" };
        var command = new Command("synthesize", "Make a synthetic recording with its true heart rates.") { activity, seconds, seed, output };
        command.SetAction((parsed, _) => GuardAsync(() => new SynthesizeCommand(parsed.GetValue(activity)!, parsed.GetValue(seconds), parsed.GetValue(seed),
            parsed.GetValue(output) ?? Path.Combine(Checkout.Data, parsed.GetValue(activity) + ".csv")).RunAsync()));
        return command;
    }

    private static Option<int> Count(string name, string description, int otherwise, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(int.TryParse(result.Tokens[0].Value, out var n) && n >= 1 && n <= most))
                result.AddError($"{name} {result.Tokens[0].Value}: allowed: a whole number from 1 to {most}");
        });
        return option;
    }

    private static Command Kernel()
    {
        var user = new Option<bool>("--user") { Description = "For the user who runs this. This is what happens without --prefix" };
        var prefix = new Option<string>("--prefix") { Description = "For a Python environment: its folder", HelpName = "DIR" };
        var name = new Option<string>("--name") { Description = $"The kernel's name. Without: {KernelSpec.CourseName}, or {KernelSpec.OtherName} where another program has that", HelpName = "NAME" };
        var install = new Command("install", "Tell Jupyter of the kernel.") { user, prefix, name };
        var uninstall = new Command("uninstall", "Take that back.") { user, prefix, name };
        install.SetAction((parsed, _) => GuardAsync(() => Task.FromResult(KernelCommands.Install(Prefix(parsed), parsed.GetValue(name)))));
        uninstall.SetAction((parsed, _) => GuardAsync(() => Task.FromResult(KernelCommands.Uninstall(Prefix(parsed), parsed.GetValue(name)))));
        var stdio = new Option<bool>("--stdio") { Description = "Speak over standard streams" };
        var file = new Option<string>("--connection-file") { Description = "Speak over the sockets that a Jupyter client names in this file", HelpName = "FILE" };
        var start = new Command("start", "Start the engine for a client.") { stdio, file };
        // Both ways have been taken by Program, before anything of the command line was loaded.
        start.SetAction((_, _) => GuardAsync(() => throw new UsageException("kernel start: allowed: --stdio, or --connection-file FILE")));
        return new Command("kernel", "The engine of the notebooks as a Jupyter kernel.") { install, uninstall, start };

        string? Prefix(ParseResult parsed) => parsed.GetValue(user) && parsed.GetValue(prefix) is not null
            ? throw new UsageException("--user and --prefix: allowed: one of them")
            : parsed.GetValue(prefix);
    }

    private static Command VsCode()
    {
        var output = new Option<string>("--out") { Description = "The file", HelpName = "FILE.vsix", Required = true };
        var package = new Command("package", "Write the extension as a file.") { output };
        package.SetAction((parsed, _) => GuardAsync(() => Task.FromResult(VsCodeCommands.Package(parsed.GetValue(output)!))));
        var install = new Command("install", "Install the extension, through the command code or code-server.");
        install.SetAction((_, cancellation) => GuardAsync(() => VsCodeCommands.InstallAsync(cancellation)));
        return new Command("vscode", "The extension that runs the notebooks in VS Code.") { package, install };
    }

    private static Argument<string[]> NotebooksOrFolders()
    {
        var notebooks = new Argument<string[]>("notebook") { Description = "Notebooks or folders of them. Without: notebooks/", Arity = ArgumentArity.ZeroOrMore };
        notebooks.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
                result.AddError($"{token.Value}: no such option");
        });
        return notebooks;
    }

    private static Option<string[]> Parameters() => new("-p", "--parameter")
    {
        Description = "Override a parameter of the notebook, such as f1Hz=7.5; may be given several times",
        HelpName = "name=value",
        AllowMultipleArgumentsPerToken = false,
    };

    private static Option<string> Timeout() => new("--timeout")
    {
        Description = "The longest that a notebook may take, in seconds. Without: 300",
        HelpName = "SECONDS",
    };

    private static TimeSpan TimeoutOf(string? text)
    {
        if (text is null)
            return TimeSpan.FromSeconds(300);
        return double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var seconds)
            && seconds > 0 && seconds <= LongestTimeout.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"--timeout {text}: allowed: a number of seconds above 0, at most {LongestTimeout.TotalSeconds:F0}");
    }

    private static List<(string, string)> Overrides(string[]? given) => [.. (given ?? []).Select(text => text.Split('=', 2) is [{ Length: > 0 } name, var value]
        ? (name.Trim(), value)
        : throw new UsageException($"-p {text}: allowed: name=value, such as f1Hz=7.5"))];

    private static async Task<int> GuardAsync(Func<Task<ExitCode>> command)
    {
        try
        {
            return (int)await command();
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine(e.Message);
            return (int)ExitCode.Unreadable;
        }
        catch (UsageException e)
        {
            Console.Error.WriteLine(e.Message);
            return (int)ExitCode.WrongUsage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"cannot write: {e.Message}");
            return (int)ExitCode.WrongUsage;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("cancelled");
            return (int)ExitCode.Failed;
        }
    }
}
