using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Wide = System.Runtime.Intrinsics.Vector512<float>;

namespace ReluDc.Networks;

/// <summary>
/// Winograd's minimal filtering F(4, 3): four outputs of a filter of three taps for six multiplications instead of twelve.
/// </summary>
/// <remarks>
/// <para>Six neighbouring samples x₀ … x₅ and three taps g₀ … g₂ give y_t = Σ_k g_k·x_{t+k}, t = 0 … 3. Turned round, that is a product
/// of two polynomials, of degree 2 and 3: it has six coefficients, and six of its values fix them. To find a value takes one
/// multiplication, of the two polynomials' values there; everything else is sums with constants. With the points 0, 1, −1, 2, −2 and
/// ∞:</para>
/// <code>
/// y = Aᵀ[(G·g) ⊙ (Bᵀ·x)]        A[i, t] = aᵢᵗ       values of the polynomial of the outputs
///                               G[i, k] = aᵢᵏ/Nᵢ     those of the taps; Nᵢ = Π_{l≠i}(aᵢ − a_l)
///                               B[·, i]             coefficients of Π_{l≠i}(x − a_l); at ∞, of the product over all points
/// </code>
/// <para>Over channels and filters each of the six products becomes a matrix product, [tiles, channels]·[channels, filters]; the sums with
/// constants are made once for each sample, not once for each pair of channel and filter. The gradients are the same formula read in the
/// other directions: that of the input is a correlation with the reversed taps, that of the kernel is Gᵀ[(Bᵀ·x) ⊙ (A·dy)].</para>
/// <para>The price is rounding: constants of up to 8 make large terms that cancel. With C channels and u = 2⁻²⁴, each output's error is
/// at most (C + 9)·u/(1 − (C + 9)·u) times Σ_c |Aᵀ|[(|G|·|g|) ⊙ (|Bᵀ|·|x|)], since no number goes through more roundings. As a rule it
/// is that of the direct sum, whose sums have three times as many terms. And an output no longer depends on its own three samples alone:
/// the others of its tile cancel but for rounding.</para>
/// <para>Winograd (1980); for networks Lavin and Gray (2016).</para>
/// </remarks>
internal static unsafe class Winograd
{
    /// <summary>Taps of the filter.</summary>
    public const int Taps = 3;

    /// <summary>Outputs of a tile.</summary>
    public const int Outputs = 4;

    /// <summary>Products for a tile, and its samples.</summary>
    public const int Products = Outputs + Taps - 1;

    /// <summary>Tiles that cover so many outputs.</summary>
    public static int TilesFor(int time) => (time + Outputs - 1) / Outputs;

    /// <summary>Samples, from the first tile's first, that the tiles for so many outputs read.</summary>
    public static int SamplesFor(int time) => TilesFor(time) * Outputs + Taps - 1;

    /// <summary>
    /// Floats from one of a batch of tiles' six matrices to the next: a line more than they have, since addresses that differ by whole
    /// pages keep each other out of the cache.
    /// </summary>
    public static int Distance(int tiles, int columns) => tiles * columns + AlignedArray.Line;

