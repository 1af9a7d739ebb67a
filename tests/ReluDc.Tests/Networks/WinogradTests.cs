using ReluDc.Networks;
using Xunit;

namespace ReluDc.Tests.Networks;

/// <summary>Winograd's algorithm: its matrices from the points, its results in whole numbers, and how much it rounds.</summary>
[Collection(nameof(MatrixProduct))]
public sealed class WinogradTests
{
    private const int Lanes = 16;
    private const double Unit = 1.0 / (1 << 24); // single precision rounds by at most this, relatively

    private static readonly double[] points = [0, 1, -1, 2, -2]; // and infinity

    // by the formulas beside the class
    private static readonly double[,] outputs = Matrix(Winograd.Outputs, Winograd.Products, (t, i) => Power(i, t, Winograd.Outputs - 1));
    private static readonly double[,] taps = Matrix(Winograd.Products, Winograd.Taps, (i, k) =>
        Power(i, k, Winograd.Taps - 1) / (i < points.Length ? Factors(i).Aggregate(1.0, (n, a) => n * (points[i] - a)) : 1));
    private static readonly double[,] samples = Matrix(Winograd.Products, Winograd.Products, (i, n) =>
        Factors(i).Aggregate(new[] { 1.0 }, Times) is var p && n < p.Length ? p[n] : 0);

    [Fact]
    public void Three_taps_and_four_outputs_come_of_the_points()
    {
        for (var t = 0; t < Winograd.Outputs; t++)
            for (var k = 0; k < Winograd.Taps; k++)
                for (var n = 0; n < Winograd.Products; n++)
                    Assert.Equal(n == t + k ? 1 : 0,
                        Enumerable.Range(0, Winograd.Products).Sum(i => outputs[t, i] * taps[i, k] * samples[i, n]), 1e-12);
    }

    [Fact]
    public void What_is_computed_are_these_matrices()
    {
        var x = Identity(Winograd.Products);
        var v = new float[Winograd.Products * Winograd.Distance(1, Lanes)];
        Winograd.TransformSamples(x, Lanes, 1, v);
        AssertRows(samples, (i, n) => v[i * Winograd.Distance(1, Lanes) + n], 0);
        Winograd.TransformOutputGradient(Identity(Winograd.Outputs), Lanes, 1, v);
        AssertRows(outputs, (t, i) => v[i * Winograd.Distance(1, Lanes) + t], 0);

        var m = new float[Winograd.Products * Winograd.Distance(1, Lanes)];
        for (var i = 0; i < Winograd.Products; i++)
            m[i * Winograd.Distance(1, Lanes) + i] = 1;
        var y = new float[Winograd.Outputs * Lanes];
        Winograd.TransformProducts(m, Lanes, y, 1, default);
        AssertRows(outputs, (t, i) => y[t * Lanes + i], 0);

        var u = new float[Winograd.Products * Lanes];
        Winograd.TransformTaps(Identity(Winograd.Taps), u);
        AssertRows(taps, (i, k) => u[i * Lanes + k], Unit);
        var gradient = new float[Winograd.Taps * Lanes];
        Winograd.AddTapGradient(Identity(Winograd.Products), gradient);
        AssertRows(taps, (i, k) => gradient[k * Lanes + i], Unit);
    }

    [Fact]
    public void Whole_numbers_come_out_exactly()
    {
        for (var time = 1; time <= 21; time++)
        {
            var random = new Pcg32((ulong)time);
            var filter = new Filter(
                random, time, channels: 32, filters: 48, () => random.NextInt(19) - 9, () => 24 * (random.NextInt(9) - 4));
            Assert.Equal(filter.Direct().Select(y => (float)y), filter.Fast());
        }
    }

