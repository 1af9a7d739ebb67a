using System.Collections.Immutable;
using ReluDc.HeartRate;
using ReluDc.Networks;
using ReluDc.Tests.Networks;

namespace ReluDc.Tests.HeartRate;

/// <summary>Everything public, called wrongly: each door answers with one sentence that says what is allowed.</summary>
public sealed class MisuseTests
{
    private static readonly Signal Tone = Signal.FromFunction(t => Math.Cos(2 * Math.PI * t), 32, 10);
    private static readonly PpgRecording Still = new("still", Tone, []);
    private static readonly PpgRecording Moving = new("moving", Tone, [Tone, Tone, Tone]);
    private static readonly HeartRateReference Truth = new([0, 2], [60, 61]);
    private static readonly HeartRateNetwork Untrained = HeartRateNetwork.Untrained(new(1));
    private static readonly double[] Even = [.. Enumerable.Repeat(1.0 / HeartRateBins.Count, HeartRateBins.Count)];
    private static readonly HeartRateTrajectory Rate = HeartRateTrajectory.Draw(60, 60, 30, 0.2, 10, new(1));
    private static readonly HeartBeats Beats = HeartBeats.Draw(_ => 60, 0, 10, new(1));
    private static readonly HeartbeatLines Lines = HeartbeatLines.Of(Tone, 60, 3);
    private static readonly ArtefactBursts Bursts = new(10, 5, 1);
    private static readonly PulseShape.Wave Wave = new(1, 0, 1);

    private static readonly HeartbeatLayer Layer = HeartbeatLayer.Of(
        new Network(new(320, 1), [Activation.Relu], new(1)), 0, Examples.Of([(Tone, (IEnumerable<double>)[0.0])]), [60]);

    private static readonly Misuse Recordings = new()
    {
        { "no name", "name", () => _ = new PpgRecording(null!, Tone, []) },
        { "no PPG", "ppg", () => _ = new PpgRecording("x", null!, []) },
        { "default acceleration", "three axes, or none", () => _ = new PpgRecording("x", Tone, default) },
        { "two axes", "three axes, or none", () => _ = new PpgRecording("x", Tone, [Tone, Tone]) },
        { "an axis that is null", "three axes, or none", () => _ = new PpgRecording("x", Tone, [Tone, Tone, null!]) },
        { "another rate", "32 Hz", () => _ = new PpgRecording("x", new(Tone.Samples, 64), []) },
        { "axes of another length", "one length", () => _ = new PpgRecording("x", Tone, [Tone, Tone, new([1], 32)]) },
        { "one sample", "a window of 8 s at least", () => _ = new PpgRecording("x", new([1], 32), []) },
        { "a PPG that never changes", "A PPG changes", () => _ = new PpgRecording("x", new(new double[320], 32), []) },
        { "a start that is no number", "finite", () => _ = new PpgRecording("x", Tone, [], double.NaN) },
        { "window 2 of two", "windows 0 … 1", () => Still.Window(Tone, 2) },
        { "window −1", "windows 0 … 1", () => Still.Window(Tone, -1) },
        { "a window of nothing", "signal", () => Still.Window(null!, 0) },
        { "a window of another signal", "as long as", () => Still.Window(new([1], 32), 0) },
        { "no starts", "one or more", () => _ = new HeartRateReference([], []) },
        { "default rates", "one or more", () => _ = new HeartRateReference([0], default) },
        { "fewer rates than starts", "2 starts and 1 rates", () => _ = new HeartRateReference([0, 2], [60]) },
        { "no other LEDs at all", "Other LEDs", () => _ = new PpgRecording("x", Tone, []) { OtherLeds = default } },
        { "an LED of another length", "as long as", () => _ = new PpgRecording("x", Tone, []) { OtherLeds = [new([1, 2], 32)] } },
        { "no remarks at all", "Remarks are texts", () => _ = new PpgRecording("x", Tone, []) { Remarks = default } },
        { "starts that fall", "Starts rise", () => _ = new HeartRateReference([2, 0], [60, 60]) },
        { "a start of a reference that is no number", "finite", () => _ = new HeartRateReference([double.NaN], [60]) },
        { "a rate in hertz", "20 and 300 beats a minute", () => _ = new HeartRateReference([0], [1]) },
        { "the rate at no time", "finite", () => Truth.At(double.NaN) },
        { "no path", "path", () => RecordingFile.Read(null!) },
        { "an empty path", "no such file", () => RecordingFile.Read("") },
        { "no path of a reference", "path", () => RecordingFile.ReadReference(null!) },
        { "lines of no recording", "recording", () => RecordingFile.Lines((PpgRecording)null!) },
        { "lines of no reference", "reference", () => RecordingFile.Lines((HeartRateReference)null!) },
        { "weights of no path", "path", () => KerasWeights.Read(null!) },
        { "weights of a file that is not there", "no such file", () => PaperNetwork.Read("nowhere.h5") },
        { "block 4 of three", "blocks 1 to 3", () => PaperNetwork.ConvolutionLayer(4, 1) },
    };

