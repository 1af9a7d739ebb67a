using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ReluDc.Networks;

/// <summary>A matrix inside an array: element (row, column) at row·RowStride + column·ColumnStride. Rows may overlap.</summary>
internal readonly ref struct Matrix(ReadOnlySpan<float> values, int rowStride, int columnStride = 1)
{
    public readonly ReadOnlySpan<float> Values = values;
    public readonly int RowStride = rowStride;
    public readonly int ColumnStride = columnStride;
}

/// <summary>
/// C = A·B, or C += A·B: the one fast kernel behind <see cref="Conv1D"/> and <see cref="Dense"/>. How fast: `bench -- step`.
/// </summary>
/// <remarks>
/// <para>With values laid out [time][channel], the K input steps under a kernel are K·channels neighbours. So a convolution, the gradient
/// of its input and the gradient of its kernel are matrix products in which only the strides differ, and nothing is copied:</para>
/// <code>
/// forward           y[t, f]     = Σ_d x[t·stride + d] · w[d, f]     d runs over (tap, channel); rows of A overlap
/// input gradient    dx[t, c]    = Σ_d dy[t + d] · w'[d, c]          w' is w with taps reversed and channels transposed
/// kernel gradient   dw[d, f]   += Σ_t x[t·stride + d] · dy[t, f]    A is the same x, read down its columns
/// </code>
/// <para>C is cut into tiles of 6 rows × 2 vectors. A tile's 12 vectors stay in registers while d runs once over the whole depth: each
/// step loads two vectors of B and broadcasts six numbers of A for its 12 multiply-adds, which keeps both multipliers of a core busy (a
/// multiply-add takes 4 cycles, two start in each: 8 must be under way). Twelve accumulators, two of B and one of A fit the 16
/// registers of AVX2 as well as the 32 of AVX-512.</para>
/// <para>Where fewer than 6 rows or 2 vectors are left, the surplus ones point to the last that exists: they compute the same number
/// again and store it in the same place. Nothing outside the arrays is touched. One vector of columns alone takes 12 rows at a time,
/// while there are so many: its second vector is that of the row 6 below. Columns that do not fill a vector go to the next narrower
/// one.</para>
/// <para>Each element of C is one sum in order of depth, whatever the width: the same bits come out with 16, 8, 4 lanes or 1.</para>
/// </remarks>
internal static unsafe class MatrixProduct
{
    private const int TileRows = 6;

    /// <summary>The widest vectors used. What the processor has, unless a test asks for less.</summary>
    internal static int WidestLanes { get; set; } =
        Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : Vector128.IsHardwareAccelerated ? 4 : 1;

    /// <summary>C = A·B, or C += A·B. [rows, depth] · [depth, columns] → [rows, columns]</summary>
    /// <param name="a">The left matrix, any strides.</param>
    /// <param name="b">The right matrix; its columns are neighbours (column stride 1).</param>
    /// <param name="c">The result, as long a row as B's.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="depth">Columns of A and rows of B.</param>
    /// <param name="add">Whether to add to C instead of replacing it.</param>
    /// <param name="slope">
    /// What elements are multiplied by on their way out where they, or those of <paramref name="mask"/>, are not above 0.
    /// </param>
    /// <param name="mask">Empty, or laid out as C: its elements, not C's own, say where the slope applies. So a convolution's output
    /// passes its activation, and an input gradient the activation's derivative, while still in registers.</param>
    public static void Compute(
        Matrix a, Matrix b, Matrix c, int rows, int columns, int depth, bool add, float slope = 1, ReadOnlySpan<float> mask = default)
    {
        Check(a, rows, depth, nameof(a));
        Check(b, depth, columns, nameof(b));
        Check(c, rows, columns, nameof(c));
        if (!mask.IsEmpty)
            Check(new(mask, c.RowStride), rows, columns, nameof(mask));
        fixed (float* pa = a.Values, pb = b.Values, pc = c.Values, pm = mask)
        {
            var product = new Operands(pa, a.RowStride, a.ColumnStride, pb, b.RowStride, pc, c.RowStride, pm, rows, depth, add, slope);
            var column = 0;
            if (WidestLanes >= 16)
                Columns<Lanes16, Vector512<float>>(product, ref column, columns);
            if (WidestLanes >= 8)
                Columns<Lanes8, Vector256<float>>(product, ref column, columns);
            if (WidestLanes >= 4)
                Columns<Lanes4, Vector128<float>>(product, ref column, columns);
            Columns<Lanes1, float>(product, ref column, columns);
        }
    }

