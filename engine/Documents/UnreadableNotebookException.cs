namespace ReluDc.Engine;

/// <summary>A file cannot be read as a C# notebook. The message is one line that says why and names the file.</summary>
public sealed class UnreadableNotebookException(string message, Exception? cause = null) : Exception(message, cause);
