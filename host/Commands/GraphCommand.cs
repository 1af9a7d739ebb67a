using System.CommandLine;
using System.Text;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>Shows which cells of a notebook depend on which: as text, and as a picture.</summary>
/// <param name="Notebook">Its file.</param>
/// <param name="Svg">Where the picture goes; null for none.</param>
internal sealed record GraphCommand(string Notebook, string? Svg)
{
    /// <summary>The command with its options.</summary>
    public static Command Command()
    {
        var notebook = new Argument<string>("notebook") { Description = "The notebook" };
        var svg = new Option<string>("--svg") { Description = "Draw it, too", HelpName = "FILE.svg" };
        var command = new Command("graph", "Show which cells of a notebook depend on which: what runs again when a parameter is turned.")
            { notebook, svg };
        command.Does(async (parsed, cancellation) =>
            await new GraphCommand(parsed.GetValue(notebook)!, parsed.GetValue(svg)).RunAsync(cancellation));
        return command;
    }

    /// <summary>Compiles the notebook, and says what its cells need of one another.</summary>
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        if (Directory.Exists(Notebook))
            throw new UsageException($"{Notebook} is a folder; allowed: one notebook");
        var picture = Svg is null ? null : Destination.NewFile(Svg, "--svg");
        if (picture is not null && !picture.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--svg {Svg}: allowed: a file that ends in .svg");
        Preparation.CheckIsOrdinary(Notebook);
        var notebook = ReluDc.Engine.Notebook.Load(Notebook).RequireCSharp();
        var dependencies = await Dependencies.OfAsync(notebook, Path.GetDirectoryName(Path.GetFullPath(Notebook))!, cancellation);
        Terminal.Data(dependencies.ToString());
        if (picture is not null)
        {
            AtomicFile.Write(picture, Encoding.UTF8.GetBytes(dependencies.ToSvg()));
            Terminal.Result(picture);
        }
        foreach (var problem in dependencies.Problems)
            Terminal.Tell(problem);
        return dependencies.Problems.Count > 0 ? ExitCode.Failed : ExitCode.Success;
    }
}
