using System.Globalization;

namespace ReluDc.Engine;

/// <summary>
/// The bar of a notebook's parameters: for each a slider and a box, a check box, or a field. On a live page they can be turned; on a page
/// on a disk they show what could be, with the command that makes it so.
/// </summary>
/// <param name="notebook">The notebook.</param>
/// <param name="name">Its name.</param>
/// <param name="isLive">Whether its page is live.</param>
internal sealed class ParameterBar(Notebook notebook, string name, bool isLive)
{
    private readonly Dictionary<string, string> used = (RunRecord.Of(notebook)?.Parameters ?? [])
        .ToDictionary(parameter => parameter.Name, parameter => parameter.Value); // on a page that was made with others

    private const double ManyTimes = 100; // a range that spans more is turned by ratios

    /// <summary>The bar; nothing if the notebook has no parameters.</summary>
    public Html ToHtml()
    {
        var inputs = LiveInput.Of(notebook).Where(input => !input.IsAnswer).ToList();
        if (inputs.Count == 0 && !isLive)
            return Html.Empty;
        var controls = inputs.Select(Control);
        var example = inputs is [var first, ..] ? $" -p {first.Name}={Shown(first.Declaration)}" : "";
        return isLive
            ? Html.Of($"""
                <section class="parameter-bar" id="parameter-bar" data-state="running" aria-label="Parameters">
                <details open><summary>Parameters</summary>
                <form class="parameters">
                {controls}</form>
                </details>
                <div class="live-line"><noscript><p>Turning needs scripts, which do not run here. On the command line:
                <code>dotnet run -- render {FileOf(notebook, name)}{example}</code></p></noscript>
                <p class="live-state" role="status">The engine starts…</p>
                <p class="live-warning" hidden></p><p class="live-problem" role="alert" hidden></p>
                <div class="live-tools"><button type="button" class="live-run" hidden>Run</button><button type="button" class="live-stop"
                hidden>Stop</button><button type="button" class="live-reset" hidden>Reset all</button><button type="button"
                class="live-link">Copy link</button><button type="button" class="live-command">Copy command</button></div></div>
                <progress class="live-progress" max="1" value="0" aria-label="Cells that have run"></progress>
                </section>

                """)
            : Html.Of($"""
                <section class="parameter-bar" id="parameter-bar" data-state="offline" aria-label="Parameters">
                <details><summary>Parameters that can be turned</summary>
                <fieldset class="parameters" disabled>
                {controls}</fieldset>
                <p class="copyable">They turn on a live page: <code>dotnet run -- serve {FileOf(notebook, name)}</code></p>
                </details>
                </section>

                """);
    }

    /// <summary>The notebook as the command line names it from the checkout's top folder.</summary>
    private static string FileOf(Notebook notebook, string name) =>
        $"{Path.GetFileName(Path.GetDirectoryName(notebook.Path is { } path ? Path.GetFullPath(path) : null)) ?? "notebooks"}/{name}.ipynb";

    private Html Control(LiveInput input)
    {
        var parameter = input.Declaration;
        var id = $"p-{parameter.Name}";
        var unit = parameter.Unit.Length > 0 ? Html.Of($" <span class=\"unit\">{parameter.Unit}</span>") : Html.Empty;
        var says = string.Join("; ", new[] { parameter.Meaning, Range(parameter) }.Where(part => part.Length > 0));
        var meaning = says.Length > 0 ? Html.Of($"<p class=\"meaning\" id=\"{id}-meaning\">{says}</p>\n") : Html.Empty;
        var describedBy = says.Length > 0 ? Html.Of($" aria-describedby=\"{id}-meaning\"") : Html.Empty;
        var off = Html.Raw(input.IsVariable ? "" : " disabled title=\"a constant: it is compiled in\"");
        var common = Html.Of($"name=\"{parameter.Name}\" id=\"{id}\" data-default=\"{Shown(parameter)}\"{describedBy}{off}");
        Html field = parameter.Type switch
        {
            "bool" => Html.Of($"<input type=\"checkbox\" {common}{Html.Raw(Now(parameter) == "true" ? " checked" : "")}>"),
            _ when IsNumber(parameter) => Html.Of($"{Slider(parameter, off)}<input type=\"number\" {common} value=\"{Now(parameter)
                }\" step=\"any\"{Bounds(parameter)} inputmode=\"decimal\">"),
            _ => Html.Of($"<input type=\"text\" {common} value=\"{Now(parameter)}\" spellcheck=\"false\">"),
        };
        var reset = isLive
            ? Html.Of($"<button type=\"button\" class=\"reset-one\" data-for=\"{parameter.Name}\" hidden aria-label=\"Reset {
                parameter.Name} to {Shown(parameter)}\" title=\"back to {Shown(parameter)}\">↺</button>")
            : Html.Empty;
        return Html.Of($"""
            <div class="parameter"><label for="{id}"><code>{parameter.Name}</code>{unit}</label>
            <span class="controls">{field}{reset}</span>
            {meaning}</div>

            """);
    }

    private Html Slider(Parameter parameter, Html off)
    {
        if (parameter.Bounds is not var (from, to) || !(to > from) || !double.TryParse(Now(parameter), NumberStyles.Float,
            CultureInfo.InvariantCulture, out var value))
            return Html.Empty;
        var isLog = from > 0 && to / from >= ManyTimes;
        var step = parameter.Step ?? Nice((to - from) / 200);
        var (most, at) = isLog ? (200, 200 * Math.Log(value / from) / Math.Log(to / from)) : ((to - from) / step, (value - from) / step);
        return Html.Of($"""
            <input type="range" min="0" max="{Math.Round(most)}" value="{Math.Round(Math.Clamp(at, 0, most))}" data-for="{parameter.Name
            }" data-from="{from}" data-to="{to}" data-step="{step}" data-scale="{(isLog ? "log" : "linear")}" aria-label="{parameter.Name
            }, slider" aria-valuetext="{Now(parameter)} {parameter.Unit}"{off}>
            """);
    }

    private static Html Bounds(Parameter parameter) => parameter.Bounds is var (from, to)
        ? Html.Of($" min=\"{from}\" max=\"{to}\"")
        : Html.Empty;

    private static string Range(Parameter parameter) => parameter.Bounds is var (from, to)
        ? string.Create(CultureInfo.InvariantCulture, $"{from} … {to}")
        : "";

    private static bool IsNumber(Parameter parameter) => parameter.IsWhole || parameter.Type is "double" or "float" or "decimal";

    /// <summary>A default as a reader would type it: text without its quotes.</summary>
    private static string Shown(Parameter parameter) => LiteralText.Of(parameter.Type, parameter.Default);

    /// <summary>The value that the page was made with.</summary>
    private string Now(Parameter parameter) => LiteralText.Of(parameter.Type, used.GetValueOrDefault(parameter.Name, parameter.Default));

    private static double Nice(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return power * new[] { 1.0, 2, 5, 10 }.First(times => times * power >= step * 0.999);
    }
}