    /// <summary>Bᵀ·x of each tile. [samples, channels] → [product][tile, channel]</summary>
    /// <param name="x">Tile i begins at time step 4·i.</param>
    /// <param name="channels">Channels, a multiple of the widest vector's lanes.</param>
    /// <param name="tiles">How many tiles.</param>
    /// <param name="v">Receives the six matrices, one after the other.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransformSamples(ReadOnlySpan<float> x, int channels, int tiles, Span<float> v)
    {
        CheckLength(x.Length, (tiles * Outputs + Taps - 1) * channels, channels);
        CheckLength(v.Length, Products * Distance(tiles, channels), channels);
        fixed (float* from = x, to = v)
        {
            nint row = channels, distance = Distance(tiles, channels);
            for (nint tile = 0; tile < tiles; tile++)
            {
                for (nint channel = 0; channel < row; channel += Wide.Count)
                {
                    var (sample, value) = (new At(from + tile * Outputs * row + channel, row), new At(to + tile * row + channel, distance));
                    Wide x0 = sample[0], x1 = sample[1], x2 = sample[2], x3 = sample[3], x4 = sample[4], x5 = sample[5];
                    Wide even1 = Sum(x4, -4, x2), odd1 = Sum(x3, -4, x1), even2 = x4 - x2, odd2 = x3 - x1;
                    value[0] = Sum(Sum(x4, -5, x2), 4, x0);
                    value[1] = even1 + odd1;
                    value[2] = even1 - odd1;
                    value[3] = Sum(even2, 2, odd2);
                    value[4] = Sum(even2, -2, odd2);
                    value[5] = Sum(Sum(x5, -5, x3), 4, x1);
                }
            }
        }
    }

    /// <summary>A·dy of each tile, for the gradient of the kernel. [outputs, filters] → [product][tile, filter]</summary>
    /// <param name="dy">Tile i begins at time step 4·i.</param>
    /// <param name="filters">Filters, a multiple of the widest vector's lanes.</param>
    /// <param name="tiles">How many tiles.</param>
    /// <param name="v">Receives the six matrices, one after the other.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransformOutputGradient(ReadOnlySpan<float> dy, int filters, int tiles, Span<float> v)
    {
        CheckLength(dy.Length, tiles * Outputs * filters, filters);
        CheckLength(v.Length, Products * Distance(tiles, filters), filters);
        fixed (float* from = dy, to = v)
        {
            nint row = filters, distance = Distance(tiles, filters);
            for (nint tile = 0; tile < tiles; tile++)
            {
                for (nint filter = 0; filter < row; filter += Wide.Count)
                {
                    var (output, value) = (new At(from + tile * Outputs * row + filter, row), new At(to + tile * row + filter, distance));
                    Wide y0 = output[0], y1 = output[1], y2 = output[2], y3 = output[3];
                    Wide even1 = y0 + y2, odd1 = y1 + y3, even2 = Sum(y0, 4, y2), odd2 = Sum(y1, 4, y3);
                    value[0] = y0;
                    value[1] = even1 + odd1;
                    value[2] = even1 - odd1;
                    value[3] = Sum(even2, 2, odd2);
                    value[4] = Sum(even2, -2, odd2);
                    value[5] = y3;
                }
            }
        }
    }

    /// <summary>Aᵀ·m of each tile: what the tiles' products make of the outputs. [product][tile, filter] → [time, filters]</summary>
    /// <param name="m">The six matrices, one after the other.</param>
    /// <param name="filters">Filters, a multiple of the widest vector's lanes.</param>
    /// <param name="y">Receives the outputs: where they end, so does the last tile.</param>
    /// <param name="slope">What outputs are multiplied by where they, or those of <paramref name="mask"/>, are not above 0.</param>
    /// <param name="mask">Empty, or laid out as y: its elements, not y's own, say where the slope applies.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransformProducts(ReadOnlySpan<float> m, int filters, Span<float> y, float slope, ReadOnlySpan<float> mask)
    {
        var (time, tiles) = (y.Length / filters, TilesFor(y.Length / filters));
        CheckLength(m.Length, Products * Distance(tiles, filters), filters);
        if (!mask.IsEmpty)
            CheckLength(mask.Length, y.Length, filters);
        fixed (float* from = m, to = y, signs = mask)
        {
            nint row = filters, distance = Distance(tiles, filters);
            var below = new Below(slope, signs == null ? 0 : (nint)(signs - to), IsMasked: signs != null);
            for (nint tile = 0; tile < tiles; tile++)
            {
                var left = time - (int)tile * Outputs;
                for (nint filter = 0; filter < row; filter += Wide.Count)
                {
                    var product = new At(from + tile * row + filter, distance);
                    var output = to + tile * Outputs * row + filter;
                    Wide m1 = product[1], m2 = product[2], m3 = product[3], m4 = product[4];
                    Wide sum1 = m1 + m2, difference1 = m1 - m2, sum2 = m3 + m4, difference2 = m3 - m4;
                    below.Put(output, product[0] + (sum1 + sum2));
                    if (left > 1)
                        below.Put(output + row, Sum(difference1, 2, difference2));
                    if (left > 2)
                        below.Put(output + 2 * row, Sum(sum1, 4, sum2));
                    if (left > 3)
                        below.Put(output + 3 * row, Sum(difference1, 8, difference2) + product[5]);
                }
            }
        }
    }

