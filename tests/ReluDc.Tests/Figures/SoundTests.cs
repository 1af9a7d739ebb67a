using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ReluDc.Engine;
using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

/// <summary>Signals to be heard: the bytes that a browser gets, decoded and measured.</summary>
public sealed class SoundTests
{
    private static readonly Signal tone = new ToneSum(new Tone(5)).Sample(5 * 256, 8 / 5.0);

    [Fact]
    public void Is_a_wav_file_of_16_bit_and_one_channel()
    {
        var file = Wav(Sound.Of(tone, timesFaster: 60));
        Assert.Equal("RIFF", Encoding.ASCII.GetString(file, 0, 4));
        Assert.Equal(file.Length - 8, BitConverter.ToInt32(file, 4));
        Assert.Equal("WAVEfmt ", Encoding.ASCII.GetString(file, 8, 8));
        Assert.Equal((16, 1, 1), (BitConverter.ToInt32(file, 16), BitConverter.ToInt16(file, 20), BitConverter.ToInt16(file, 22)));
        Assert.Equal((8000, 16_000), (BitConverter.ToInt32(file, 24), BitConverter.ToInt32(file, 28)));
        Assert.Equal((2, 16), (BitConverter.ToInt16(file, 32), BitConverter.ToInt16(file, 34)));
        Assert.Equal("data", Encoding.ASCII.GetString(file, 36, 4));
        Assert.Equal(file.Length - 44, BitConverter.ToInt32(file, 40));
        Assert.Equal(0.8, (file.Length - 44) / 16_000.0, 1e-3);
    }

    [Theory]
    [InlineData(60, 300)]
    [InlineData(100, 500)]
    [InlineData(61.8, 309)] // no whole number of samples in a record
    [InlineData(700, 3500)]
    [InlineData(2000, 10_000)] // needs a faster clock
    public void Plays_a_tone_at_its_frequency_times_the_factor(double timesFaster, double heardHz)
    {
        var heard = Decoded(Wav(Sound.Of(tone, timesFaster)));
        var middle = Middle(heard);
        var spectrum = Spectrum.Of(middle, window: WindowShape.FlatTop);
        Assert.Equal(0.9, spectrum.At(heardHz).Magnitude, 0.005);
        var beside = spectrum.Bins.Where((_, k) => Math.Abs(k * spectrum.BinWidthHz - heardHz) > 6 * spectrum.BinWidthHz);
        Assert.True(beside.Max(bin => bin.Magnitude) < 2e-4, "nothing else is heard, down to some steps of 16 bit");
    }

    [Fact]
    public void What_is_rectified_is_heard_with_the_lines_of_the_closed_form_but_dc()
    {
        const double gain = 0.9; // the tone's peak comes to 0.9
        var lines = new OneToneRelu(new Tone(5));
        var heard = Middle(Decoded(Wav(Sound.Of([("x", tone), ("ReLU(x)", tone.Relu())], timesFaster: 60), 1)));
        var whole = new Signal(heard.Samples.Take(4000), heard.SampleRateHz); // half a second: each line on a bin
        var spectrum = Spectrum.Of(whole);
        Assert.Equal(0, spectrum.Dc, 1e-4);
        for (var n = 1; n <= 12; n++)
            Assert.Equal(gain * lines.Line(n).Magnitude, spectrum.At(300 * n).Magnitude, 2e-4); // 256 samples a period
    }

    [Fact]
    public void Has_no_edge_at_which_it_would_click()
    {
        var samples = Decoded(Wav(Sound.Of(tone + 3, timesFaster: 60))).Samples;
        Assert.Equal((0, 0), (samples[0], samples[^1]));
        Assert.True(samples.Take(8).Concat(samples.TakeLast(8)).Max(Math.Abs) < 0.02);
        Assert.InRange(samples.Max(Math.Abs), 0.895, 0.9001); // a constant takes nothing of it
    }

