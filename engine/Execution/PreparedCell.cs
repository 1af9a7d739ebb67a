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

    /// <summary>Why it cannot run.</summary>
    public CellFailure? Failure { get; init; }
}
