using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>A cell that needs no compiler any more.</summary>
/// <param name="Code">Its text.</param>
/// <param name="Parts">Its parts, in order.</param>
internal sealed record PreparedCell(string Code, IReadOnlyList<PreparedPart> Parts)
{
    /// <summary>Those of its parts that run.</summary>
    public IEnumerable<CellUnit> Units => Parts.Select(part => part.Unit).OfType<CellUnit>();
}

/// <summary>A part of it: what runs, or what is shown, or why it does neither.</summary>
internal sealed record PreparedPart
{
    /// <summary>What runs.</summary>
    public CellUnit? Unit { get; init; }

    /// <summary>What is shown as it stands, of a part in HTML or Markdown.</summary>
    public JsonObject? Shown { get; init; }

    /// <summary>What the compiler warns of, a line each.</summary>
    public string Warnings { get; init; } = "";

    /// <summary>Whether the part asks how long it takes.</summary>
    public bool IsTimed { get; init; }

    /// <summary>Whether it asks for a table of the variables: null if not, else whether with their values.</summary>
    public bool? Variables { get; init; }

    /// <summary>What follows when the unit has run, whether or not it failed; nothing does when it was stopped.</summary>
    public Action? Ran { get; init; }

    /// <summary>Why it cannot run.</summary>
    public CellFailure? Failure { get; init; }

    /// <summary>A part in another language than C#.</summary>
    public static PreparedPart Written(CellPart part) => part.Language switch
    {
        "html" => new() { Shown = ValueBundle.As(part.Code.Trim('\n'), ["text/html"]) },
        "markdown" => new() { Shown = ValueBundle.As(part.Code.Trim('\n'), ["text/markdown"]) },
        _ => new() { Failure = CellFailure.OfLanguage(part, "C#, HTML and Markdown") },
    };

    /// <summary>A part of which the engine does not know what it asks for, or cannot get it; null for exceptions that say other
    /// things.</summary>
    public static PreparedPart? Of(Exception exception) => exception switch
    {
        CommandException e => new() { Failure = new("UnknownCommand", e.Message, [e.Message]) },
        PackageException e => new() { Failure = new("PackageError", e.Message, [$"line {e.Line}: {e.Message}"]) },
        _ => null,
    };
}