    /// <summary>G·g for every pair of channel and filter. [tap][pair] → [product][pair]</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransformTaps(ReadOnlySpan<float> taps, Span<float> u)
    {
        var pairs = taps.Length / Taps;
        CheckLength(u.Length, Products * pairs, pairs);
        fixed (float* from = taps, to = u)
        {
            for (nint n = 0; n < pairs; n += Wide.Count)
            {
                var (tap, value) = (new At(from + n, pairs), new At(to + n, pairs));
                Wide g0 = tap[0], g1 = tap[1], g2 = tap[2];
                Wide even1 = g0 + g2, even2 = Sum(g0, 4, g2);
                value[0] = g0 / 4;
                value[1] = (even1 + g1) / -6;
                value[2] = (even1 - g1) / -6;
                value[3] = Sum(even2, 2, g1) / 24;
                value[4] = Sum(even2, -2, g1) / 24;
                value[5] = g2;
            }
        }
    }

    /// <summary>Adds Gᵀ·w to the gradient of the taps. [product][pair] → [tap][pair]</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTapGradient(ReadOnlySpan<float> w, Span<float> gradient)
    {
        var pairs = gradient.Length / Taps;
        CheckLength(w.Length, Products * pairs, pairs);
        fixed (float* from = w, to = gradient)
        {
            for (nint n = 0; n < pairs; n += Wide.Count)
            {
                var (value, tap) = (new At(from + n, pairs), new At(to + n, pairs));
                Wide w1 = value[1], w2 = value[2], w3 = value[3], w4 = value[4];
                Wide sum1 = (w1 + w2) / -6, sum2 = (w3 + w4) / 24;
                tap[0] += Sum(sum1 + sum2, 0.25f, value[0]);
                tap[1] += (w2 - w1) / 6 + (w3 - w4) / 12;
                tap[2] += Sum(sum1, 4, sum2) + value[5];
            }
        }
    }

    /// <summary>a + factor·b, rounded once wherever the processor can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Wide Sum(Wide a, float factor, Wide b) => Vector512.MultiplyAddEstimate(Vector512.Create(factor), b, a);

    private static void CheckLength(int given, int needed, int row)
    {
        if (given < needed || row % Wide.Count != 0)
            throw new ArgumentException($"{needed} floats are needed, in rows of whole vectors; given are {given}, in rows of {row}.");
    }

    /// <summary>Vectors at equal distances.</summary>
    private readonly struct At(float* first, nint distance)
    {
        public Wide this[nint index]
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Load(first + index * distance);
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            set => value.Store(first + index * distance);
        }
    }

    /// <summary>What becomes of outputs that are not above 0.</summary>
    /// <param name="Slope">They are multiplied by it.</param>
    /// <param name="Mask">From an output to the number that says so in its place.</param>
    /// <param name="IsMasked">Whether there is one.</param>
    private readonly record struct Below(float Slope, nint Mask, bool IsMasked)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Put(float* to, Wide value)
        {
            if (Slope != 1)
                value = IsMasked ? Lanes16.Derive(value, Vector512.Load(to + Mask), Vector512.Create(Slope))
                    : Lanes16.Rectify(value, Vector512.Create(Slope));
            value.Store(to);
        }
    }
}
