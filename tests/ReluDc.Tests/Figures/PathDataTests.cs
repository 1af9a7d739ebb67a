using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

public partial class PathDataTests
{
    /// <summary>The points of a path, read as SVG says; each run of lines by itself.</summary>
    internal static List<List<(double X, double Y)>> Read(string data)
    {
        var runs = new List<List<(double X, double Y)>>();
        var pen = (X: 0.0, Y: 0.0);
        foreach (Match command in Command().Matches(data))
        {
            var numbers = Number().Matches(command.Groups[2].Value).Select(number =>
                double.Parse(number.Value, CultureInfo.InvariantCulture)).ToArray();
            pen = command.Groups[1].Value switch
            {
                "M" => (numbers[0], numbers[1]),
                "l" => (pen.X + numbers[0], pen.Y + numbers[1]),
                "h" => (pen.X + numbers[0], pen.Y),
                "v" => (pen.X, pen.Y + numbers[0]),
                _ => pen,
            };
            if (command.Groups[1].Value == "M")
                runs.Add([]);
            runs[^1].Add(pen);
        }
        return runs;
    }

    [Fact]
    public void Lines_are_short_and_say_the_same() => Assert.Equal("M1 2h3v-1l2-2.5", new PathData(0.1)
        .Lines([(1, 2), (2, 2), (4, 2), (4, 1), (5, -0.25), (6, -1.5)]).ToString());

    [Fact]
    public void What_is_no_number_leaves_a_gap_and_a_lone_point_is_a_dot()
    {
        var data = new PathData(0.1).Lines([(0, 0), (1, 1), (2, double.NaN), (3, 3), (4, double.NaN), (5, 5), (6, 7)]).ToString();
        Assert.Equal("M0 0l1 1M3 3h0M5 5l1 2", data);
    }

    [Fact]
    public void A_line_that_goes_back_goes_all_the_way() =>
        Assert.Equal("M0 0h10h-7h5", new PathData(0.1).Lines([(0, 0), (5, 0), (10, 0), (6, 0), (3, 0), (8, 0)]).ToString());

    /// <summary>Against the definition: the distance of every point that is left out from the line that stands for it.</summary>
    [Fact]
    public void No_point_lies_farther_from_the_line_than_the_tolerance() =>
        (from tolerance in Gen.Double[0.1, 3]
            from steps in Gen.Select(Gen.Double[0, 4], Gen.Double[-6, 6]).List[2, 200]
            select (tolerance, steps)).Sample(drawn =>
        {
            var points = new List<(double X, double Y)>();
            foreach (var (dx, dy) in drawn.steps)
                points.Add(points.Count == 0 ? (dx, dy) : (points[^1].X + dx, points[^1].Y + dy));
            var line = Read(new PathData(drawn.tolerance).Lines(points).ToString()).Single();
            Assert.All(points, point => Assert.InRange(Distance(point, line), 0, drawn.tolerance + 0.1)); // a tenth for rounding
            Assert.True(line.Count <= points.Count);
        }, iter: 300);

    private static double Distance((double X, double Y) point, List<(double X, double Y)> line)
    {
        var least = Math.Sqrt(Math.Pow(point.X - line[0].X, 2) + Math.Pow(point.Y - line[0].Y, 2));
        foreach (var (from, to) in line.Zip(line.Skip(1)))
        {
            var (dx, dy) = (to.X - from.X, to.Y - from.Y);
            var length = dx * dx + dy * dy;
            var part = length == 0 ? 0 : Math.Clamp(((point.X - from.X) * dx + (point.Y - from.Y) * dy) / length, 0, 1);
            least = Math.Min(least, Math.Sqrt(Math.Pow(point.X - from.X - part * dx, 2) + Math.Pow(point.Y - from.Y - part * dy, 2)));
        }
        return least;
    }

    [GeneratedRegex("([Mlhvz])([^Mlhvz]*)")]
    private static partial Regex Command();

    [GeneratedRegex(@"-?[0-9]*\.?[0-9]+")]
    private static partial Regex Number();
}
