using System.Text;

namespace ReluDc.Figures;

/// <summary>
/// Signals to be heard, faster than they were recorded. As a cell's last expression it shows, for each, an audio player below a drawing of
/// its first periods; as text it says what is heard.
/// </summary>
/// <remarks>
/// A loudspeaker plays no DC: each signal is heard without its mean. All get the same gain, so that what is weaker sounds weaker; the
/// strongest comes to 0.9 of full scale. They are faded in and out over 15 ms. A record that is over in less than half a second is
/// repeated, as its spectrum takes it: whole periods join without a click. A long one is cut.
/// Used in notebooks 01, 03 and 10.
/// </remarks>
[TypeFormatterSource(typeof(HtmlFormatterSource), PreferredMimeTypes = [MimeType.Html, MimeType.Plain])]
public sealed class Sound : IDisplayable
{
    private const int MostSignals = 4;
    private const int MostSamples = 57_600; // of all signals together: 115 kB, which are 154 kB of base64
    private const double Loudest = 0.9;
    private const double LeastCarried = 0.999; // share of the power; if less, a higher rate is taken
    private const double LeastAudible = 0.01; // share of the power
    private const double PleasantHz = 300;

    private static readonly int[] ratesHz = [8000, 16_000, 32_000];

    private readonly IReadOnlyList<PlayedSignal> played;
    private readonly double scale; // the largest
    private readonly double gain; // of what is relative to it

    private Sound(IReadOnlyList<PlayedSignal> played, double timesFaster, string? caption)
    {
        this.played = played;
        scale = played.Max(one => one.Scale);
        var peak = played.Max(one => one.Peak * Share(one));
        gain = peak > 0 ? Loudest / peak : 0;
        Caption = $"{(string.IsNullOrWhiteSpace(caption) ? "" : caption.Trim() + " ")}Played {Speed(timesFaster)}, without DC{Lengths()}.";
    }

    /// <summary>What is heard: how fast it is played, and for how long.</summary>
    public string Caption { get; }

    /// <summary>One signal to be heard.</summary>
    /// <param name="signal">The signal. [N samples]</param>
    /// <param name="timesFaster">How much faster it is played than it was recorded, finite and above 0: 60 makes 300 Hz of 5 Hz.</param>
    /// <param name="caption">A sentence in front of the one that says how it is played, or null.</param>
    /// <exception cref="ArgumentException">
    /// Played like that, nothing of the signal can be heard; the message says how fast to play it. A constant is no such error: it is
    /// silent at any speed.
    /// </exception>
    public static Sound Of(Signal signal, double timesFaster, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return new(Played([("", signal)], timesFaster), timesFaster, caption);
    }

    /// <summary>Signals to be heard one after another and compared: all with the same gain.</summary>
    /// <param name="signals">Names and signals, one to four.</param>
    /// <param name="timesFaster">How much faster they are played than they were recorded, finite and above 0.</param>
    /// <param name="caption">A sentence in front of the one that says how they are played, or null.</param>
    /// <exception cref="ArgumentException">As of one signal, if nothing can be heard of any.</exception>
    public static Sound Of(IEnumerable<(string Name, Signal Signal)> signals, double timesFaster, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(signals);
        var all = signals.ToList();
        return all.Count is 0 or > MostSignals || all.Any(one => one.Signal is null || string.IsNullOrWhiteSpace(one.Name))
            ? throw new ArgumentException($"A sound is of 1 to {MostSignals} signals, each with its name.", nameof(signals))
            : new(Played(all, timesFaster), timesFaster, caption);
    }

    /// <inheritdoc/>
    string IDisplayable.As(string mimeType) => mimeType == MimeType.Html ? ToHtml() : ToString();

    /// <summary>What is heard, in words.</summary>
    public override string ToString() => $"Sound. {string.Concat(played.Select(one => Words(one) + ". "))}{Caption}";

