namespace ReluDc.Engine;

/// <summary>A package that a cell asks for and cannot have; the message is one line.</summary>
internal sealed class PackageException(PackageRequest request, string reason) : Exception($"#r \"{request.Text}\": {reason}")
{
    /// <summary>The line of the cell, from 1.</summary>
    public int Line => request.Line;
}
