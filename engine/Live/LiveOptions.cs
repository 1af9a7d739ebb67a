namespace ReluDc.Engine;

/// <summary>What can be chosen of a live notebook.</summary>
public sealed record LiveOptions
{
    /// <summary>The engine's program; null for the one that runs.</summary>
    public string? Program { get; init; }

    /// <summary>The longest that a cell may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>The longest that cells may take together, by their last runs, to run without leave after a change.</summary>
    public TimeSpan LongestUnasked { get; init; } = TimeSpan.FromSeconds(3);
}
