using System.CommandLine;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>Brings notebooks into the form in which they are committed, or checks whether they are in it.</summary>
/// <param name="Notebooks">Files and folders; none for the course.</param>
/// <param name="Check">Whether nothing is written.</param>
internal sealed record TidyCommand(IReadOnlyList<string> Notebooks, bool Check)
{
    private const string Standard = "-"; // input and output

    /// <summary>The command with its options.</summary>
    public static Command Command()
    {
        var notebooks = new Argument<string[]>("notebook")
        {
            Description = "Notebooks or folders of them; - reads standard input and writes standard output. Without: notebooks/",
            Arity = ArgumentArity.ZeroOrMore,
        };
        notebooks.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-') && token.Value != Standard))
                result.AddError($"{token.Value}: no such option");
        });
        var check = new Option<bool>("--check") { Description = "Write nothing; say which are not in that form, and end with 1" };
        var command = new Command("tidy", "Take outputs, counts and traces of editors out of notebooks, as they are committed.")
            { notebooks, check };
        command.Does((ParseResult parsed, CancellationToken cancellation) =>
            new TidyCommand(parsed.GetValue(notebooks) ?? [], parsed.GetValue(check)).RunAsync(cancellation));
        return command;
    }

    /// <summary>Writes each notebook that changes, whole or not at all.</summary>
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        if (Notebooks.Contains(Standard))
            return Notebooks.Count == 1
                ? await FilterAsync(cancellation)
                : throw new UsageException("- stands alone: it is standard input, and standard output");
        var worst = ExitCode.Success;
        foreach (var path in Files())
        {
            cancellation.ThrowIfCancellationRequested();
            worst = new[] { worst, Tidy(path) }.Worst();
        }
        return worst;
    }

    /// <summary>What is not read is not written: a filter that fails leaves what git has.</summary>
    private async Task<ExitCode> FilterAsync(CancellationToken cancellation)
    {
        var given = await Terminal.InputAsync(cancellation);
        if (Form(() => Notebook.Parse(given, "standard input")) is not { } form)
            return ExitCode.Unreadable;
        if (Check)
            return form.AsSpan().SequenceEqual(given) ? ExitCode.Success : ExitCode.Failed;
        Terminal.Output(form);
        return ExitCode.Success;
    }

    private ExitCode Tidy(string path)
    {
        if (Form(() => Read(path)) is not { } form)
            return ExitCode.Unreadable;
        if (Check)
        {
            if (File.ReadAllBytes(path).AsSpan().SequenceEqual(form))
                return ExitCode.Success;
            Terminal.Tell($"{path}: not as it is committed; \"tidy\" makes it so");
            return ExitCode.Failed;
        }
        if (AtomicFile.Write(RealPath.Of(path), form))
            Terminal.Result(path);
        return ExitCode.Success;
    }

    private static Notebook Read(string path)
    {
        Preparation.CheckIsOrdinary(path);
        return Notebook.Load(path);
    }

    private static byte[]? Form(Func<Notebook> read)
    {
        try
        {
            return CommittedForm.Of(read());
        }
        catch (UnreadableNotebookException e)
        {
            Terminal.Tell(e.Message);
            return null;
        }
    }

    /// <summary>The files that are meant: of a folder those of Jupyter's format, in which notebooks are committed.</summary>
    private IEnumerable<string> Files()
    {
        static bool IsOther(string path) => path.EndsWith(".dib", StringComparison.OrdinalIgnoreCase);
        return Notebooks.FirstOrDefault(IsOther) is { } other
            ? throw new UsageException($"{other}: allowed: .ipynb files, and folders of them")
            : NotebookFiles.Of(Notebooks).Where(path => !IsOther(path));
    }
}