    private static readonly Misuse Estimation = new()
    {
        { "a band from 0", "above 0", () => _ = new BandPass(0, 4) },
        { "a band that is no number", "above 0", () => _ = new BandPass(double.NaN, 4) },
        { "a band upside down", "above the lower", () => _ = new BandPass(4, 0.5) },
        { "a band without end", "finite", () => _ = new BandPass(1, double.PositiveInfinity) },
        { "a band of no order", "1 to 100", () => _ = new BandPass(1, 4, 0) },
        { "a gain at no frequency", "0 or more", () => SpectralPeak.Band.Gain(double.NaN) },
        { "a band of nothing", "signal", () => SpectralPeak.Band.Apply((Signal)null!) },
        { "a band of no recording", "recording", () => SpectralPeak.Band.Apply((PpgRecording)null!) },
        { "a peak of nothing", "recording", () => SpectralPeak.Estimate(null!, Tone) },
        { "a peak of no PPG", "signal", () => SpectralPeak.Probabilities(Still, null!) },
        { "a peak of another length", "as long as", () => SpectralPeak.Estimate(Still, new([1, 2], 32)) },
        { "bin 2049", "bins 0 … 2048", () => SpectralPeak.Hz(2049) },
        { "magnitudes of more than a window", "256 samples at 32 Hz", () => SpectralPeak.Magnitudes(Tone) },
        { "motion out of nothing", "recording", () => MotionFilter.Remove(null!) },
        { "an even number of taps", "odd number from 1 to 1023", () => MotionFilter.Remove(Still, 2) },
        { "no taps", "odd number from 1 to 1023", () => MotionFilter.RemoveSeparably(Moving, 0) },
        { "more taps than memory", "odd number from 1 to 1023", () => MotionFilter.RemoveAdaptively(Moving, 60, int.MaxValue) },
        { "a stretch that is no number", "16 s or more", () => MotionFilter.RemoveAdaptively(Moving, double.NaN) },
        { "bin −1", "bins 0 … 95", () => HeartRateBins.CentreBpm(-1) },
        { "bin 96", "bins 0 … 95", () => HeartRateBins.CentreBpm(96) },
        { "a spread around no rate", "20 and 300", () => HeartRateBins.Spread(double.NaN, 1) },
        { "a spread of no width", "above 0", () => HeartRateBins.Spread(60, 0) },
        { "a quantile of too many", "96 numbers", () => HeartRateBins.QuantileBpm([.. Even, 0], 0.5) },
        { "a quantile of no sum", "of sum 1", () => HeartRateBins.QuantileBpm(new double[96], 0.5) },
        { "a quantile of no numbers", "of sum 1", () => HeartRateBins.QuantileBpm([.. Even[1..], double.NaN], 0.5) },
        { "a share beyond 1", "between 0 and 1", () => HeartRateBins.QuantileBpm(Even, 1.1) },
        { "a probability of no rate", "finite", () => HeartRateBins.Probability(Even, double.NaN, 5) },
        { "a probability within less than nothing", "0 or more", () => HeartRateBins.Probability(Even, 60, -1) },
        { "an estimate at no time", "finite", () => _ = new HeartRateEstimate(double.NaN, 60, 50, 70, 1) },
        { "an estimate of no rate", "0 or more", () => _ = new HeartRateEstimate(0, double.NaN, 50, 70, 1) },
        { "a confidence beyond 1", "between 0 and 1", () => _ = new HeartRateEstimate(0, 60, 50, 70, 1.5) },
        { "the tracks of nothing", "evidence", () => HeartRateTracker.Smooth(null!) },
        { "evidence of too few outcomes", "97 numbers", () => HeartRateTracker.Smooth([Even]) },
        { "evidence that is null", "97 numbers", () => HeartRateTracker.Smooth([null!]) },
        { "estimates by no network", "network", () => HeartRateEstimator.Tracked(null!) },
        { "estimates by no network, untracked", "network", () => HeartRateEstimator.Windowed(null!) },
        { "estimates of nothing", "recording", () => HeartRateEstimator.FftPeak.Estimate(null!) },
        { "accuracy of nothing", "recordings", () => HeartRateAccuracy.Of(null!) },
        { "accuracy of no recordings", "one clock", () => HeartRateAccuracy.Of([]) },
        { "accuracy of a default pair", "its estimates and its reference", () => HeartRateAccuracy.Of([default]) },
        {
            "accuracy of default estimates", "its estimates",
            () => HeartRateAccuracy.Of([(default(ImmutableArray<HeartRateEstimate>), Truth)])
        },
        { "a network from nothing", "random", () => HeartRateNetwork.Untrained(null!) },
        { "no outputs", "1 to 1,048,576", () => Untrained.FirstLayers(0) },
        { "outputs without end", "1 to 1,048,576", () => Untrained.FirstLayers(int.MaxValue) },
        { "training on nothing", "examples", () => HeartRateNetwork.Train(null!, 3, 1) },
        { "training in two epochs", "3", () => HeartRateNetwork.Train(Examples.Of([(Tone, (IEnumerable<double>)[0.0])]), 2, 1) },
        { "probabilities of nothing", "recording", () => Untrained.Probabilities((PpgRecording)null!) },
        { "probabilities of other windows", "[256, 5]", () => Untrained.Probabilities(Examples.Of([(Tone, (IEnumerable<double>)[0.0])])) },
        { "windows of nothing", "recording", () => HeartRateInput.Windows(null!) },
        { "windows of no samples", "1 to 320", () => HeartRateInput.Windows(Still, 0) },
        { "windows longer than the recording", "1 to 320", () => HeartRateInput.Windows(Still, 321) },
        { "weights of no file", "path", () => HeartRateNetwork.Read(null!) },
        { "no recordings to train on", "1 to 50,000", () => HeartRateTraining.DrawExamples(0, 1) },
        { "recordings without end", "1 to 50,000", () => HeartRateTraining.DrawExamples(int.MaxValue, 1) },
        { "a recording from nothing", "random", () => HeartRateTraining.Draw(null!) },
        { "lines of nothing", "signal", () => HeartbeatLines.Of(null!, 60, 1) },
        { "lines of no rate", "20 and 300", () => HeartbeatLines.Of(Tone, double.NaN, 1) },
        { "no lines", "1 to 100", () => HeartbeatLines.Of(Tone, 60, 0) },
        { "line 4 of three", "1 to 3", () => Lines.Ratio(4) },
        { "a line of default lines", "A multiple of the heart rate", () => default(HeartbeatLines).Ratio(1) },
        {
            "layer 1 of one", "layers 0 … 0",
            () => HeartbeatLayer.Of(new Network(new(320, 1), [Activation.Relu], new(1)), 1,
                Examples.Of([(Tone, (IEnumerable<double>)[0.0])]), [60])
        },
        {
            "a layer without rates", "1 windows and 0 rates",
            () => HeartbeatLayer.Of(new Network(new(320, 1), [Activation.Relu], new(1)), 0,
                Examples.Of([(Tone, (IEnumerable<double>)[0.0])]), default(ImmutableArray<double>))
        },
        { "a layer of no network", "network", () => HeartbeatLayer.AroundFirstRelu(null!, Still, Truth) },
        {
            "a layer of no true rates", "true heart rate",
            () => HeartbeatLayer.AroundFirstRelu(Untrained, new("x", Signal.FromFunction(Math.Cos, 32, 20), []), new([1000], [60]))
        },
        { "multiple 5", "1 to 4", () => Layer.MedianRatio(5) },
        { "channel 1 of one", "channels 0 … 0", () => Layer.Channel(1) },
    };

