using System.Text.Json.Nodes;

namespace ReluDc.Figures;

/// <summary>
/// Figures computed in advance, of which a slider shows one: all their traces, one figure's visible at a time, over common axes.
/// </summary>
internal sealed class SliderFrames
{
    public SliderFrames(string name, string unit, IReadOnlyList<double> values, Func<double, Figure> frame, double? start)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (values.Count < 2)
            throw new ArgumentException($"A slider has two values or more; given are {values.Count}.", nameof(values));
        var active = start is { } value ? values.ToList().IndexOf(value) : 0;
        if (active < 0)
            throw new ArgumentException(FormattableString.Invariant(
                $"A slider starts at one of its values, {string.Join(", ", values)}; given is {start}."), nameof(start));

        var frames = values.Select(frame).ToList();
        X = Common(frames, figure => figure.X, "x");
        Y = Common(frames, figure => figure.Y, "y");
        Traces = [.. frames.SelectMany((figure, i) => figure.Traces.Select(trace =>
        {
            var copy = trace.DeepClone().AsObject();
            copy["visible"] = i == active;
            return copy;
        }))];
        Control = ControlOf(name, unit, values, frames, active);
    }

    public Axis X { get; }

    public Axis Y { get; }

    public IReadOnlyList<JsonObject> Traces { get; }

    public JsonObject Control { get; }

    private static JsonObject ControlOf(string name, string unit, IReadOnlyList<double> values, IReadOnlyList<Figure> frames, int active) =>
        new()
    {
        ["active"] = active,
        ["currentvalue"] = new JsonObject { ["prefix"] = $"{name} = ", ["suffix"] = unit == "1" ? "" : " " + unit, ["xanchor"] = "left" },
        ["pad"] = new JsonObject { ["t"] = 56, ["b"] = 8 },
        ["len"] = 1,
        ["steps"] = new JsonArray([.. values.Select((value, i) => new JsonObject
        {
            ["label"] = Number.Text(value, "G4"),
            ["method"] = "restyle",
            ["args"] = new JsonArray("visible",
                new JsonArray([.. frames.SelectMany((figure, j) => figure.Traces.Select(_ => JsonValue.Create(j == i)))])),
        })]),
    };

    /// <summary>The first frame's axis over the range of all frames, so that nothing jumps.</summary>
    private static Axis Common(IReadOnlyList<Figure> frames, Func<Figure, Axis> axisOf, string coordinate)
    {
        var axis = axisOf(frames[0]);
        if (frames.FirstOrDefault(figure => axisOf(figure) is var other && (other.Title, other.Log) != (axis.Title, axis.Log)) is { } odd)
            throw new ArgumentException($"The figures of a slider have the same axes; given are {axis.Title} and {axisOf(odd).Title}.");
        if (frames.All(figure => axisOf(figure) is { From: not null, To: not null }))
            return axis with { From = frames.Min(figure => axisOf(figure).From), To = frames.Max(figure => axisOf(figure).To) };
        var all = axis with { From = null, To = null };
        return Extent.Of(frames.SelectMany(figure => figure.Traces), coordinate, all)?.Widened(axis.Log) is { } extent
            ? axis with { From = extent.Low, To = extent.High }
            : axis;
    }
}