    private readonly struct Operands(
        float* a, nint aRow, nint aColumn, float* b, nint bRow, float* c, nint cRow, float* mask, int rows, int depth, bool add,
        float slope)
    {
        public readonly float* A = a, B = b, C = c, Mask = mask;
        public readonly nint ARow = aRow, AColumn = aColumn, BRow = bRow, CRow = cRow;
        public readonly int Rows = rows, Depth = depth;
        public readonly bool Add = add;
        public readonly float Slope = slope;
    }

    /// <summary>All tiles of as many of the remaining columns as fill vectors of this width.</summary>
    private static void Columns<TLanes, TVector>(in Operands p, ref int column, int columns)
        where TLanes : struct, ILanes<TVector> where TVector : struct
    {
        for (; columns - column >= TLanes.Count; column = Math.Min(column + 2 * TLanes.Count, columns))
        {
            var second = Math.Min(TLanes.Count, columns - column - TLanes.Count);
            var tall = second == 0 ? p.Rows / (2 * TileRows) * (2 * TileRows) : 0;
            if (tall > 0)
                Tiles<TLanes, TVector, Tall>(p, 0, tall, column, 0);
            if (tall < p.Rows)
                Tiles<TLanes, TVector, Wide>(p, tall, p.Rows, column, second);
        }
    }

    /// <summary>Where a tile's second vectors are.</summary>
    private interface ITile
    {
        /// <summary>Whether below the first, six rows further, instead of beside it.</summary>
        static abstract bool IsTall { get; }
    }

    private readonly struct Wide : ITile
    {
        public static bool IsTall => false;
    }

    private readonly struct Tall : ITile
    {
        public static bool IsTall => true;
    }