    private static readonly Misuse Synthesis = new()
    {
        { "no time at all", "between 8 and 86400", () => Activity.Rest.Draw(0, 1) },
        { "a duration that is no number", "between 8 and 86400", () => Activity.Walk.Draw(double.NaN, 1) },
        { "a year", "between 8 and 86400", () => Activity.Run.Draw(3e7, 1) },
        { "an activity without a scene", "Scene", () => _ = Activity.Rest with { Scene = null! } },
        { "a level that some people could not have", "between 55 and 190", () => _ = Activity.Rest with { StartBpm = 40 } },
        { "a level that is no number", "between 55 and 190", () => _ = Activity.Rest with { EndBpm = double.NaN } },
        { "a change that is no number", "between 0 and 100", () => _ = Activity.Rest with { ChangeBpmPerS = double.NaN } },
        { "no pulse shape", "Pulse", () => _ = new SyntheticPpg { Pulse = null! } },
        { "a height that is no number", "0 or more", () => _ = new SyntheticPpg { PulseHeight = double.NaN } },
        { "a negative deviation", "0 or more", () => _ = new SyntheticPpg { DeviationBpm = -1 } },
        { "no breath", "between 4 and 60", () => _ = new SyntheticPpg { BreathsPerMinute = 0 } },
        { "noise that is no number", "0 or more", () => _ = new SyntheticPpg { SensorNoise = double.NaN } },
        { "an infinite corner", "finite", () => _ = new SyntheticPpg { HighPassHz = double.PositiveInfinity } },
        { "negative motion", "0 or more", () => _ = new SyntheticPpg { MotionOverPulse = -1 } },
        { "a recording of no name", "name", () => SyntheticPpg.Rest.Draw(null!, Rate, 10, new(1)) },
        { "a recording of no rate", "rate", () => SyntheticPpg.Rest.Draw("x", null!, 10, new(1)) },
        { "a recording by no chance", "random", () => SyntheticPpg.Rest.Draw("x", Rate, 10, null!) },
        { "a recording longer than its rate", "between 0 and", () => SyntheticPpg.Rest.Draw("x", Rate, 60, new(1)) },
        {
            "a flat pulse", "not flat",
            () => new SyntheticPpg { Pulse = new(Wave with { Height = 0 }, Wave with { Height = 0 }) }.Draw("x", Rate, 10, new(1))
        },
        { "no LED", "1 to 8", () => _ = new SyntheticPpg { Leds = 0 } },
        { "a limit of nothing", "above 0", () => _ = new SyntheticPpg { LimitRange = 0 } },
        { "a limit that is no number", "above 0", () => _ = new SyntheticPpg { LimitRange = double.NaN } },
        { "no gestures a minute", "above 0", () => _ = new Gestures(0, 1, 1) },
        { "gestures that are not to be counted", "above 0", () => _ = new Gestures(double.NaN, 1, 1) },
        { "gestures of no strength", "0 or more", () => _ = new Gestures(10, double.NaN, 1) },
        { "gestures of negative acceleration", "0 or more", () => _ = new Gestures(10, 1, -1) },
        { "gestures more than regular", "between 0 and 1", () => _ = new Gestures(10, 1, 1, 2) },
        { "gestures by no chance", "random", () => new Gestures(10, 1, 1).Draw(100, null!) },
        { "gestures in one sample", "2 to", () => new Gestures(10, 1, 1).Draw(1, new(1)) },
        { "no contact at all", "above 0", () => _ = new ContactLoss(0, 5) },
        { "a loss of half a second", "above 1 s", () => _ = new ContactLoss(5, 0.5) },
        { "contact by no chance", "random", () => new ContactLoss(5, 5).Draw(100, null!) },
        { "a drift that is no number", "0 or more", () => _ = new SensorDrift(double.NaN, 0) },
        { "a negative drift", "0 or more", () => _ = new SensorDrift(1, -1) },
        { "a drift of no time", "above 0", () => _ = new SensorDrift(1, 1, 0) },
        { "a drift by no chance", "random", () => new SensorDrift(1, 1).Draw(100, null!) },
        { "a cadence of any kind", "between 0 and 1", () => _ = new BodyMotion(2, 1) { CadenceSpread = 2 } },
        { "more swing than motion", "between 0 and 1", () => _ = new BodyMotion(2, 1) { SwingShare = double.NaN } },
        { "a level of a trajectory in hertz", "between 35 and 210", () => HeartRateTrajectory.Draw(1, 60, 30, 0.2, 10, new(1)) },
        { "a rise of no time", "above 0", () => HeartRateTrajectory.Draw(60, 60, double.NaN, 0.2, 10, new(1)) },
        { "a restlessness that is no number", "between 0 and 100", () => HeartRateTrajectory.Draw(60, 60, 30, double.NaN, 10, new(1)) },
        { "a trajectory of no time", "above 0", () => HeartRateTrajectory.Draw(60, 60, 30, 0.2, 0, new(1)) },
        { "a trajectory by no chance", "random", () => HeartRateTrajectory.Draw(60, 60, 30, 0.2, 10, null!) },
        { "a rate at no time", "between 0 and 11", () => Rate.AtBpm(double.NaN) },
        { "a rate after the end", "between 0 and 11", () => Rate.AtBpm(60) },
        { "beats of no rate", "rateBpm", () => HeartBeats.Draw(null!, 0, 10, new(1)) },
        { "beats of a rate that is no number", "between 20 and 250", () => HeartBeats.Draw(_ => double.NaN, 0, 10, new(1)) },
        { "beats that vary by no number", "0 or more", () => HeartBeats.Draw(_ => 60, double.NaN, 10, new(1)) },
        { "beats without end", "at most 86400", () => HeartBeats.Draw(_ => 60, 0, double.PositiveInfinity, new(1)) },
        { "beats by no chance", "random", () => HeartBeats.Draw(_ => 60, 0, 10, null!) },
        { "a phase at no time", "between the first beat", () => Beats.PhaseRad(double.NaN) },
        { "a phase after the end", "between the first beat", () => Beats.PhaseRad(100) },
        { "a rate over no time", "ends after it starts", () => Beats.RateBpm(1, 1) },
        { "a share of excellence beyond 1", "between 0 and 1", () => PulseShape.Between(2) },
        { "a pulse by no chance", "random", () => PulseShape.Draw(null!) },
        { "a pulse of a default wave", "width above 0", () => _ = new PulseShape(Wave, default) },
        { "a wave of no width", "above 0", () => _ = Wave with { WidthRad = 0 } },
        { "a wave of no height", "finite", () => _ = new PulseShape.Wave(double.NaN, 0, 1) },
        { "a pulse at no phase", "finite", () => PulseShape.Excellent.At(double.NaN) },
        { "no steps", "above 0", () => _ = new BodyMotion(0, 1) },
        { "acceleration that is no number", "0 or more", () => _ = new BodyMotion(2, double.NaN) },
        { "a restless share beyond 1", "between 0 and 1", () => _ = new BodyMotion(2, 1, 1.1) },
        { "a linear share below 0", "between 0 and 1", () => _ = new BodyMotion(2, 1, LinearShare: -0.1) },
        { "a coupling of no time", "above 0", () => _ = new BodyMotion(2, 1, CouplingTimeS: 0) },
        { "motion for no time", "samples", () => new BodyMotion(2, 1).Draw(double.NaN, new(1)) },
        { "motion by no chance", "random", () => new BodyMotion(2, 1).Draw(10, null!) },
        { "a clean state of no time", "above 0", () => _ = new ArtefactBursts(0, 5, 1) },
        { "artefacts shorter than the least", "above 1 s", () => _ = new ArtefactBursts(10, 1, 1) },
        { "a strength that is no number", "0 or more", () => _ = new ArtefactBursts(10, 5, double.NaN) },
        { "bursts in no samples", "2 to", () => Bursts.Draw(0, 32, new(1)) },
        { "bursts in fewer than no samples", "1 to", () => Bursts.DrawState(-1, 32, new(1)) },
        { "bursts at no rate", "between 1 and", () => Bursts.DrawState(10, 0, new(1)) },
        { "bursts by no chance", "random", () => Bursts.DrawState(10, 32, null!) },
    };

