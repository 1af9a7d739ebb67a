using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>What went wrong, as its user is told: one line and an exit code.</summary>
internal static class Failure
{
    /// <summary>The line and the code of an exception. Of several, those of the first that is no mere consequence.</summary>
    public static (string Line, ExitCode Code) Of(Exception exception) => exception switch
    {
        AggregateException many => Of(First(many)),
        FormatException or UnreadableNotebookException => (exception.Message, ExitCode.Unreadable),
        UsageException => (exception.Message, ExitCode.WrongUsage),
        IOException or UnauthorizedAccessException => ($"cannot write: {exception.Message}", ExitCode.WrongUsage),
        OperationCanceledException => ("cancelled", ExitCode.Failed),
        OutOfMemoryException => ("memory has run out; what was asked for is too large", ExitCode.Failed),
        _ => ($"a fault of this program, in {Place(exception)}: {exception.GetType().Name}: {exception.Message}", ExitCode.Failed),
    };

    private static Exception First(AggregateException many) =>
        many.Flatten().InnerExceptions is var all && all.FirstOrDefault(one => one is not OperationCanceledException) is { } cause
            ? cause
            : all.FirstOrDefault() ?? new OperationCanceledException();

    private static string Place(Exception exception) =>
        exception.TargetSite is { } site ? $"{site.DeclaringType?.Name}.{site.Name}" : "an unknown place";
}
