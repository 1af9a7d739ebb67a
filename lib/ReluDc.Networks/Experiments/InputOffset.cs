using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>A DC component added to each window before a network sees it (paper, Sec. V.C): level·√2/4, which Eq. 8 names as ReLU's DC for a tone of that amplitude.</summary>
public sealed record InputOffset
{
    /// <summary>√2/4: the offset of level 1.</summary>
    public static readonly double Unit = Math.Sqrt(2) / 4;

    private readonly Func<int, Pcg32, double> level;
    private readonly string name;

    private InputOffset(string name, Func<int, Pcg32, double> level) => (this.name, this.level) = (name, level);

    /// <summary>Nothing is added.</summary>
    public static InputOffset None { get; } = new("none", (_, _) => 0);

    /// <summary>Each class has a level of its own, and the offset tells it: the paper's "linear + DC" has 1, 5 and 19.</summary>
    /// <param name="levels">A level for each class.</param>
    public static InputOffset PerClass(params ImmutableArray<double> levels) => new("per class", (label, _) => levels[label]);

    /// <summary>All windows have one level.</summary>
    /// <param name="level">The level.</param>
    public static InputOffset Same(double level) => new("same", (_, _) => level);

    /// <summary>Each window draws one of the levels, whatever its class.</summary>
    /// <param name="levels">The levels to draw from.</param>
    public static InputOffset Shuffled(params ImmutableArray<double> levels) => new("shuffled", (_, random) => levels[random.NextInt(levels.Length)]);

    /// <summary>The windows with their offsets.</summary>
    /// <param name="windows">Windows of tones.</param>
    /// <param name="random">Where shuffled levels come from.</param>
    public ImmutableArray<ToneWindow> AddTo(IEnumerable<ToneWindow> windows, Pcg32 random) => [.. windows.Select(window =>
    {
        var offset = Unit * level(window.Label, random);
        return window with { Signal = window.Signal.Map(x => x + offset) };
    })];

    /// <inheritdoc/>
    public override string ToString() => name;
}
