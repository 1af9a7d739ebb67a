namespace ReluDc.Engine;

/// <summary>A formula in LaTeX.</summary>
public sealed class LatexValue
{
    /// <summary>A formula, with or without dollar signs around it.</summary>
    public LatexValue(string formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        Formula = formula.Trim().Trim('$').Trim();
    }

    /// <summary>The formula without dollar signs.</summary>
    public string Formula { get; }

    /// <inheritdoc/>
    public override string ToString() => Formula;
}