    [Fact]
    public void A_record_that_is_long_enough_is_played_once_and_a_long_one_is_cut()
    {
        var once = Sound.Of(new ToneSum(new Tone(5)).Sample(640, 90), timesFaster: 60);
        Assert.Contains("60 times faster, without DC: 1.5 s.", once.Caption);
        Assert.Equal(1.5, Decoded(Wav(once)).DurationS, 1e-3);
        var cut = Sound.Of(new ToneSum(new Tone(300)).Sample(8000, 30), timesFaster: 1);
        Assert.Contains("as fast as it was recorded, without DC: the first 7.2 s of 30 s", cut.Caption);
        Assert.Equal(7.2, Decoded(Wav(cut)).DurationS, 1e-3);
        Assert.Contains("its 26.7 ms over and over, for 0.8 s", Sound.Of(tone, timesFaster: 60).Caption);
        Assert.Contains("2 times slower", Sound.Of(new ToneSum(new Tone(600)).Sample(8000, 1), timesFaster: 0.5).Caption);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Has_at_most_200_kB_whatever_is_played(int signals)
    {
        var noise = Noise.White(1, 40_000, 2, new Pcg32(1));
        Assert.InRange(Shown.Html(Sound.Of(Enumerable.Range(0, signals).Select(i => ($"noise {i}", noise)), timesFaster: 1)).Length,
            100_000, 200_000);
        Assert.InRange(Shown.Html(Sound.Of(Enumerable.Range(0, signals).Select(i => ($"tone {i}", tone)), timesFaster: 60)).Length,
            20_000, 120_000);
    }

    [Fact]
    public void Signals_together_have_one_gain()
    {
        var sound = Sound.Of([("loud", tone), ("soft", 0.1 * tone)], timesFaster: 60);
        Assert.Equal(0.09, Decoded(Wav(sound, 1)).Peak, 1e-3);
        Assert.Equal(0.9, Decoded(Wav(Sound.Of(0.1 * tone, timesFaster: 60))).Peak, 1e-3);
    }

    [Fact]
    public void A_constant_is_silent_and_says_so()
    {
        var sound = Sound.Of([("x", tone - 2), ("ReLU(x)", (tone - 2).Relu()), ("DC", 0 * tone + 0.3)], timesFaster: 60);
        Assert.Equal("Sound. x: strongest at 300 Hz. ReLU(x): silence, as it is constant. DC: silence, as it is constant. "
            + "Played 60 times faster, without DC: its 26.7 ms over and over, for 0.8 s.", Shown.Plain(sound));
        Assert.Equal(0, Decoded(Wav(sound, 1)).Peak);
        Assert.Equal(0, Decoded(Wav(sound, 2)).Peak);
        Assert.Equal(0, Decoded(Wav(Sound.Of(new Signal([1.0], 1), timesFaster: 1e-3))).Peak);
    }

    [Theory]
    [InlineData(0.5, 8, 1)]
    [InlineData(0.5, 9, 64)]
    [InlineData(440.5, 64, 3)]
    [InlineData(1000, 65_536, 7)]
    public void What_notebook_01_may_record_is_heard_as_the_same_note(double frequencyHz, int samplesPerPeriod, int periods)
    {
        var x = new ToneSum(new Tone(frequencyHz, 250, -3)).Sample(samplesPerPeriod * frequencyHz, periods / frequencyHz);
        var sound = Sound.Of([("x", x), ("ReLU(x)", x.Relu())], timesFaster: 300 / frequencyHz);
        Assert.StartsWith("Sound. x: strongest at 300 Hz. ReLU(x): strongest at 300, 600 ", Shown.Plain(sound));
        var heard = Middle(Decoded(Wav(sound)));
        Assert.Equal(0.9, Spectrum.Of(new(heard.Samples.Take(1600), heard.SampleRateHz)).At(300).Magnitude, 2e-3);
    }

    [Fact]
    public void Says_in_words_what_is_heard() => Assert.Equal(
        "Sound. x: strongest at 300 Hz. ReLU(x): strongest at 300, 600 and 1200 Hz. "
        + "Half of it passes. Played 60 times faster, without DC: its 26.7 ms over and over, for 0.8 s.",
        Shown.Plain(Sound.Of([("x", tone), ("ReLU(x)", 0.999 * tone.Relu())], timesFaster: 60, "Half of it passes.")));

    [Theory]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    [InlineData(5e-324)]
    public void Any_scale_is_played(double scale)
    {
        var square = new Signal(tone.Samples.Select(x => scale * Math.Sign(x)), tone.SampleRateHz);
        Assert.Equal(0.9, Decoded(Wav(Sound.Of(square, timesFaster: 60))).Peak, 1e-3);
    }

    [Fact]
    public void The_same_signal_makes_the_same_bytes() =>
        Assert.Equal(Shown.Html(Sound.Of(tone, timesFaster: 60)), Shown.Html(Sound.Of(tone, timesFaster: 60)));

    [Fact]
    public void Pages_take_its_html_as_it_is()
    {
        var html = Shown.Html(Sound.Of([("x < y & z", tone), ("\"y\"", tone.Relu())], timesFaster: 60, "<b>"));
        var faults = new List<string>();
        var surroundings = new HtmlSurroundings((address, _) => (address, ReluDc.Engine.Html.Empty), (_, _) => null, _ => false);
        var foreign = new ForeignHtml(html, surroundings, faults.Add);
        var page = new HtmlParser().ParseDocument(foreign.ForPage().ToString());
        Assert.Empty(faults);
        Assert.True(foreign.IsFaithful);
        Assert.Equal(new HtmlParser().ParseDocument(html).QuerySelector("figure")!.Normal(), page.QuerySelector("figure")!.Normal());
        Assert.Equal(["x < y & z: strongest at 300 Hz", "\"y\": strongest at 300, 600 and 1200 Hz"],
            page.QuerySelectorAll(".reludc-played p").Select(label => label.TextContent.Trim()));
        Assert.Equal(2, page.QuerySelectorAll("audio[controls][src^='data:audio/wav;base64,']").Length);
        Assert.All(page.QuerySelectorAll("img"), picture => Assert.EndsWith("its first periods", picture.GetAttribute("alt")));
        Assert.StartsWith("<b> Played", page.QuerySelector("figcaption")!.TextContent);
    }

    [Fact]
    public void The_drawing_shows_six_periods_as_they_are_played()
    {
        var source = new HtmlParser().ParseDocument(Shown.Html(Sound.Of(tone, timesFaster: 60))).QuerySelector("img")!.GetAttribute("src")!;
        var svg = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(Convert.FromBase64String(source.Split(',')[1])));
        var numbers = svg.QuerySelectorAll("path")[1].GetAttribute("d")!.Split('M', 'l', ' ')
            .Where(text => text.Length > 0).Select(int.Parse).ToArray();
        int y = 0, crossings = 0;
        var ys = numbers.Where((_, i) => i % 2 == 1).Select(step => y += step).ToArray();
        for (var i = 1; i < ys.Length; i++)
            crossings += ys[i] < 72 != ys[i - 1] < 72 ? 1 : 0;
        Assert.InRange(crossings, 12, 13);
        Assert.Equal((7, 137), (ys.Min(), ys.Max())); // 0.9 of half the height, 72
        Assert.Equal(960, numbers.Where((_, i) => i % 2 == 0).Sum());
    }

