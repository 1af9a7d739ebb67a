namespace ReluDc.Figures;

/// <summary>Samples as a WAV file: PCM, 16 bit, one channel. The same samples make the same bytes.</summary>
internal static class WaveFile
{
    private const int HeaderBytes = 44;
    private const double FadeS = 0.015;

    /// <summary>The file of samples, faded in and out, so that no edge clicks.</summary>
    /// <param name="samples">The samples; times the gain within −1 … 1.</param>
    /// <param name="rateHz">Samples a second.</param>
    /// <param name="gain">What each sample is multiplied with.</param>
    public static byte[] Of(IReadOnlyList<double> samples, int rateHz, double gain)
    {
        using var file = new MemoryStream(HeaderBytes + 2 * samples.Count);
        using var writer = new BinaryWriter(file); // little-endian, as WAV files are
        writer.Write("RIFF"u8);
        writer.Write(HeaderBytes - 8 + 2 * samples.Count);
        writer.Write("WAVE"u8);
        writer.Write("fmt "u8);
        writer.Write(16); // bytes of this part
        writer.Write((short)1); // PCM
        writer.Write((short)1); // channel
        writer.Write(rateHz);
        writer.Write(2 * rateHz); // bytes a second
        writer.Write((short)2); // bytes a sample
        writer.Write((short)16); // bits a sample
        writer.Write("data"u8);
        writer.Write(2 * samples.Count);
        for (var n = 0; n < samples.Count; n++)
            writer.Write((short)Math.Round(short.MaxValue * gain * samples[n] * Fade(n, samples.Count, rateHz)));
        return file.ToArray();
    }

    private static double Fade(int n, int count, int rateHz)
    {
        var fade = Math.Min(FadeS * rateHz, count / 4.0);
        var fromEdge = Math.Min(n, count - 1 - n);
        return fromEdge < fade ? 0.5 - 0.5 * Math.Cos(Math.PI * fromEdge / fade) : 1;
    }
}
