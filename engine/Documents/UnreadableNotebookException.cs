namespace ReluDc.Engine;

/// <summary>A file cannot be read as a C# notebook. The message is one line that says why and names the file.</summary>
public sealed class UnreadableNotebookException(string message, Exception? cause = null) : Exception(message, cause)
{
    private const int LongestWord = 40; // characters

    /// <summary>A word of a file as a message gives it: of a long one the beginning.</summary>
    internal static string Short(string word) => word.Length > LongestWord ? word[..LongestWord] + "…" : word;
}