    // A leaf that calls nothing: a vector that lives across a call would go through memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tiles<TLanes, TVector, TTile>(in Operands p, int row, int end, nint column, nint beside)
        where TLanes : struct, ILanes<TVector> where TVector : struct where TTile : ITile
    {
        nint aRow = p.ARow, aColumn = p.AColumn, bRow = p.BRow, cRow = p.CRow;
        float* a = p.A + row * aRow, c = p.C + row * cRow + column;
        nint second = TTile.IsTall ? TileRows * cRow : beside, height = TTile.IsTall ? 2 * TileRows : TileRows;
        for (nint rows = end - row; rows > 0; rows -= height, a += height * aRow, c += height * cRow)
        {
            float* a1 = a + (rows > 1 ? aRow : 0), a2 = a1 + (rows > 2 ? aRow : 0), a3 = a2 + (rows > 3 ? aRow : 0);
            float* a4 = a3 + (rows > 4 ? aRow : 0), a5 = a4 + (rows > 5 ? aRow : 0);
            float* c1 = c + (rows > 1 ? cRow : 0), c2 = c1 + (rows > 2 ? cRow : 0), c3 = c2 + (rows > 3 ? cRow : 0);
            float* c4 = c3 + (rows > 4 ? cRow : 0), c5 = c4 + (rows > 5 ? cRow : 0);
            var b = p.B + column;

            TVector c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51;
            if (p.Add)
            {
                c00 = TLanes.Load(c); c01 = TLanes.Load(c + second);
                c10 = TLanes.Load(c1); c11 = TLanes.Load(c1 + second);
                c20 = TLanes.Load(c2); c21 = TLanes.Load(c2 + second);
                c30 = TLanes.Load(c3); c31 = TLanes.Load(c3 + second);
                c40 = TLanes.Load(c4); c41 = TLanes.Load(c4 + second);
                c50 = TLanes.Load(c5); c51 = TLanes.Load(c5 + second);
            }
            else
            {
                c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = c40 = c41 = c50 = c51 = default;
            }

            nint offset = 0, below = TileRows * aRow;
            for (var depth = p.Depth; depth > 0; depth--)
            {
                TVector b0 = TLanes.Load(b), b1 = TTile.IsTall ? b0 : TLanes.Load(b + beside);
                var x = TLanes.Broadcast(a[offset]);
                c00 = TLanes.MultiplyAdd(x, b0, c00); c01 = TLanes.MultiplyAdd(TTile.IsTall ? TLanes.Broadcast(a[below]) : x, b1, c01);
                x = TLanes.Broadcast(a1[offset]);
                c10 = TLanes.MultiplyAdd(x, b0, c10); c11 = TLanes.MultiplyAdd(TTile.IsTall ? TLanes.Broadcast(a1[below]) : x, b1, c11);
                x = TLanes.Broadcast(a2[offset]);
                c20 = TLanes.MultiplyAdd(x, b0, c20); c21 = TLanes.MultiplyAdd(TTile.IsTall ? TLanes.Broadcast(a2[below]) : x, b1, c21);
                x = TLanes.Broadcast(a3[offset]);
                c30 = TLanes.MultiplyAdd(x, b0, c30); c31 = TLanes.MultiplyAdd(TTile.IsTall ? TLanes.Broadcast(a3[below]) : x, b1, c31);
                x = TLanes.Broadcast(a4[offset]);
                c40 = TLanes.MultiplyAdd(x, b0, c40); c41 = TLanes.MultiplyAdd(TTile.IsTall ? TLanes.Broadcast(a4[below]) : x, b1, c41);
                x = TLanes.Broadcast(a5[offset]);
                c50 = TLanes.MultiplyAdd(x, b0, c50); c51 = TLanes.MultiplyAdd(TTile.IsTall ? TLanes.Broadcast(a5[below]) : x, b1, c51);
                offset += aColumn;
                below += aColumn;
                b += bRow;
            }

            if (p.Slope != 1 && p.Mask == null)
            {
                var slope = TLanes.Broadcast(p.Slope);
                c00 = TLanes.Rectify(c00, slope); c01 = TLanes.Rectify(c01, slope);
                c10 = TLanes.Rectify(c10, slope); c11 = TLanes.Rectify(c11, slope);
                c20 = TLanes.Rectify(c20, slope); c21 = TLanes.Rectify(c21, slope);
                c30 = TLanes.Rectify(c30, slope); c31 = TLanes.Rectify(c31, slope);
                c40 = TLanes.Rectify(c40, slope); c41 = TLanes.Rectify(c41, slope);
                c50 = TLanes.Rectify(c50, slope); c51 = TLanes.Rectify(c51, slope);
            }
            else if (p.Slope != 1)
            {
                var slope = TLanes.Broadcast(p.Slope);
                var mask = p.Mask - p.C; // from an element of C to its mask
                c00 = TLanes.Derive(c00, TLanes.Load(c + mask), slope); c01 = TLanes.Derive(c01, TLanes.Load(c + mask + second), slope);
                c10 = TLanes.Derive(c10, TLanes.Load(c1 + mask), slope); c11 = TLanes.Derive(c11, TLanes.Load(c1 + mask + second), slope);
                c20 = TLanes.Derive(c20, TLanes.Load(c2 + mask), slope); c21 = TLanes.Derive(c21, TLanes.Load(c2 + mask + second), slope);
                c30 = TLanes.Derive(c30, TLanes.Load(c3 + mask), slope); c31 = TLanes.Derive(c31, TLanes.Load(c3 + mask + second), slope);
                c40 = TLanes.Derive(c40, TLanes.Load(c4 + mask), slope); c41 = TLanes.Derive(c41, TLanes.Load(c4 + mask + second), slope);
                c50 = TLanes.Derive(c50, TLanes.Load(c5 + mask), slope); c51 = TLanes.Derive(c51, TLanes.Load(c5 + mask + second), slope);
            }

            TLanes.Store(c, c00); TLanes.Store(c + second, c01);
            TLanes.Store(c1, c10); TLanes.Store(c1 + second, c11);
            TLanes.Store(c2, c20); TLanes.Store(c2 + second, c21);
            TLanes.Store(c3, c30); TLanes.Store(c3 + second, c31);
            TLanes.Store(c4, c40); TLanes.Store(c4 + second, c41);
            TLanes.Store(c5, c50); TLanes.Store(c5 + second, c51);
        }
    }

    private static void Check(Matrix matrix, int rows, int columns, string name)
    {
        var last = (long)(rows - 1) * matrix.RowStride + (long)(columns - 1) * matrix.ColumnStride;
        if (rows < 1 || columns < 1 || matrix.RowStride < 0 || matrix.ColumnStride < 0 || last >= matrix.Values.Length)
            throw new ArgumentException(
                $"[{rows}, {columns}] with strides {matrix.RowStride} and {matrix.ColumnStride} does not lie in "
                + $"{matrix.Values.Length} floats.", name);
    }
}
