using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>A DC component added to each window before a network sees it (paper, Sec. V.C).</summary>
/// <remarks>It is level·√2/4, which Eq. 8 names as ReLU's DC for a tone of that amplitude.</remarks>
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
    /// <param name="levels">A finite level for each class. [classes]</param>
    public static InputOffset PerClass(params ImmutableArray<double> levels)
    {
        Argument.Finite(levels, "An offset for each class has levels");
        return new($"per class: {Text(levels)}", (label, _) => (uint)label < (uint)levels.Length
            ? levels[label]
            : throw new ArgumentException(
                $"This offset has levels for the classes 0 … {levels.Length - 1}; a window is of class {label}."));
    }

    /// <summary>All windows have one level.</summary>
    /// <param name="level">The level, finite.</param>
    public static InputOffset Same(double level)
    {
        Argument.Finite(level, "A level");
        return new(FormattableString.Invariant($"same: {level:G4}"), (_, _) => level);
    }

    /// <summary>Each window draws one of the levels, whatever its class.</summary>
    /// <param name="levels">The levels to draw from, one or more, all finite.</param>
    public static InputOffset Shuffled(params ImmutableArray<double> levels)
    {
        Argument.Finite(levels, "A shuffled offset has levels");
        return new($"shuffled: {Text(levels)}", (_, random) => levels[random.NextInt(levels.Length)]);
    }

    /// <summary>The windows with their offsets. [windows] → [windows]</summary>
    /// <param name="windows">Windows of tones.</param>
    /// <param name="random">Where shuffled levels come from.</param>
    public ImmutableArray<ToneWindow> AddTo(IEnumerable<ToneWindow> windows, Pcg32 random)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(random);
        return [.. windows.Select(window =>
        {
            var offset = Unit * level(window.Label, random);
            return window with { Signal = window.CheckedSignal.Map(x => x + offset) };
        })];
    }

    /// <inheritdoc/>
    public override string ToString() => name;

    private static string Text(ImmutableArray<double> levels) =>
        string.Join(", ", levels.Select(level => FormattableString.Invariant($"{level:G4}")));
}
