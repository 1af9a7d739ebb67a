namespace ReluDc.Engine;

/// <summary>A notebook that becomes a page.</summary>
/// <param name="Name">The page's name: the notebook's file without ending.</param>
/// <param name="Executed">The notebook with outputs.</param>
public sealed record SitePage(string Name, Notebook Executed)
{
    /// <summary>The notebook's title: its first heading.</summary>
    public string Title => Executed.Cells.Where(cell => cell.Kind == CellKind.Markdown).SelectMany(cell => cell.Source.Split('\n'))
        .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? Name;

    /// <summary>The notebook's number, "01"; empty if its name has none.</summary>
    public string Number => Name.Length > 2 && char.IsAsciiDigit(Name[0]) && char.IsAsciiDigit(Name[1]) && Name[2] == '-' ? Name[..2] : "";

    /// <summary>Number and title.</summary>
    public string Label => Number.Length == 0 ? Title : $"{Number} {Title}";

    /// <summary>Why execution stopped, in one line; null if it did not.</summary>
    public string? Failure => RunRecord.Of(Executed)?.Failure;

    /// <summary>The address of a cell, from the folder of the site.</summary>
    public string AddressOf(string cellId) => $"{Address}#{Anchors.OfCell(cellId)}";

    /// <summary>The address of the page, from the folder of the site.</summary>
    public string Address => Uri.EscapeDataString(Name) + ".html";
}
