namespace ReluDc.Figures;

/// <summary>Where the parts of a drawing lie, in units; text is set for a page of the drawing's own width, and for a phone.</summary>
/// <param name="Left">Left end of the axes.</param>
/// <param name="Right">Right end.</param>
/// <param name="Top">Upper end.</param>
/// <param name="Bottom">Lower end.</param>
internal readonly record struct Frame(double Left, double Right, double Top, double Bottom)
{
    /// <summary>Width of every drawing.</summary>
    public const double Width = 640;

    /// <summary>Font size where a drawing is shown in its own size, and where it is as narrow as a phone.</summary>
    public const double Font = 12.5, PhoneFont = 18;

    private const double FullHeight = 400, SmallHeight = 220;
    private const double LetterWidth = 0.56; // of the font size, on average

    /// <summary>Height of a figure's drawing without its heading.</summary>
    public static double HeightOf(Figure figure) => figure.IsSmall ? SmallHeight : FullHeight;

    /// <summary>Room for a text on a phone.</summary>
    public static double Room(string text) => text.Length * LetterWidth * PhoneFont;

    /// <summary>The frame that leaves room for labels, titles and legend.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="labels">Labels of the y axis.</param>
    /// <param name="legendRows">Rows of the legend.</param>
    /// <param name="hasColourBar">Whether a scale of colours stands at the right.</param>
    public static Frame Of(Figure figure, IEnumerable<string> labels, int legendRows, bool hasColourBar) => new(
        Left: PhoneFont + 14 + labels.Select(Room).DefaultIfEmpty(20).Max(),
        Right: Width - (hasColourBar ? 112 : 16),
        Top: 12 + legendRows * LegendRowHeight,
        Bottom: HeightOf(figure) - 2 * PhoneFont - 16);

    /// <summary>Height of a row of the legend.</summary>
    public const double LegendRowHeight = 22;
}
