namespace ReluDc;

/// <summary>
/// The project's one random generator: PCG32 (XSH-RR 64/32, O'Neill 2014). Every random draw in a notebook comes from a seeded one.
/// Used in notebooks 04, 05, 06, 07, 08, 09 and 10.
/// </summary>
/// <remarks>
/// The algorithm is part of the results: the same seed gives the same numbers on every machine and in every later version.
/// </remarks>
[System.ComponentModel.ImmutableObject(false)]
public sealed class Pcg32
{
    private const ulong Multiplier = 6364136223846793005;

    private readonly ulong increment;
    private ulong state;
    private double? spareGaussian;

    /// <summary>A generator at the start of its sequence.</summary>
    /// <param name="seed">Where in the sequence it starts.</param>
    /// <param name="stream">Which of 2⁶³ sequences, 0 … 2⁶³ − 1: different streams are independent at equal seeds.</param>
    public Pcg32(ulong seed, ulong stream = 54)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stream, ulong.MaxValue >> 1); // the shift would lose the highest bit
        increment = stream << 1 | 1;
        NextUInt32();
        state += seed;
        NextUInt32();
    }

    /// <summary>Uniform over all 2³² values.</summary>
    public uint NextUInt32()
    {
        var old = state;
        state = old * Multiplier + increment;
        return uint.RotateRight((uint)((old >> 18 ^ old) >> 27), (int)(old >> 59));
    }

    /// <summary>Uniform in [0, 1), on a grid of 2⁻⁵³.</summary>
    public double NextDouble() => (((ulong)NextUInt32() << 32 | NextUInt32()) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform over 0 … below − 1, each equally likely.</summary>
    /// <param name="below">1 or more.</param>
    public int NextInt(int below)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(below, 1);
        var incomplete = (uint)((1UL << 32) % (uint)below); // so many values would favour the small ones: draw again
        uint draw;
        do
            draw = NextUInt32();
        while (draw < incomplete);
        return (int)(draw % (uint)below);
    }

    /// <summary>Puts items into a random order, each order equally likely (Fisher and Yates). [items] in place</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextInt(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>Normal with mean 0 and standard deviation 1 (Box and Muller, two draws for two numbers).</summary>
    public double NextGaussian()
    {
        if (spareGaussian is { } spare)
        {
            spareGaussian = null;
            return spare;
        }
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * NextDouble());
        spareGaussian = radius * sine;
        return radius * cosine;
    }
}
