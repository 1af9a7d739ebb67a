namespace ReluDc.Engine;

/// <summary>What was written.</summary>
/// <param name="Pages">The pages, in order.</param>
/// <param name="IndexPath">The index; null for single files.</param>
/// <param name="Notes">What else became of the folder, a line each: pages that were taken away, or left out.</param>
public sealed record SiteReport(IReadOnlyList<WrittenPage> Pages, string? IndexPath, IReadOnlyList<string> Notes);

/// <summary>A page that was written, or left since nothing changed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its file.</param>
/// <param name="Rendered">False if it was left as it was.</param>
/// <param name="Faults">What could not be rendered; the page shows it in place.</param>
public sealed record WrittenPage(string Name, string Path, bool Rendered, IReadOnlyList<RenderFault> Faults);

/// <summary>Something on a page that could not be rendered.</summary>
/// <param name="Notebook">The page's name.</param>
/// <param name="CellNumber">The cell, from 1 among all cells; 0 for the whole page.</param>
/// <param name="CellId">The cell's id; empty for the whole page.</param>
/// <param name="Message">What is wrong, in one line.</param>
public sealed record RenderFault(string Notebook, int CellNumber, string CellId, string Message)
{
    /// <inheritdoc/>
    public override string ToString() =>
        CellNumber == 0 ? $"{Notebook}: {Message}" : $"{Notebook}: cell {CellNumber} ({CellId}): {Message}";
}
