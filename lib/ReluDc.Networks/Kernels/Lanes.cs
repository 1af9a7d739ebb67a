using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ReluDc.Networks;

/// <summary>What <see cref="MatrixProduct"/> needs of a vector of floats, so that one source serves every width.</summary>
/// <remarks>
/// A multiply-add rounds once wherever the processor can; every width then gives the same bits, since no sum runs across lanes.
/// </remarks>
internal interface ILanes<TVector>
{
    static abstract int Count { get; }

    static abstract unsafe TVector Load(float* source);

    static abstract unsafe void Store(float* target, TVector vector);

    static abstract TVector Broadcast(float value);

    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>The value where it is above 0, slope·value elsewhere.</summary>
    static abstract TVector Rectify(TVector value, TVector slope);

    /// <summary>The value where <paramref name="x"/> is above 0, slope·value elsewhere.</summary>
    static abstract TVector Derive(TVector value, TVector x, TVector slope);
}

/// <summary>AVX-512.</summary>
internal readonly struct Lanes16 : ILanes<Vector512<float>>
{
    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector512<float> Load(float* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(float* target, Vector512<float> vector) => vector.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> left, Vector512<float> right, Vector512<float> addend) =>
        Vector512.MultiplyAddEstimate(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Rectify(Vector512<float> value, Vector512<float> slope) =>
        Vector512.MultiplyAddEstimate(
            slope, Vector512.MinNative(Vector512<float>.Zero, value), Vector512.MaxNative(Vector512<float>.Zero, value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derive(Vector512<float> value, Vector512<float> x, Vector512<float> slope) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), value, slope * value);
}

/// <summary>AVX2.</summary>
internal readonly struct Lanes8 : ILanes<Vector256<float>>
{
    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<float> Load(float* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(float* target, Vector256<float> vector) => vector.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> left, Vector256<float> right, Vector256<float> addend) =>
        Vector256.MultiplyAddEstimate(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Rectify(Vector256<float> value, Vector256<float> slope) =>
        Vector256.MultiplyAddEstimate(
            slope, Vector256.MinNative(Vector256<float>.Zero, value), Vector256.MaxNative(Vector256<float>.Zero, value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Derive(Vector256<float> value, Vector256<float> x, Vector256<float> slope) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), value, slope * value);
}

/// <summary>SSE, and the vectors of ARM.</summary>
internal readonly struct Lanes4 : ILanes<Vector128<float>>
{
    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector128<float> Load(float* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(float* target, Vector128<float> vector) => vector.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Broadcast(float value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> left, Vector128<float> right, Vector128<float> addend) =>
        Vector128.MultiplyAddEstimate(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Rectify(Vector128<float> value, Vector128<float> slope) =>
        Vector128.MultiplyAddEstimate(
            slope, Vector128.MinNative(Vector128<float>.Zero, value), Vector128.MaxNative(Vector128<float>.Zero, value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Derive(Vector128<float> value, Vector128<float> x, Vector128<float> slope) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128<float>.Zero), value, slope * value);
}

/// <summary>No vectors: one float at a time, for the last columns and for processors without any.</summary>
internal readonly struct Lanes1 : ILanes<float>
{
    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe float Load(float* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(float* target, float vector) => *target = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Broadcast(float value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float left, float right, float addend) => float.MultiplyAddEstimate(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Rectify(float value, float slope) => float.MultiplyAddEstimate(slope, Math.Min(0, value), Math.Max(0, value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Derive(float value, float x, float slope) => x > 0 ? value : slope * value;
}