    private static IReadOnlyList<PlayedSignal> Played(IReadOnlyList<(string Name, Signal Signal)> signals, double timesFaster)
    {
        if (!(double.IsFinite(timesFaster) && timesFaster > 0))
            throw new ArgumentOutOfRangeException(nameof(timesFaster), timesFaster,
                "A signal is played so many times faster: a finite number above 0.");
        if (signals.FirstOrDefault(one => !double.IsNormal(one.Signal.SampleRateHz * timesFaster)) is { Signal: { } odd })
            throw new ArgumentOutOfRangeException(nameof(timesFaster), timesFaster,
                FormattableString.Invariant($"At {odd.SampleRateHz:G3} Hz this is no speed of any sound."));
        IReadOnlyList<PlayedSignal> played = [];
        foreach (var rateHz in ratesHz)
        {
            var longestS = (double)MostSamples / signals.Count / rateHz;
            played = [.. signals.Select(one => new PlayedSignal(one.Name, one.Signal, timesFaster, rateHz, longestS))];
            if (played.All(one => one.CarriedShare >= LeastCarried))
                break;
        }
        if (played.All(one => one.AudibleShare < LeastAudible) && played.Any(one => !one.IsSilent))
            throw Inaudible(signals.Zip(played).First(one => !one.Second.IsSilent).First.Signal, timesFaster);
        return played;
    }

    private static ArgumentException Inaudible(Signal signal, double timesFaster)
    {
        var spectrum = Spectrum.Of(signal / signal.Peak);
        var recordedHz = Enumerable.Range(1, spectrum.Bins.Length - 1).MaxBy(k => spectrum.Bins[k].Magnitude) * spectrum.BinWidthHz;
        var (heardHz, highestHz) = (recordedHz * timesFaster, ratesHz[^1] / 2);
        return new(FormattableString.Invariant($"Nothing of it can be heard: its {recordedHz:G3} Hz, ")
            + FormattableString.Invariant($"played {timesFaster:G3} times faster, ")
            + FormattableString.Invariant($"are {heardHz:G3} Hz; allowed are {PlayedSignal.LowestHz} to {highestHz} Hz. ")
            + FormattableString.Invariant($"timesFaster: {PleasantHz / recordedHz:G2} makes them {PleasantHz} Hz."), nameof(timesFaster));
    }

    private double Share(PlayedSignal one) => scale > 0 ? one.Scale / scale : 0;

    private static string Words(PlayedSignal one) => one.Name.Length == 0 ? one.InWords : $"{one.Name}: {one.InWords}";

    private static string Speed(double timesFaster) => timesFaster switch
    {
        1 => "as fast as it was recorded",
        > 1 => $"{PlayedSignal.Rounded(timesFaster)} times faster",
        _ => $"{PlayedSignal.Rounded(1 / timesFaster)} times slower",
    };

    /// <summary>How long they last: once if all last as long.</summary>
    private string Lengths()
    {
        var lengths = played.Select(one => one.Length).Distinct().ToList();
        return ": " + (lengths.Count == 1 ? lengths[0] : string.Join("; ", played.Select(one => $"{one.Name} {one.Length}")));
    }

    private string ToHtml()
    {
        var windowS = WaveformPicture.WindowS(played);
        var shown = played.Select((one, i) =>
        {
            var name = one.Name.Length == 0 ? "Sound" : one.Name;
            var label = one.Name.Length == 0 ? Html.Nothing : Html.Of($"<strong>{one.Name}</strong>: ");
            var drawing = Encoding.UTF8.GetBytes(WaveformPicture.Of(one, windowS, gain * Share(one), Palette.Colour(i)));
            var file = WaveFile.Of(one.Samples, one.RateHz, gain * Share(one));
            return Html.Of($"""

                <div class="reludc-played">
                <p style="margin: 0">{label}{one.InWords}<br>
                <img alt="{name}, its first periods" style="max-width: 100%; height: auto" src="{Address("image/svg+xml", drawing)}"></p>
                <audio controls aria-label="{name}" src="{Address("audio/wav", file)}"></audio>
                </div>
                """);
        });
        return Html.Of($"""
            <figure class="reludc-sound" style="margin: 0.4rem 0">{shown}
            <figcaption>{Caption}</figcaption>
            </figure>
            """).ToString();
    }

    private static string Address(string type, byte[] bytes) => $"data:{type};base64,{Convert.ToBase64String(bytes)}";
}