    public static TheoryData<string> RecordingRows => [.. Recordings];

    public static TheoryData<string> EstimationRows => [.. Estimation];

    public static TheoryData<string> SynthesisRows => [.. Synthesis];

    [Theory]
    [MemberData(nameof(RecordingRows))]
    public void A_recording_says_what_it_takes(string what) => Recordings.Check(what);

    [Theory]
    [MemberData(nameof(EstimationRows))]
    public void An_estimator_says_what_it_takes(string what) => Estimation.Check(what);

    [Theory]
    [MemberData(nameof(SynthesisRows))]
    public void A_synthesis_says_what_it_takes(string what) => Synthesis.Check(what);

    /// <summary>
    /// What is odd but allowed has its answer: a curve narrower than a bin lies in one bin, a layer that lets nothing through has no
    /// correlation.
    /// </summary>
    [Fact]
    public void What_is_odd_but_allowed_has_an_answer()
    {
        Assert.Equal(1, HeartRateBins.Spread(31, 1e-3).Max());
        Assert.Equal(1, HeartRateBins.Spread(300, 0.5)[HeartRateBins.Count - 1]);
        var dead = HeartbeatLayer.Of(new Network(new(320, 1), [Activation.Relu], new(1)), 0,
            Examples.Of([(Tone.Map(_ => -1), (IEnumerable<double>)[0.0])]), [60]);
        Assert.Equal(0, dead.BestDcCorrelation);
        Assert.Empty(dead.Channel(0));
        Assert.Empty(HeartRateTracker.Smooth([]));
    }

