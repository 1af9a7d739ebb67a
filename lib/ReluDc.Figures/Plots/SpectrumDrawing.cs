using System.Text.Json.Nodes;
using DrawnTraces = ReluDc.Figures.Traces;

namespace ReluDc.Figures;

/// <summary>Spectra as a reader wants to see them: strokes where there are lines, nothing where there is only rounding.</summary>
internal sealed class SpectrumDrawing(
    IReadOnlyList<(string Name, Spectrum Spectrum)> spectra, IReadOnlyList<SpectralLine> predicted, double? upToHz, bool decibels)
{
    /// <summary>Below this share of the highest line nothing is drawn: less than a pixel, or 66 dB down.</summary>
    private double Threshold => (decibels ? 5e-4 : 1e-3) * spectra.Max(s => s.Spectrum.Magnitudes.Max());

    private double EndHz => upToHz ?? spectra.Max(s => s.Spectrum.FrequenciesHz.Last());

    /// <summary>Frequency from just below zero, so that the DC line does not hide in the axis.</summary>
    public Axis FrequencyAxis => Axis.FrequencyHz with { From = -0.02 * EndHz, To = EndHz };

    /// <summary>Amplitude, linear or in decibels.</summary>
    public Axis AmplitudeAxis => decibels
        ? new Axis("amplitude", "dB re 1", From: Floor, To: Math.Ceiling((Height(spectra.Max(s => s.Spectrum.Magnitudes.Max())) + 5) / 10) * 10)
        : Axis.Amplitude;

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
            yield return DrawnTraces.Predictions("predicted", [.. lines.Select(line => line.Item1)], [.. lines.Select(line => Height(line.Item2))]);
    }

    private List<(double First, double Second)> Shown(IEnumerable<(double First, double Second)> lines) =>
        [.. lines.Where(line => line.First <= EndHz && line.Second >= Threshold)];

    private double Height(double amplitude) => decibels ? 20 * Math.Log10(amplitude) : amplitude;
}
