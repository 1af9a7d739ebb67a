namespace ReluDc.Engine;

/// <summary>The formulas of one notebook: what it defines holds for all that follow, and those with numbers are counted.</summary>
/// <param name="math">Sets them.</param>
/// <param name="anchors">The ids of the page.</param>
internal sealed class Formulas(MathRenderer math, Anchors anchors)
{
    private readonly FormulaDefinitions definitions = new(math);
    private readonly FormulaNumbers numbers = new(anchors);

    /// <summary>A formula as it stands on the page; nothing if it only defines; its text, marked, if it cannot be set.</summary>
    /// <param name="latex">LaTeX without its dollar signs.</param>
    /// <param name="display">On a line of its own, instead of in the text.</param>
    /// <param name="faults">Receives why it cannot be set.</param>
    public Html Render(string latex, bool display, Action<string> faults)
    {
        try
        {
            if (latex.Length > LatexText.Longest)
                throw new FormatException($"a formula of {latex.Length:N0} characters is too long; allowed: {LatexText.Longest:N0}");
            var formula = definitions.Take(latex);
            if (string.IsNullOrWhiteSpace(formula))
                return Html.Empty;
            if (numbers.OnlyReference(formula, faults) is { } reference)
                return reference;
            formula = display ? numbers.Number(formula, faults) : FormulaNumbers.Unlabelled(formula);
            return math.Render(numbers.Refer(formula, faults), display, definitions.All);
        }
        catch (FormatException e)
        {
            faults(e.Message);
            return Fault.Source(latex);
        }
    }

    /// <summary>Markup with references to formulas, once all of the notebook has been rendered.</summary>
    public Html Resolve(Html markup) => numbers.Resolve(markup);
}
