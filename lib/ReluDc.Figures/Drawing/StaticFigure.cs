using System.Text.Json.Nodes;

namespace ReluDc.Figures;

/// <summary>
/// A figure as SVG: the same traces over the same axes as plotly.js draws, for wherever nothing runs. Its colours come from a style that
/// knows a light and a dark ground; its text is text, which grows where the drawing is as narrow as a phone.
/// </summary>
internal sealed class StaticFigure
{
    /// <summary>As many labels of an axis stand beside each other in a phone's size.</summary>
    private const int XLabels = 7, YLabels = 6;

    private const int Largest = 60_000; // characters
    private const double HeadingFont = 15, HeadingLine = 22;
    private const int HeadingLetters = 62; // stand on a line

    private readonly Figure figure;
    private readonly JsonObject? map;
    private readonly Frame frame;
    private readonly Scale x, y;
    private readonly IReadOnlyList<Tick> xTicks, yTicks;
    private readonly IReadOnlyList<IReadOnlyList<bool>> frames; // which traces each frame of a slider shows; without one, all
    private readonly IReadOnlyList<Legend> legends; // of each frame

    /// <param name="figure">The figure.</param>
    public StaticFigure(Figure figure)
    {
        this.figure = figure;
        map = figure.Traces.FirstOrDefault(trace => (string?)trace["type"] == "heatmap");
        frames = figure.Choice?.Visible ?? [[.. figure.Traces.Select(_ => true)]];
        legends = [.. frames.Select(shown => new Legend(figure.Traces.Where((_, i) => shown[i])))];
        yTicks = figure.Y.Ticks(figure.YExtent, figure.IsSmall ? YLabels / 2 + 1 : YLabels);
        xTicks = figure.X.Ticks(figure.XExtent, XLabels);
        frame = Frame.Of(figure, yTicks.Select(tick => tick.Label), legends.Max(legend => legend.Rows), map is not null);
        x = new(figure.XExtent, figure.X.Log, frame.Left, frame.Right);
        y = new(figure.YExtent, figure.Y.Log, frame.Bottom, frame.Top);
    }

    private int Active => figure.Choice?.Active ?? 0;

    /// <summary>The drawing, at most 60 kB: of curves that would take more, details are left out.</summary>
    public string ToSvg()
    {
        for (var tolerance = 0.15; ; tolerance *= 2)
            if (ToSvg(tolerance) is var svg && (svg.Length <= Largest || tolerance > 8))
                return svg;
    }

