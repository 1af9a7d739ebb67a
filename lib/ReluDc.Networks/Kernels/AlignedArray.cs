using System.Runtime.InteropServices;

namespace ReluDc.Networks;

/// <summary>Floats that begin on a cache line, all zero at first: a vector loaded across two lines costs twice as much.</summary>
internal sealed class AlignedArray
{
    /// <summary>Floats in a cache line, and in the widest vector.</summary>
    public const int Line = 16;

    private readonly float[] storage;
    private readonly int first;
    private readonly int length;

    public AlignedArray(int length)
    {
        this.length = length;
        storage = GC.AllocateArray<float>(length + Line - 1, pinned: true); // pinned: it stays where it is, and aligned
        var misplaced = (int)((ulong)Marshal.UnsafeAddrOfPinnedArrayElement(storage, 0) / sizeof(float) % Line);
        first = (Line - misplaced) % Line;
    }

    public Span<float> Span => storage.AsSpan(first, length);

    /// <summary>The next multiple of a cache line's floats.</summary>
    public static int RoundUp(int count) => (count + Line - 1) / Line * Line;
}
