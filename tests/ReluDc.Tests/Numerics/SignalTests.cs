namespace ReluDc.Tests.Numerics;

public class SignalTests
{
    [Fact]
    public void A_tone_on_a_bin_reads_its_amplitude_there_for_odd_and_even_lengths()
    {
        foreach (var sampleRateHz in new[] { 64.0, 63.0 })
        {
            var spectrum = Spectrum.Of(new ToneSum(new Tone(5, 0.7, 0.3)).Sample(sampleRateHz, durationS: 1));
            Assert.Equal(0.7, spectrum.At(5).Magnitude, 1e-12); // rounding
            Assert.Equal(0.3, spectrum.At(5).Phase, 1e-12);
            Assert.Equal(0, spectrum.At(6).Magnitude, 1e-12);
        }
    }
}