    private string ToSvg(double tolerance)
    {
        var lines = TitleLines.Of(figure.Title, HeadingLetters).ToList();
        if (figure.Choice is { } choice)
            lines.Add($"Shown: {choice.Label(Active)}");
        var heading = figure.IsSmall && figure.Choice is null ? 0 : 8 + lines.Count * HeadingLine;
        var (width, height) = (Frame.Width, Frame.HeightOf(figure));
        var texts = lines.Select((line, i) => Html.Of(
            $"<text x=\"4\" y=\"{PathData.Length((i + 0.8) * HeadingLine - heading)}\">{line}</text>"));
        var title = heading == 0 ? Html.Nothing : Html.Of($"""
            <g class="heading" font-size="{HeadingFont}" font-weight="600">{texts}</g>
            """);
        var inside = $"{PathData.Length(frame.Left)} {PathData.Length(frame.Top)} {PathData.Length(frame.Right - frame.Left)} {PathData
            .Length(frame.Bottom - frame.Top)}";
        var place = inside.Split(' ');
        return Html.Of($"""
            <svg xmlns="http://www.w3.org/2000/svg" class="reludc-svg" role="img" aria-label="{figure.Title}. {figure.Alt}"
             viewBox="0 {-heading} {width} {height + heading}" data-body="0 0 {width} {height}" width="{width}" height="{height + heading}"
             font-family="system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, DejaVu Sans, sans-serif" font-size="{Frame.Font}"
             fill="#1f2328">
            <style>{Html.Raw(FigureStyle.Css)}</style>
            <rect class="paper" y="{-heading}" width="{width}" height="{height + heading}" fill="#ffffff"/>
            {title}{Legends()}{Axes()}
            <svg x="{place[0]}" y="{place[1]}" width="{place[2]}" height="{place[3]}" viewBox="{inside}" stroke-linecap="round"
             stroke-linejoin="round">
            {figure.Traces.Select((trace, i) =>
                InFrames([.. frames.Select(shown => shown[i])], DrawnTrace.Of(trace, x, y, tolerance)))}</svg>
            {(map is null ? Html.Nothing : ColourMap.Bar(map, frame))}</svg>

            """).ToString();
    }

    /// <summary>A part that belongs to some frames of the slider: the others do not show it.</summary>
    private Html InFrames(IReadOnlyList<bool> shown, Html part)
    {
        if (shown.All(yes => yes))
            return Html.Of($"<g>{part}</g>\n");
        var hidden = Html.Raw(shown[Active] ? "" : " display=\"none\"");
        var own = string.Join(' ', shown.Index().Where(entry => entry.Item).Select(entry => entry.Index));
        return Html.Of($"<g data-frames=\"{own}\"{hidden}>{part}</g>\n");
    }

    private Html Legends()
    {
        var first = legends[0].Names.ToList();
        return legends.All(legend => legend.Names.SequenceEqual(first))
            ? Html.Of($"{legends[0].ToSvg()}\n")
            : Html.Of($"{legends.Select((legend, i) => InFrames([.. legends.Select((_, j) => i == j)], legend.ToSvg()))}");
    }

    private Html Axes()
    {
        var grid = new PathData(0);
        foreach (var tick in xTicks)
            grid.Move(x.At(tick.Value), frame.Top).LineTo(x.At(tick.Value), frame.Bottom);
        foreach (var tick in yTicks)
            grid.Move(frame.Left, y.At(tick.Value)).LineTo(frame.Right, y.At(tick.Value));
        var zero = new PathData(0);
        if (!x.IsLog && x.Extent is { Low: <= 0, High: >= 0 })
            zero.Move(x.At(0), frame.Top).LineTo(x.At(0), frame.Bottom);
        if (!y.IsLog && y.Extent is { Low: <= 0, High: >= 0 })
            zero.Move(frame.Left, y.At(0)).LineTo(frame.Right, y.At(0));

        var below = PathData.Length(frame.Bottom + 6);
        var beside = PathData.Length(frame.Left - 6);
        var xLabels = xTicks.Select(tick =>
            Html.Of($"<text x=\"{PathData.Length(x.At(tick.Value))}\" y=\"{below}\" dy=\".8em\">{tick.Label}</text>"));
        var yLabels = yTicks.Select(tick =>
            Html.Of($"<text x=\"{beside}\" y=\"{PathData.Length(y.At(tick.Value))}\" dy=\".35em\">{tick.Label}</text>"));
        var middle = (X: PathData.Length((frame.Left + frame.Right) / 2), Y: PathData.Length((frame.Top + frame.Bottom) / 2));
        var bottom = PathData.Length(Frame.HeightOf(figure) - 7);
        return Html.Of($"""
            <path class="grid" fill="none" stroke="#e3e6ea" d="{grid}"/><path class="zero" fill="none" stroke="#8c959f" d="{zero}"/>
            <g class="x-labels" text-anchor="middle">{xLabels}</g><g class="y-labels" text-anchor="end">{yLabels}</g>
            <text class="axis-title" text-anchor="middle" x="{middle.X}" y="{bottom}">{figure.X.Title}</text>
            <text class="axis-title" text-anchor="middle" transform="translate(4 {middle.Y}) rotate(-90)" dy=".9em">{figure.Y.Title}</text>
            """);
    }
}
