using ReluDc.Networks;
using Xunit;

namespace ReluDc.Tests.Networks;

/// <summary>The fast kernel against three plain loops, at every vector width.</summary>
[Collection(nameof(MatrixProduct))]
public sealed class MatrixProductTests
{
    [Fact]
    public void Every_shape_and_stride_gives_what_three_loops_give_and_touches_nothing_else()
    {
        for (ulong seed = 1; seed <= 400; seed++)
        {
            var product = new Product(seed);
            var (expected, scale) = product.Naive();
            var actual = product.Fast(lanes: 16);
            for (var i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-7 * (1 + product.Depth) * scale[i],
                    $"{product}: element {i} is {actual[i]}, expected {expected[i]}");
        }
    }

    [Fact]
    public void Sixteen_eight_four_lanes_and_one_give_the_same_bits()
    {
        for (ulong seed = 1; seed <= 200; seed++)
        {
            var product = new Product(seed);
            var expected = product.Fast(lanes: 1);
            foreach (var lanes in new[] { 4, 8, 16 })
                Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), product.Fast(lanes).Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        float[] six = new float[6];
        Assert.Throws<ArgumentException>(() => MatrixProduct.Compute(new(six, 3), new(six, 2), new(six, 2), 3, 2, 3, add: false));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Compute(new(six, 3), new(six, 3), new(six, 2), 2, 3, 3, add: false));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Compute(new(six, 3), new(six, 2), new(six, 4), 2, 3, 3, add: false));
        Assert.Throws<ArgumentException>(() =>
            MatrixProduct.Compute(new(six, 3), new(six, 2), new(six, 2), 2, 2, 3, add: false, slope: 0, mask: new float[3]));
    }

    /// <summary>A product with random sizes, strides, addition and slope.</summary>
    private sealed class Product
    {
        private readonly int rows, columns, aRow, aColumn, bRow, cRow;
        private readonly bool add;
        private readonly float slope;
        private readonly float[] a, b, c, mask;

        public Product(ulong seed)
        {
            var random = new Pcg32(seed);
            rows = 1 + random.NextInt(40);
            columns = 1 + random.NextInt(70);
            Depth = 1 + random.NextInt(40);
            (aRow, aColumn) = random.NextInt(3) switch
            {
                0 => (Depth + random.NextInt(3), 1),
                1 => (1 + random.NextInt(3), 1 + random.NextInt(5)), // overlapping rows, spread columns
                _ => (0, random.NextInt(2)),
            };
            bRow = columns + random.NextInt(5);
            cRow = columns + random.NextInt(5);
            add = random.NextInt(2) == 0;
            slope = (float)RandomCase.Pick(random, 1, 0, -1, 3) / 2;
            float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextGaussian())];
            a = Draw((rows - 1) * aRow + (Depth - 1) * aColumn + 1);
            b = Draw((Depth - 1) * bRow + columns);
            c = Draw(rows * cRow + 40);
            mask = random.NextInt(2) == 0 ? Draw(c.Length) : [];
        }

        public int Depth { get; }

        public float[] Fast(int lanes)
        {
            var result = c.ToArray();
            var widest = MatrixProduct.WidestLanes;
            try
            {
                MatrixProduct.WidestLanes = lanes;
                MatrixProduct.Compute(new(a, aRow, aColumn), new(b, bRow), new(result, cRow), rows, columns, Depth, add, slope, mask);
            }
            finally
            {
                MatrixProduct.WidestLanes = widest;
            }
            return result;
        }

        /// <summary>The elements, and for each the sum of its terms' magnitudes: what rounding is relative to.</summary>
        public (double[] Result, double[] Scale) Naive()
        {
            double[] result = [.. c.Select(x => (double)x)], scale = new double[c.Length];
            for (var r = 0; r < rows; r++)
                for (var n = 0; n < columns; n++)
                {
                    var at = r * cRow + n;
                    var sum = add ? c[at] : 0.0;
                    scale[at] = Math.Abs(sum);
                    for (var d = 0; d < Depth; d++)
                    {
                        sum += (double)a[r * aRow + d * aColumn] * b[d * bRow + n];
                        scale[at] += Math.Abs((double)a[r * aRow + d * aColumn] * b[d * bRow + n]);
                    }
                    result[at] = (mask.Length > 0 ? mask[at] : sum) > 0 ? sum : slope * sum;
                    if (mask.Length == 0 && Math.Abs(sum) < 1e-6 * scale[at])
                        scale[at] *= 10; // near zero either branch is right
                }
            return (result, scale);
        }

        public override string ToString() =>
            $"[{rows}, {Depth}] strides {aRow}, {aColumn}; {columns} columns, rows {bRow} and {cRow} apart, "
            + $"add {add}, slope {slope}, mask {mask.Length > 0}";
    }
}
