using System.Text.Json.Nodes;
using DrawnTraces = ReluDc.Figures.Traces;

namespace ReluDc.Figures;

/// <summary>Spectra as a reader wants to see them: strokes where there are lines, nothing where there is only rounding.</summary>
internal sealed class SpectrumDrawing
{
    private readonly IReadOnlyList<(string Name, Spectrum Spectrum)> spectra;
    private readonly IReadOnlyList<SpectralLine> predicted;
    private readonly bool decibels;

    public SpectrumDrawing(IReadOnlyList<(string Name, Spectrum Spectrum)> spectra, IReadOnlyList<SpectralLine> predicted, double? upToHz,
        bool decibels)
    {
        (this.spectra, this.predicted, this.decibels) = (spectra, predicted, decibels);
        if (spectra.Any(s => s.Spectrum is null))
            throw new ArgumentException("Each name comes with its spectrum; one of them has none.", nameof(spectra));
        if (spectra.Select(s => s.Spectrum.Scaling).Distinct().Count() != 1)
            throw new ArgumentException("A figure shows one spectrum or more, all of the same scaling.", nameof(spectra));
        EndHz = upToHz ?? spectra.Max(s => (s.Spectrum.Bins.Length - 1) * s.Spectrum.BinWidthHz);
        if (!(EndHz is > 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(upToHz), EndHz, "A spectrum is shown up to a finite frequency above 0 Hz.");
        Peak = spectra.Max(s => s.Spectrum.Magnitudes.Max()) is > 0 and var peak ? peak : 1; // silence, too, has axes
    }

    /// <summary>Below this share of the highest line nothing is drawn: less than a pixel, or 66 dB down.</summary>
    private double Threshold => (decibels ? 5e-4 : 1e-3) * Peak;

    private double Peak { get; }

    private double EndHz { get; }

    /// <summary>Frequency with room at both ends, so that no line hides in the frame.</summary>
    public Axis FrequencyAxis => Axis.FrequencyHz with { From = -0.03 * EndHz, To = 1.03 * EndHz };

    /// <summary>Amplitude, linear or in decibels.</summary>
    public Axis AmplitudeAxis => decibels
        ? new Axis(Quantity, "dB re 1", From: Floor, To: Math.Ceiling((Height(Peak) + 5) / 10) * 10)
        : Axis.Amplitude with { Name = Quantity };

    private string Quantity => spectra[0].Spectrum.Scaling switch
    {
        SpectrumScaling.Raw => "|X|, unscaled",
        SpectrumScaling.Unitary => "|X|/√N",
        _ => "amplitude",
    };

    private double Floor => decibels ? Math.Floor(Height(Threshold) / 10) * 10 : 0;

    /// <summary>The traces: strokes, then markers, then predictions on top.</summary>
    public IEnumerable<JsonObject> Traces()
    {
        for (var i = 0; i < spectra.Count; i++)
        {
            var (name, spectrum) = spectra[i];
            var bins = Shown(spectrum.FrequenciesHz.Zip(spectrum.Magnitudes));
            var (x, y) = (bins.Select(bin => bin.First).ToList(), bins.Select(bin => Height(bin.Second)).ToList());
            yield return i == 0 ? DrawnTraces.Stems(name, x, y, Floor) : DrawnTraces.Points(name, x, y, i);
        }
        var lines = Shown(predicted.Select(line => (line.FrequencyHz, line.Magnitude)));
        if (lines.Count > 0)
            yield return DrawnTraces.Predictions("predicted", [.. lines.Select(line => line.Item1)],
                [.. lines.Select(line => Height(line.Item2))]);
    }

    private List<(double First, double Second)> Shown(IEnumerable<(double First, double Second)> lines) =>
        [.. lines.Where(line => line.First <= EndHz && line.Second >= Threshold)];

    private double Height(double amplitude) => decibels ? 20 * Math.Log10(amplitude) : amplitude;
}
