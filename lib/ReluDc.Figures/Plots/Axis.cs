using System.Collections.Immutable;

namespace ReluDc.Figures;

/// <summary>An axis of a figure: what is drawn along it and in which unit.</summary>
/// <remarks>Used in notebook 01 first.</remarks>
/// <param name="Name">What it shows, for example "frequency".</param>
/// <param name="Unit">Its unit, for example "Hz"; "1" for a pure number.</param>
/// <param name="Log">Logarithmic. Values of 0 and below are then left out.</param>
/// <param name="From">Lower end of the range, in the unit; null lets the data decide.</param>
/// <param name="To">Upper end of the range, in the unit; null lets the data decide.</param>
public sealed record Axis(string Name, string Unit, bool Log = false, double? From = null, double? To = null)
{
    /// <summary>Time in seconds.</summary>
    public static Axis TimeS { get; } = new("time", "s");

    /// <summary>Frequency in hertz.</summary>
    public static Axis FrequencyHz { get; } = new("frequency", "Hz");

    /// <summary>A peak amplitude, or the value of a signal without unit.</summary>
    public static Axis Amplitude { get; } = new("amplitude", "1");

    /// <inheritdoc cref="Axis(string, string, bool, double?, double?)" path="/param[@name='Name']"/>
    public string Name { get; init; } = Given(Name, nameof(Name));

    /// <inheritdoc cref="Axis(string, string, bool, double?, double?)" path="/param[@name='Unit']"/>
    public string Unit { get; init; } = Given(Unit, nameof(Unit));

    /// <summary>Name and unit, "frequency (Hz)"; of a pure number the name, "relative error".</summary>
    public string Title => Unit == "1" ? Name : $"{Name} ({Unit})";

    /// <summary>Values that have a label each, because a row or a column of a map stands there; none lets the range decide.</summary>
    internal ImmutableArray<double> Marks { get; init; } = [];

    /// <summary>The labelled places between two ends.</summary>
    /// <param name="drawn">The ends.</param>
    /// <param name="most">As many labels have room.</param>
    internal IReadOnlyList<Tick> Ticks(Extent drawn, int most) =>
        Marks.IsEmpty ? Tick.Of(drawn, Log, most) : [.. Marks.Select(value => new Tick(value, Number.Text(value, "G4")))];

    /// <summary>The axis, if a figure can have it: its ends are finite, in order, and above 0 if it is logarithmic.</summary>
    internal Axis Checked() => !Ends.All(Shows)
        ? throw new ArgumentException(FormattableString.Invariant(
            $"The axis \"{Name}\" goes from {From} to {To}; allowed: finite ends{(Log ? " above 0, since it is logarithmic" : "")}."))
        : From >= To
            ? throw new ArgumentException(
                FormattableString.Invariant($"The axis \"{Name}\" goes from {From} to {To}; allowed: from a lower to a higher end."))
            : this;

    private IEnumerable<double> Ends => new[] { From, To }.OfType<double>();

    /// <summary>Whether a value can be drawn along this axis.</summary>
    internal bool Shows(double value) => double.IsFinite(value) && (!Log || value > 0);

    private static string Given(string text, string name) => string.IsNullOrWhiteSpace(text)
        ? throw new ArgumentException("""An axis has a name and a unit; the unit of a pure number is "1".""", name)
        : text;
}
