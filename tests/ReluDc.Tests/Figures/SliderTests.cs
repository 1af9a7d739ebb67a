using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

public class SliderTests
{
    private static Figure Of(double[] values, double? start = null, Func<double, Figure>? frame = null) =>
        Figure.Slider("t", "a", "f₁", "Hz", values, frame ?? (f => Line(Axis.Amplitude, f)), start);

    private static Figure Line(Axis y, double height) =>
        Figure.Curves("t", "a", Axis.TimeS, y, [Curve.Line("a", [0, 1], [0, height]), Curve.Line("b", [0, 1], [1, 1])]);

    [Fact]
    public void One_frame_is_visible_and_it_is_the_one_that_was_asked_for()
    {
        var figure = Of([3, 5, 7], start: 5);
        Assert.Equal([false, true, true, false], Shown.Json(figure)["data"]!.AsArray()
            .Select(trace => (bool)trace!["visible"]!)); // the second curve is the same in all frames, and there once
        Assert.Equal([0, 5], Shown.Numbers(figure, 2, "y"));
        Assert.Equal(1, (int)Shown.Json(figure)["layout"]!["sliders"]![0]!["active"]!);
    }

    [Fact]
    public void Each_step_shows_its_own_frame_and_says_its_value()
    {
        var steps = Shown.Json(Of([3, 5, 7]))["layout"]!["sliders"]![0]!["steps"]!.AsArray();
        Assert.Equal(["3", "5", "7"], steps.Select(step => (string?)step!["label"]));
        Assert.Equal("visible", (string?)steps[2]!["args"]![0]);
        Assert.Equal([false, true, false, true], steps[2]!["args"]![1]!.AsArray().Select(node => (bool)node!));
    }

    [Fact]
    public void The_range_holds_all_frames()
    {
        var range = Shown.Json(Of([3, 7]))["layout"]!["yaxis"]!["range"]!.AsArray();
        Assert.Equal(-0.35, (double)range[0]!, 1e-12); // 5 % of 0 … 7 on either side
        Assert.Equal(7.35, (double)range[1]!, 1e-12);
    }

    [Fact]
    public void Frames_without_any_difference_in_height_still_have_a_range()
    {
        var figure = Of([1, 2], frame: f => Figure.Curves("t", "a", Axis.TimeS, Axis.Amplitude, [Curve.Line("a", [0, 1], [3, 3])]));
        var range = Shown.Json(figure)["layout"]!["yaxis"]!["range"]!.AsArray();
        Assert.InRange((double)range[1]! - (double)range[0]!, 0.01, 1);
    }

    [Fact]
    public void Needs_two_values_a_start_among_them_and_the_same_axes_throughout()
    {
        Assert.Contains("two values", Assert.Throws<ArgumentException>(() => Of([3])).Message);
        Assert.Contains("3, 5", Assert.Throws<ArgumentException>(() => Of([3, 5], start: 4)).Message);
        Assert.Contains("same axes",
            Assert.Throws<ArgumentException>(() => Of([1, 2], frame: f => Line(new Axis("y", "m", Log: f > 1), f))).Message);
    }
}
