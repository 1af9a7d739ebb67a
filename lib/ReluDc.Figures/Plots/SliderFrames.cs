using System.Text.Json.Nodes;

namespace ReluDc.Figures;

/// <summary>
/// Figures computed in advance, of which a slider shows one: their traces over common axes, those of one figure visible at a time. A trace
/// that is the same in several figures is there once.
/// </summary>
internal sealed class SliderFrames
{
    private readonly string name;
    private readonly string unit;
    private readonly IReadOnlyList<double> values;

    public SliderFrames(string name, string unit, IReadOnlyList<double> values, Func<double, Figure> frame, double? start)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (values.Count < 2)
            throw new ArgumentException($"A slider has two values or more; given are {values.Count}.", nameof(values));
        (this.name, this.unit, this.values) = (name, unit, values);
        Active = start is { } value ? values.ToList().IndexOf(value) : 0;
        if (Active < 0)
            throw new ArgumentException(FormattableString.Invariant(
                $"A slider starts at one of its values, {string.Join(", ", values)}; given is {start}."), nameof(start));

        var frames = values.Select(frame).ToList();
        X = Common(frames, figure => figure.X, "x");
        Y = Common(frames, figure => figure.Y, "y");
        var places = new OrderedDictionary<string, JsonObject>();
        var shown = frames.Select(figure => figure.Traces.Select(trace =>
        {
            var json = trace.ToJsonString();
            return places.TryAdd(json, trace, out var place) ? place : places.IndexOf(json);
        }).ToHashSet()).ToList();
        Visible = [.. shown.Select(own => places.Select((_, place) => own.Contains(place)).ToList())];
        Traces = [.. places.Values.Select((trace, place) =>
        {
            var copy = trace.DeepClone().AsObject();
            copy["visible"] = Visible[Active][place];
            return copy;
        })];
    }

    public Axis X { get; }

    public Axis Y { get; }

    /// <summary>The traces of all frames, each once.</summary>
    public IReadOnlyList<JsonObject> Traces { get; }

    /// <summary>Which traces each frame shows.</summary>
    public IReadOnlyList<IReadOnlyList<bool>> Visible { get; }

    /// <summary>The frame that is shown first.</summary>
    public int Active { get; }

    /// <summary>What the slider says at a frame: "f₁ = 5 Hz".</summary>
    public string Label(int frame) => $"{name} = {Number.Text(values[frame], "G4")}{Suffix}";

    /// <summary>plotly's slider.</summary>
    public JsonObject Control() => new()
    {
        ["active"] = Active,
        ["currentvalue"] = new JsonObject { ["prefix"] = $"{name} = ", ["suffix"] = Suffix, ["xanchor"] = "left" },
        ["pad"] = new JsonObject { ["t"] = 56, ["b"] = 8 },
        ["len"] = 1,
        ["steps"] = new JsonArray([.. values.Select((value, i) => new JsonObject
        {
            ["label"] = Number.Text(value, "G4"),
            ["method"] = "restyle",
            ["args"] = new JsonArray("visible", new JsonArray([.. Visible[i].Select(isShown => JsonValue.Create(isShown))])),
        })]),
    };

    private string Suffix => unit == "1" ? "" : " " + unit;

    /// <summary>The first frame's axis over the range of all frames, so that nothing jumps.</summary>
    private static Axis Common(IReadOnlyList<Figure> frames, Func<Figure, Axis> axisOf, string coordinate)
    {
        var axis = axisOf(frames[0]);
        if (frames.FirstOrDefault(figure => axisOf(figure) is var other && (other.Title, other.Log) != (axis.Title, axis.Log)) is { } odd)
            throw new ArgumentException($"The figures of a slider have the same axes; given are {axis.Title} and {axisOf(odd).Title}.");
        if (frames.All(figure => axisOf(figure) is { From: not null, To: not null }))
            return axis with { From = frames.Min(figure => axisOf(figure).From), To = frames.Max(figure => axisOf(figure).To) };
        var extent = Extent.Of([.. frames.SelectMany(figure => figure.Traces)], coordinate, axis with { From = null, To = null });
        return axis with { From = extent.Low, To = extent.High };
    }
}
