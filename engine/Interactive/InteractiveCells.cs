using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;

namespace ReluDc.Engine;

/// <summary>Cells of several languages, run by the kernels of .NET Interactive in the current directory.</summary>
internal sealed class InteractiveCells : ICells
{
    private readonly CompositeKernel kernel;
    private readonly CellTurn turn;
    private readonly ScriptCompiler scripts;
    private readonly LanguageAnswers language;
    private CellEvents? current;

    /// <param name="interruption">Stops a cell.</param>
    /// <param name="console">What cells print.</param>
    public InteractiveCells(Interruption interruption, ConsoleOutput console)
    {
        turn = new(interruption);
        var csharp = new CSharpKernel();
        scripts = new(csharp);
        csharp.AddMiddleware((command, context, next) => command is SubmitCode cell
            ? turn.TakeAsync(context.Command, () => next(scripts.Prepared(cell), context))
            : next(command, context));
        kernel = Polyglot.Of(csharp);
        language = new(kernel);
        kernel.KernelEvents.Subscribe(happened => current?.Take(happened, console));
    }

    public JsonObject Complete(JsonObject content) => language.Complete(content);

    public JsonObject Inspect(JsonObject content) => language.Inspect(content);

    public JsonObject IsComplete(JsonObject content) => language.IsComplete(content);

    public (JsonObject? Bundle, CellFailure? Failure) Run(string code, string? language, string name, bool keep,
        Action<string, JsonObject> publish, CancellationToken stop)
    {
        if (language is not null && kernel.FindKernelByName(language) is null)
            return (null, CellFailure.OfLanguage(new(language, code), "C#, HTML, JavaScript, Markdown and Mermaid"));
        var events = current = new(publish);
        scripts.Begin(code, name);
        turn.Run(new SubmitCode(code, language), command => kernel.SendAsync(command, stop), stop);
        return events.Failed is { } failed ? (null, scripts.Explain(failed)) : (events.Value, null);
    }
}
