using System.Text.RegularExpressions;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace ReluDc.Engine;

/// <summary>LaTeX to MathML, by Temml run in a JavaScript interpreter. Loaded when the first formula comes that is not known.</summary>
/// <param name="cache">Knows formulas that were set before; null for none.</param>
internal sealed partial class MathRenderer(RenderCache? cache = null)
{
    private const int MostSteps = 5_000_000; // statements: the longest formula that is let in takes a tenth
    private const long MostBytes = 2_000_000_000; // allocated in all, for one formula

    private readonly RenderCache known = cache ?? new(null);
    private (Jint.Engine Engine, JsValue Render)? temml;
    private TimeSpan longest = TimeSpan.FromSeconds(20);

    /// <summary>A formula as a math element.</summary>
    /// <param name="latex">LaTeX without its dollar signs.</param>
    /// <param name="display">On a line of its own, instead of in the text.</param>
    /// <param name="definitions">Commands that it may use, by \gdef.</param>
    /// <exception cref="FormatException">
    /// Temml does not know a command, braces do not match, or the formula is too long, too deep or too slow to set.
    /// </exception>
    public Html Render(string latex, bool display, string definitions = "")
    {
        var key = $"formula\0{display}\0{definitions}\0{latex}";
        if (known.Find(key) is { } done)
            return Html.Raw(done);
        if (latex.Length > LatexText.Longest || LatexText.Depth(latex) > LatexText.Deepest)
            throw new FormatException($"the formula {Short(latex)} is too large to set; allowed: {LatexText.Longest:N0} characters, and "
                + $"{LatexText.Deepest} braces in one another");
        try
        {
            var mathml = RoomyStack.Run(() =>
            {
                var (engine, render) = temml ??= Load(longest);
                return engine.Invoke(render, latex, display, definitions).AsString();
            });
            // Presentation belongs to the style sheet; validators refuse Temml's "display:block math".
            mathml = InlineStyle().Replace(mathml, "")
                .Replace("<math display=\"block\"", "<math display=\"block\" class=\"tml-display\"", StringComparison.Ordinal);
            return Html.Raw(known.Keep(key, mathml));
        }
        catch (JavaScriptException e)
        {
            // Temml underlines the place with combining characters, which a terminal shows badly.
            throw new FormatException(
                $"the formula {Short(latex)} cannot be set: {OneLine(e.Message.Replace("\u0332", "", StringComparison.Ordinal))}", e);
        }
        catch (Exception e) when (e is JintException or TimeoutException or InvalidOperationException or ArgumentException)
        {
            temml = null; // who knows in what state it is
            if (e is TimeoutException)
                longest /= 2; // a page full of such formulas still comes to an end
            throw new FormatException($"the formula {Short(latex)} cannot be set: it is nested too deep, or goes on without end", e);
        }
    }

    /// <summary>Tries a definition.</summary>
    /// <exception cref="FormatException">Temml does not understand it.</exception>
    public void Define(string definition) => Render("", false, definition);

    private static string Short(string latex) => OneLine(latex.Length <= 100 ? latex : latex[..100] + "…");

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static (Jint.Engine, JsValue) Load(TimeSpan longest)
    {
        var engine = new Jint.Engine(options => options.LimitRecursion(2000).MaxStatements(MostSteps).LimitMemory(MostBytes)
            .TimeoutInterval(longest));
        engine.Execute(Assets.Text("temml.min.js"));
        engine.Execute("""
            const known = new Map();
            function render(latex, display, macros) {
              return temml.renderToString(latex, { displayMode: display, throwOnError: true, annotate: false, macros });
            }
            function renderFormula(latex, display, definitions) {
              if (!known.has(definitions)) {
                const macros = {};
                render(definitions, false, macros); // leaves in macros what it defines
                known.set(definitions, macros);
              }
              return render(latex, display, { ...known.get(definitions) });
            }
            """);
        return (engine, engine.GetValue("renderFormula"));
    }

    [GeneratedRegex("(?<=<math[^>]*) (?:style|class)=\"[^\"]*\"")]
    private static partial Regex InlineStyle();
}