    /// <summary>The bound beside the class. As a rule sums of a third of the terms make up for the constants.</summary>
    [Fact]
    public void Rounding_stays_below_its_bound_and_is_that_of_the_direct_sum_as_a_rule()
    {
        double squares = 0, directSquares = 0;
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var random = new Pcg32(seed);
            var offset = seed % 4 == 0 ? 10 : 0; // as after a ReLU, where samples have a mean
            var filter = new Filter(random, 8, channels: 32 + 16 * (int)(seed % 5), filters: 16,
                () => (float)random.NextGaussian() + offset, () => (float)random.NextGaussian());
            var (exact, bound, fast, direct) = (filter.Direct(), filter.Bound(), filter.Fast(), filter.DirectInSingles());
            for (var i = 0; i < exact.Length; i++)
            {
                Assert.True(Math.Abs(fast[i] - exact[i]) <= bound[i],
                    $"seed {seed}, {i}: {fast[i]}, exact {exact[i]}, bound {bound[i]:G2}");
                squares += Math.Pow(fast[i] - exact[i], 2);
                directSquares += Math.Pow(direct[i] - exact[i], 2);
            }
        }
        Assert.InRange(Math.Sqrt(squares / directSquares), 0.5, 1.5);
    }

    private static double Power(int point, int exponent, int last) => point < points.Length ? Math.Pow(points[point], exponent)
        : exponent == last ? 1 : 0;

    private static IEnumerable<double> Factors(int point) => points.Where((_, l) => l != point);

    private static double[] Times(double[] polynomial, double root) =>
        [.. Enumerable.Range(0, polynomial.Length + 1).Select(n =>
            (n > 0 ? polynomial[n - 1] : 0) - (n < polynomial.Length ? root * polynomial[n] : 0))];

    private static double[,] Matrix(int rows, int columns, Func<int, int, double> element)
    {
        var matrix = new double[rows, columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                matrix[row, column] = element(row, column);
        return matrix;
    }

    /// <summary>Row r has a 1 in its lane r.</summary>
    private static float[] Identity(int rows) => [.. Enumerable.Range(0, rows * Lanes).Select(i => i / Lanes == i % Lanes ? 1f : 0)];

    private static void AssertRows(double[,] expected, Func<int, int, float> actual, double tolerance)
    {
        for (var row = 0; row < expected.GetLength(0); row++)
            for (var column = 0; column < expected.GetLength(1); column++)
                Assert.Equal(expected[row, column], actual(row, column), tolerance);
    }

    /// <summary>A filter of three taps over some channels, and what it is given.</summary>
    private sealed class Filter
    {
        private readonly int time, channels, filters;
        private readonly float[] x, w;

        public Filter(Pcg32 random, int time, int channels, int filters, Func<float> sample, Func<float> tap)
        {
            (this.time, this.channels, this.filters) = (time, channels, filters);
            x = [.. Enumerable.Range(0, Winograd.SamplesFor(time) * channels).Select(_ => sample())];
            w = [.. Enumerable.Range(0, Winograd.Taps * channels * filters).Select(_ => tap())];
        }

        public float[] Fast()
        {
            var (tiles, u) = (Winograd.TilesFor(time), new float[Winograd.Products * channels * filters]);
            int from = Winograd.Distance(tiles, channels), to = Winograd.Distance(tiles, filters);
            float[] v = new float[Winograd.Products * from], m = new float[Winograd.Products * to], y = new float[time * filters];
            Winograd.TransformTaps(w, u);
            Winograd.TransformSamples(x, channels, tiles, v);
            for (var i = 0; i < Winograd.Products; i++)
                MatrixProduct.Compute(new(v.AsSpan(i * from), channels), new(u.AsSpan(i * channels * filters), filters),
                    new(m.AsSpan(i * to), filters), tiles, filters, channels, add: false);
            Winograd.TransformProducts(m, filters, y, 1, default);
            return y;
        }

        public double[] Direct() => Each((t, f) =>
        {
            var sum = 0.0;
            for (var k = 0; k < Winograd.Taps; k++)
                for (var c = 0; c < channels; c++)
                    sum += (double)x[(t + k) * channels + c] * w[(k * channels + c) * filters + f];
            return sum;
        });

        public double[] DirectInSingles() => Each((t, f) =>
        {
            var sum = 0f;
            for (var k = 0; k < Winograd.Taps; k++)
                for (var c = 0; c < channels; c++)
                    sum = MathF.FusedMultiplyAdd(x[(t + k) * channels + c], w[(k * channels + c) * filters + f], sum);
            return sum;
        });

        public double[] Bound() => Each((t, f) =>
        {
            var (first, sum) = (t / Winograd.Outputs * Winograd.Outputs, 0.0);
            for (var c = 0; c < channels; c++)
                for (var i = 0; i < Winograd.Products; i++)
                {
                    double v = 0, u = 0;
                    for (var n = 0; n < Winograd.Products; n++)
                        v += Math.Abs(samples[i, n] * x[(first + n) * channels + c]);
                    for (var k = 0; k < Winograd.Taps; k++)
                        u += Math.Abs(taps[i, k] * w[(k * channels + c) * filters + f]);
                    sum += Math.Abs(outputs[t - first, i]) * u * v;
                }
            var roundings = (channels + 9) * Unit;
            return roundings / (1 - roundings) * sum;
        });

        private double[] Each(Func<int, int, double> output) =>
            [.. Enumerable.Range(0, time * filters).Select(i => output(i / filters, i % filters))];
    }
}