    [Fact]
    public void Every_value_a_reader_may_hold_is_one_readable_line()
    {
        foreach (var (value, text) in new (object, string)[]
        {
            (Moving, "moving: 10 s with acceleration, 2 windows"),
            (Truth, "Reference of 2 windows from 0 s: 60 … 61 BPM, mean 60.5"),
            (new HeartRateEstimate(2, 60, 55, 65, 0.9), "2 s: 60.0 BPM (55 … 65, confidence 90 %)"),
            (new HeartRateEstimate(2, 60, 55, 65, 0.1), "2 s: no reading (confidence 10 %)"),
            (new HeartRateAccuracy(2, 1, 0.5, 0, double.NaN, 1),
                "2 windows: mean error 1.00 BPM, median 0.50; no readings; 100 % in the band"),
            (HeartRateEstimator.FftPeak, "FFT peak"),
            (Untrained, "Heart-rate network [256, 5] → 97 outcomes, 93,377 parameters"),
            (SpectralPeak.Band, "Band-pass 0.5 … 4 Hz of order 2"),
            (Activity.Rest, "rest"),
            (SyntheticPpg.Rest, "PPG: heart rate ± 4.5 BPM, 15 breaths a minute, noise 0.05; "
                + "1 steps a second, 0.003 g, 100 % of it restless, 0 times the pulse"),
            (PulseShape.Excellent, "Pulse of 1 at -1.52 rad ± 0.63 and 0.2 at 0.819 rad ± 1.02"),
            (Bursts, "Bursts of 5 s after 10 s on the average, 1 times the pulse"),
        })
            Assert.Equal(text, value.ToString());
        foreach (object value in new object[] { Rate, Beats, Lines, Layer })
            Assert.DoesNotContain("ReluDc", value.ToString(), StringComparison.Ordinal);
    }
}
