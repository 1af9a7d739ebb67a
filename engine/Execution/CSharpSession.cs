using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>
/// C# cells run one after the other, each seeing what the earlier ones declared. A cell that fails leaves all that intact.
/// </summary>
internal sealed class CSharpSession(string directory)
{
    private readonly CellCompilation cells = new(directory);
    private readonly CellThread thread = new();
    private ScriptState<object>? state;

    /// <summary>The folder against which cells resolve paths.</summary>
    public string Directory => directory;

    /// <summary>The last cell that ran; those before it hang on it.</summary>
    public Script? Last => state?.Script;

    /// <summary>The variables that cells have declared; of those with one name the last.</summary>
    public IEnumerable<ScriptVariable> Variables =>
        (state?.Variables ?? []).Reverse().DistinctBy(variable => variable.Name).Reverse();

    /// <inheritdoc cref="CellCompilation.Compile"/>
    public (Script<object>? Cell, string Warnings, CellFailure? Failure) Compile(
        CellCommands commands, string name, CancellationToken cancellation) => cells.Compile(commands, name, Last, cancellation);

    /// <summary>Runs a cell.</summary>
    /// <param name="cell">What was compiled last.</param>
    /// <param name="keep">Whether later cells see what it declares.</param>
    /// <param name="cancellation">Interrupts the wait for what the cell awaits.</param>
    /// <returns>Whether the cell has a value, the value, and why it failed; null if it did not.</returns>
    public (bool HasValue, object? Value, CellFailure? Failure) Run(Script<object> cell, bool keep, CancellationToken cancellation)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(thread);
        try
        {
            var run = state is null
                ? cell.RunAsync(globals: null, catchException: _ => true, cancellation)
                : cell.RunFromAsync(state, catchException: _ => true, cancellation);
            thread.Wait(run, cancellation);
            var after = run.Result;
            if (keep)
                state = after;
            return after.Exception is { } exception
                ? (false, null, CellFailure.Of(exception, cells.OneLiners))
                : (after.ReturnValue is not null || CellCompilation.EndsInValue(cell), after.ReturnValue, null);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