    public static TheoryData<string, Action, string> Misuse => new()
    {
        { "no signal", () => Sound.Of((Signal)null!, 60), "signal" },
        { "no signals", () => Sound.Of([], 60), "1 to 4 signals" },
        { "signals null", () => Sound.Of((IEnumerable<(string, Signal)>)null!, 60), "signals" },
        { "a signal without a name", () => Sound.Of([(" ", tone)], 60), "each with its name" },
        { "a name without a signal", () => Sound.Of([("x", null!)], 60), "each with its name" },
        { "five signals", () => Sound.Of(Enumerable.Repeat(("x", tone), 5), 60), "1 to 4 signals" },
        { "not faster", () => Sound.Of(tone, 0), "finite number above 0" },
        { "backwards", () => Sound.Of(tone, -1), "finite number above 0" },
        { "endlessly fast", () => Sound.Of(tone, double.PositiveInfinity), "finite number above 0" },
        { "no number", () => Sound.Of(tone, double.NaN), "finite number above 0" },
        { "faster than numbers", () => Sound.Of(tone, 1e306), "no speed of any sound" },
        { "too slow to be heard", () => Sound.Of(tone, 1),
            "its 5 Hz, played 1 times faster, are 5 Hz; allowed are 40 to 16000 Hz. timesFaster: 60 makes them 300 Hz." },
        { "too fast to be heard", () => Sound.Of(tone, 1e5), "are 5E+05 Hz; allowed are 40 to 16000 Hz. timesFaster: 60 makes" },
        { "too fast for a single sample", () => Sound.Of(tone, 1e9), "timesFaster: 60 makes" },
    };

    [Theory]
    [MemberData(nameof(Misuse))]
    public void Says_what_is_wrong_in_a_line(string what, Action misuse, string says)
    {
        var error = Assert.ThrowsAny<ArgumentException>(misuse);
        Assert.True(error.Message.Contains(says, StringComparison.Ordinal), $"{what}: {error.Message}");
        Assert.DoesNotContain('\n', error.Message.Split(" (Parameter")[0]);
    }

    private static byte[] Wav(Sound sound, int index = 0) => Convert.FromBase64String(new HtmlParser().ParseDocument(Shown.Html(sound))
        .QuerySelectorAll("audio")[index].GetAttribute("src")!["data:audio/wav;base64,".Length..]);

    private static Signal Decoded(byte[] wav) => new(
        Enumerable.Range(0, (wav.Length - 44) / 2).Select(n => BitConverter.ToInt16(wav, 44 + 2 * n) / (double)short.MaxValue),
        BitConverter.ToInt32(wav, 24));

    /// <summary>Without the fades.</summary>
    private static Signal Middle(Signal heard)
    {
        var fade = (int)(0.016 * heard.SampleRateHz);
        return new(heard.Samples.Skip(fade).SkipLast(fade), heard.SampleRateHz);
    }
}

file static class Elements
{
    /// <summary>Tags and attributes, in the order of their names.</summary>
    public static string Normal(this IElement element) => $"{element.LocalName}("
        + string.Join(' ', element.Attributes.OrderBy(one => one.Name).Select(one => $"{one.Name}={one.Value}"))
        + $"){string.Concat(element.ChildNodes.Select(child => child is IElement inner ? inner.Normal() : child.TextContent.Trim()))}";
}
