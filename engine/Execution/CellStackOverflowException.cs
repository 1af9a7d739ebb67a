namespace ReluDc.Engine;

/// <summary>Functions of a cell have called one another until little stack was left.</summary>
internal sealed class CellStackOverflowException()
    : Exception("Stack overflow: a function calls itself without end, or too deeply.")
{
    /// <inheritdoc/>
    public override string? StackTrace => null; // a hundred thousand times the same line

    /// <inheritdoc/>
    public override string ToString() => Message;
}
