namespace ReluDc.Engine;

/// <summary>A line of a cell asks the engine for what it does not know; the message says what it knows.</summary>
internal sealed class CommandException(string message) : Exception(message);
