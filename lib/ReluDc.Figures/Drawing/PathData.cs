using System.Globalization;
using System.Text;

namespace ReluDc.Figures;

/// <summary>
/// The data of an SVG path, in tenths of a unit and from point to point, which is short. Points that lie on the way between their
/// neighbours
/// are left out.
/// </summary>
/// <param name="tolerance">How far a point that is left out may lie off the line that is drawn, in units.</param>
internal sealed class PathData(double tolerance)
{
    private const int Dense = 2000; // points in a line, more than a drawing is wide

    private readonly StringBuilder data = new();
    private (long X, long Y) pen; // in tenths

    /// <summary>The data so far.</summary>
    public override string ToString() => data.ToString();

    /// <summary>Begins elsewhere.</summary>
    public PathData Move(double x, double y)
    {
        pen = (Tenths(x), Tenths(y));
        data.Append('M').Append(Text(pen.X));
        Add(pen.Y);
        return this;
    }

    /// <summary>Commands from where the pen is, as SVG writes them. The pen is elsewhere afterwards: move it.</summary>
    public PathData Mark(string command)
    {
        data.Append(command);
        return this;
    }

    /// <summary>A line from where the pen is.</summary>
    public PathData LineTo(double x, double y)
    {
        var (toX, toY) = (Tenths(x), Tenths(y));
        var (dx, dy) = (toX - pen.X, toY - pen.Y);
        if (dx == 0 && dy == 0)
            return this;
        if (dy == 0)
            data.Append('h').Append(Text(dx));
        else if (dx == 0)
            data.Append('v').Append(Text(dy));
        else
        {
            data.Append('l').Append(Text(dx));
            Add(dy);
        }
        pen = (toX, toY);
        return this;
    }

    /// <summary>Lines through points; where a point is not a number, there is a gap.</summary>
    public PathData Lines(IEnumerable<(double X, double Y)> points)
    {
        var run = new List<(double X, double Y)>();
        foreach (var point in points.Append((X: double.NaN, Y: double.NaN)))
        {
            if (!double.IsNaN(point.X) && !double.IsNaN(point.Y))
            {
                run.Add(point);
                continue;
            }
            if (run.Count == 1)
                Move(run[0].X, run[0].Y).data.Append("h0"); // with round ends a dot
            else if (run.Count > 1)
            {
                Move(run[0].X, run[0].Y);
                foreach (var (x, y) in Thinned(run.Count > Dense ? [.. Envelope(run)] : run).Skip(1))
                    LineTo(x, y);
            }
            run.Clear();
        }
        return this;
    }

    /// <summary>Closes the outline.</summary>
    public PathData Close()
    {
        data.Append('z');
        return this;
    }

    /// <summary>A length as it stands in a drawing.</summary>
    public static string Length(double length) => Text(Tenths(length));

    /// <summary>
    /// The points without those on the way: from each kept one, a wedge is narrowed by every point that is passed over, and where the next
    /// lies outside it, or back, the line ends. Aside and back together make up the tolerance.
    /// </summary>
    private IEnumerable<(double X, double Y)> Thinned(List<(double X, double Y)> points)
    {
        var anchor = points[0];
        yield return anchor;
        var (wedge, farthest) = (default((double Left, double Right)?), 0.0);
        for (var i = 1; i < points.Count; i++)
        {
            var (dx, dy) = (points[i].X - anchor.X, points[i].Y - anchor.Y);
            var distance = Math.Sqrt(dx * dx + dy * dy);
            var direction = Math.Atan2(dy, dx);
            if (wedge is { } open && (distance < farthest - 0.5 * tolerance || !Inside(open, direction)))
            {
                anchor = points[i - 1];
                yield return anchor;
                (wedge, farthest) = (null, 0);
                (dx, dy) = (points[i].X - anchor.X, points[i].Y - anchor.Y);
                distance = Math.Sqrt(dx * dx + dy * dy);
                direction = Math.Atan2(dy, dx);
            }
            if (distance <= tolerance)
                continue;
            var spread = Math.Asin(0.85 * tolerance / distance);
            wedge = wedge is { } before ? Narrowed(before, direction, spread) : (direction - spread, direction + spread);
            farthest = Math.Max(farthest, distance);
        }
        yield return points[^1];
    }

    /// <summary>Of neighbours that lie upright above one another, within the tolerance: the first, the ends, and the last.</summary>
    private IEnumerable<(double X, double Y)> Envelope(List<(double X, double Y)> points)
    {
        for (var first = 0; first < points.Count;)
        {
            var last = first;
            var (low, high) = (first, first);
            while (last + 1 < points.Count && Math.Abs(points[last + 1].X - points[first].X) <= tolerance)
            {
                last++;
                low = points[last].Y < points[low].Y ? last : low;
                high = points[last].Y > points[high].Y ? last : high;
            }
            foreach (var kept in new[] { first, Math.Min(low, high), Math.Max(low, high), last }.Distinct())
                yield return points[kept];
            first = last + 1;
        }
    }

    private static bool Inside((double Left, double Right) wedge, double direction)
    {
        var middle = (wedge.Left + wedge.Right) / 2;
        return Math.Abs(Math.IEEERemainder(direction - middle, 2 * Math.PI)) <= (wedge.Right - wedge.Left) / 2;
    }

    private static (double Left, double Right) Narrowed((double Left, double Right) wedge, double direction, double spread)
    {
        var middle = (wedge.Left + wedge.Right) / 2;
        var near = middle + Math.IEEERemainder(direction - middle, 2 * Math.PI);
        return (Math.Max(wedge.Left, near - spread), Math.Min(wedge.Right, near + spread));
    }

    private void Add(long tenths)
    {
        if (tenths >= 0)
            data.Append(' ');
        data.Append(Text(tenths));
    }

    private static long Tenths(double length) => (long)Math.Round(10 * length);

    private static string Text(long tenths) => (tenths / 10.0).ToString("0.#", CultureInfo.InvariantCulture);
}
