using System.Collections;

namespace ReluDc.Engine;

/// <summary>A sequence that is enumerated once, and no further than it is shown: a cell's iterator may have no end, or effects.</summary>
internal sealed class ReadableSequence<T>(IEnumerable<T> sequence) : IEnumerable<T>, IReadableSequence
{
    private readonly List<T> seen = [];
    private IEnumerator<T>? rest;

    /// <summary>The sequence in a type that .NET Interactive writes by its elements.</summary>
    public IEnumerable ForFormatting => this.Select(element => element);


    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; ; i++)
        {
            if (i == seen.Count)
            {
                rest ??= sequence.GetEnumerator();
                if (!rest.MoveNext())
                    yield break;
                seen.Add(rest.Current);
            }
            yield return seen[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => rest?.Dispose();
}

/// <summary>A sequence of whatever, to be ended.</summary>
internal interface IReadableSequence : IDisposable
{
    /// <summary>The sequence in a type that .NET Interactive writes by its elements.</summary>
    IEnumerable ForFormatting { get; }
}
