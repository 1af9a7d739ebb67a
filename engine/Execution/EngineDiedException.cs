namespace ReluDc.Engine;

/// <summary>The engine's process has ended while something else than a cell was asked of it.</summary>
/// <param name="reason">Why, in one line.</param>
internal sealed class EngineDiedException(string reason) : Exception(reason);
