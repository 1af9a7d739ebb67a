using System.CommandLine;
using System.Text;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>Draws the README's picture from what the first notebook shows when it is executed.</summary>
/// <param name="Notebook">The first notebook.</param>
/// <param name="Out">Where the picture goes.</param>
/// <param name="Timeout">The longest that the notebook may take.</param>
internal sealed record PictureCommand(string Notebook, string Out, TimeSpan Timeout)
{
    /// <summary>The command with its options.</summary>
    public static Command Command()
    {
        var output = Options.Out("File for the picture. Without: docs/picture.svg", "FILE.svg");
        var timeout = Options.Timeout();
        var command = new Command("picture", "Draw the README's picture from the first notebook's result.") { output, timeout };
        command.Does((parsed, cancellation) =>
        {
            var file = parsed.GetValue(output) ?? Path.Combine(Checkout.Root, "docs", "picture.svg");
            return new PictureCommand(First(), file, parsed.Timeout(timeout)).RunAsync(cancellation);
        });
        return command;
    }

    /// <summary>Executes and draws. A notebook that fails leaves the old picture as it is.</summary>
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        var file = Destination.NewFile(Out);
        ExistingFile.Begins(file, "<svg", "the path of a new file, or of an .svg");
        var (jobs, worst) = Preparation.Of([Notebook], []);
        if (jobs is not [var job])
            return worst;
        RunResult result;
        using (var progress = new Progress())
            result = await job.ExecuteAsync(new(EngineProgram.Assembly), Timeout, progress, cancellation);
        if (result.Failure is { } failure)
        {
            Terminal.Tell($"{job.Name}: {failure}");
            return ExitCodes.Of(result.Outcome);
        }
        AtomicFile.Write(file, Encoding.UTF8.GetBytes(RectifiedTone.Of(result.Executed).ToSvg()));
        Terminal.Result(file);
        return ExitCode.Success;
    }

    private static string First() => Directory.GetFiles(Checkout.Notebooks, "01-*.ipynb") is [var first]
        ? first
        : throw new UsageException($"{Checkout.Notebooks}: holds no one notebook 01-….ipynb, which the picture is drawn from");
}
