using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>The program was called wrongly. The message is one line that says what is allowed.</summary>
internal sealed class UsageException(string message) : Exception(message);
