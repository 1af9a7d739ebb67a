using System.Collections;

namespace ReluDc.Tests.Networks;

/// <summary>A table of wrong calls: what is wrong, the call, and what its one sentence must say.</summary>
internal sealed class Misuse : IEnumerable<string>
{
    private readonly Dictionary<string, (Action Call, string Told)> rows = [];

    /// <summary>A row.</summary>
    public void Add(string what, string told, Action call) => rows.Add(what, (call, told));

    /// <summary>The call is refused as a wrong argument, or a wrong file, and the message says what is allowed.</summary>
    public void Check(string what)
    {
        var (call, told) = rows[what];
        var refusal = Record.Exception(call);
        Assert.True(refusal is ArgumentException or FormatException, $"{what}: {refusal?.ToString() ?? "accepted"}");
        Assert.Contains(told, refusal!.Message, StringComparison.Ordinal);
    }

    public IEnumerator<string> GetEnumerator() => rows.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
