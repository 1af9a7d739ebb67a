using System.Collections.Immutable;
using System.CommandLine;
using ReluDc.HeartRate;
using static System.FormattableString;

namespace ReluDc.Notebooks;

/// <summary>Reads heart rates off recordings with every design of notebook 10.</summary>
/// <param name="Paths">One recording, or folders of recordings with references.</param>
/// <param name="Reference">True heart rates of the one recording; null to look beside it.</param>
/// <param name="Weights">A Keras file of the paper's network; null for none.</param>
/// <param name="Csv">File for the readings of the one recording; null for none.</param>
/// <param name="Out">Folder for the page of the one recording.</param>
/// <param name="Outlook">How much of a recording its readings may use.</param>
internal sealed record HeartRateCommand(
    IReadOnlyList<string> Paths, string? Reference, string? Weights, string? Csv, string Out, Outlook Outlook)
{
    /// <summary>The command with its options.</summary>
    public static Command Command()
    {
        var recordings = new Argument<string[]>("recording")
        {
            Description = "A recording (file of text or Empatica E4 folder), or folders of CSV files with references beside them",
            Arity = ArgumentArity.OneOrMore,
        };
        var reference = new Option<string>("--reference")
            { Description = "True heart rates of the one recording. Without: NAME_hr.csv beside it, where there is one",
            HelpName = "FILE.csv" };
        var weights = new Option<string>("--weights")
            { Description = "The paper's network, as its authors saved it from Keras: its figures too", HelpName = "MODEL.h5" };
        var csv = new Option<string>("--csv")
            { Description = "File for the readings of the one recording, a row for each window", HelpName = "FILE.csv" };
        var causal = new Option<bool>("--causal")
            { Description = "Read as if it came just now: each reading uses only what lies before its window's end" };
        var output = Options.Out("Folder for the page of the one recording. Without: heart-rate/", "DIR");
        var command = new Command("heart-rate",
            "Read heart rates off recordings: windows of one, or errors over many, for every design of notebook 10.")
        {
            recordings, reference, weights, csv, causal, output,
        };
        command.Does((ParseResult parsed, Stopping stopping) => Task.FromResult(new HeartRateCommand(parsed.GetValue(recordings)!,
            parsed.GetValue(reference), parsed.GetValue(weights), parsed.GetValue(csv), parsed.GetValue(output) ?? "heart-rate",
            parsed.GetValue(causal) ? Outlook.PastOnly : Outlook.WholeRecording).Run(stopping)));
        return command;
    }

    /// <summary>Where a recording's reference is looked for: signal.csv has hr.csv, NAME_32hz.csv and NAME.csv have NAME_hr.csv.</summary>
    public static string ReferenceBeside(string recording)
    {
        var name = Path.GetFileNameWithoutExtension(recording);
        return Path.Combine(Path.GetDirectoryName(recording)!,
            name == "signal" ? "hr.csv" : (name.EndsWith("_32hz", StringComparison.Ordinal) ? name[..^"_32hz".Length] : name) + "_hr.csv");
    }

    /// <summary>Reads, prints, and makes the page of a single recording.</summary>
    public ExitCode Run(Stopping stopping)
    {
        var cancellation = stopping.Token;
        stopping.Kept = () => "what is printed holds, and no page is written";
        foreach (var path in Paths)
            if (!File.Exists(path) && !Directory.Exists(path))
                throw new FormatException($"{path}: there is no such file or folder; allowed: a recording (CSV, or an Empatica E4 "
                    + "folder), or a folder of recordings with references");
        if (Weights is not null && Outlook == Outlook.PastOnly)
            throw new UsageException("--weights: allowed without --causal; the paper's network reads whole recordings");
        if (Paths is not [var one] || IsSet(one))
        {
            if (Csv is not null)
                throw new UsageException("--csv: allowed with one recording");
            if (Reference is not null)
                throw new UsageException("--reference: allowed with one recording; in a folder each has its own beside it");
            CompareSets(cancellation);
            return ExitCode.Success;
        }
        var reference = Reference ?? (File.Exists(ReferenceBeside(one)) && !Directory.Exists(one) ? ReferenceBeside(one) : null);
        var file = ReadingsPage.Checked(Out, one);
        if (Csv is not null)
            ReadingsFile.Checked(Csv);
        var page = PrintWindows(one, reference, cancellation);
        cancellation.ThrowIfCancellationRequested();
        page.Write(file);
        Terminal.Result(file);
        return ExitCode.Success;
    }

    private static bool IsSet(string path) => Directory.Exists(path) && !File.Exists(Path.Combine(path, "BVP.csv"));

    private static HeartRateNetwork Network() => HeartRateNetwork.Read(Path.Combine(Checkout.Data, "heart-rate.csv"));

    private ReadingsPage PrintWindows(string path, string? referencePath, CancellationToken cancellation)
    {
        var network = Network();
        var recording = RecordingInput.Recording(path);
        var reference = referencePath is null ? null : RecordingInput.Reference(referencePath, recording);
        cancellation.ThrowIfCancellationRequested();
        Terminal.Result($"{recording}");
        foreach (var remark in recording.Remarks)
            Terminal.Result($"  {remark}");
        if (recording.Acceleration.IsEmpty)
            Terminal.Result("  no accelerometer: in motion, steps may be read as a pulse");
        Terminal.Result($"{"start/s",9}{"BPM",9}{"90 % band",13}{"confidence",12}{(reference is null ? "" : "   truth")}");
        var estimates = HeartRateEstimator.Tracked(network).Estimate(recording, Outlook);
        foreach (var e in estimates)
        {
            var reading = e.ReadingBpm is { } bpm ? Invariant($"{bpm:F1}") : "–";
            var truth = reference?.At(e.StartS) is { } known ? Invariant($"{known,8:F1}") : "";
            Terminal.Result(Invariant(
                $"{e.StartS,9:0.###}{reading,9}{$"{e.LowBpm:F0}–{e.HighBpm:F0}",13}{e.Confidence,12:F2}{truth}"));
        }
        if (Csv is not null)
            ReadingsFile.Write(Csv, estimates, reference);
        Terminal.Result($"readings: {estimates.Count(e => e.ReadingBpm is not null)} of {estimates.Length} windows (–: no reading, the "
            + $"confidence is below {Invariant($"{HeartRateEstimate.LeastConfidence}")})");
        if (reference is null && Weights is not null)
        {
            var rates = RecordingInput.Weights(Weights) is var paper ? paper.RatesBpm(
                recording, MotionFilter.RemoveSeparably(recording, PaperNetwork.MotionTaps)) : [];
            Terminal.Result(Invariant($"the paper's network: {rates.Min():F0} to {rates.Max():F0} BPM"));
        }
        return new(recording, estimates, Outlook, reference,
            reference is null ? [] : PrintErrors(path, [(recording, reference)], network, cancellation));
    }

    private void CompareSets(CancellationToken cancellation)
    {
        var network = Network();
        foreach (var path in Paths)
        {
            var files = IsSet(path)
                ? Directory.GetFiles(path, "*.csv").Where(file => File.Exists(ReferenceBeside(file))).Order(StringComparer.Ordinal).ToList()
                : [path];
            if (files.Count == 0)
                throw new FormatException($"{path}: no recording with a reference beside it; allowed: NAME.csv or NAME_32hz.csv with "
                    + "NAME_hr.csv, signal.csv with hr.csv");
            if (!File.Exists(ReferenceBeside(files[0])))
                throw new FormatException($"{path}: its reference {ReferenceBeside(files[0])} is not there; several recordings are "
                    + "compared with references only");
            PrintErrors(path, [.. files.Select(file =>
            {
                cancellation.ThrowIfCancellationRequested();
                var recording = RecordingInput.Recording(file);
                foreach (var remark in recording.Remarks)
                    Terminal.Tell($"{file}: {remark}");
                return (recording, RecordingInput.Reference(ReferenceBeside(file), recording));
            })], network, cancellation);
        }
    }

    private ImmutableArray<(string Design, HeartRateAccuracy Accuracy)> PrintErrors(
        string path, IReadOnlyList<(PpgRecording Recording, HeartRateReference Reference)> set, HeartRateNetwork network,
        CancellationToken cancellation)
    {
        Terminal.Result($"{path}: {(set.Count == 1 ? "1 recording" : $"{set.Count} recordings")}; errors in BPM, over all windows and "
            + "over those with a reading");
        Terminal.Result($"  {"design",-26}{"windows",9}{"mean",9}{"median",9}{"readings",10}{"mean",9}{"in band",9}");
        var errors = ImmutableArray.CreateBuilder<(string, HeartRateAccuracy)>();
        foreach (var estimator in HeartRateEstimator.All(network))
        {
            var a = HeartRateAccuracy.Of(
                set.Select(pair =>
            {
                cancellation.ThrowIfCancellationRequested();
                return ((IReadOnlyList<HeartRateEstimate>)estimator.Estimate(pair.Recording, Outlook), pair.Reference);
            }));
            Terminal.Result(Invariant($"  {estimator.Name,-26}{a.Windows,9}")
                + Invariant($"{a.MeanAbsoluteErrorBpm,9:F2}{a.MedianAbsoluteErrorBpm,9:F2}")
                + Invariant($"{a.Readings,10}{a.ReadingErrorBpm,9:F2}{a.InBand,9:P0}"));
            errors.Add((estimator.Name, a));
            GC.Collect(); // of a night a design leaves a hundred megabytes: not five designs at once
        }
        var all = set.SelectMany(pair => pair.Recording.WindowStartsS.Select(start => pair.Reference.At(start)).OfType<double>()).ToList();
        var mean = all.Average();
        Terminal.Result(Invariant(
            $"  {"predicting the mean",-26}{all.Count,9}{all.Average(rate => Math.Abs(rate - mean)),9:F2}"));
        if (Weights is not null)
            PrintPaperNetwork(RecordingInput.Weights(Weights), set);
        return errors.ToImmutable();
    }

    private static void PrintPaperNetwork(PaperNetwork network, IReadOnlyList<(PpgRecording Recording, HeartRateReference Reference)> set)
    {
        double Error(Func<PpgRecording, Signal> ppg) =>
            set.SelectMany(pair => network.RatesBpm(pair.Recording, ppg(pair.Recording)).Zip(pair.Recording.WindowStartsS, (rate, start) =>
            pair.Reference.At(start) is { } truth ? Math.Abs(rate - truth) : (double?)null)).OfType<double>().Average();
        var filtered = Error(recording => MotionFilter.RemoveSeparably(recording, PaperNetwork.MotionTaps));
        var unfiltered = Error(recording => recording.Ppg);
        Terminal.Result(Invariant($"  the paper's network, {network.Network.ParameterCount:N0} parameters: ")
            + Invariant($"mean error {filtered:F2} BPM; motion left in {unfiltered:F2}"));
        if (set is not [var (recording, reference)])
            return;
        Terminal.Result($"  {"its layers, medians",-26}{"DC share",10}{"h2/h1",9}{"h3/h1",9}{"h4/h1",9}{"best |r|",10}   (r: DC of a "
            + "channel with the heart rate)");
        for (var convolution = 1; convolution <= 3; convolution++)
            for (var behind = 0; behind <= 1; behind++)
            {
                var layer = HeartbeatLayer.Of(network, PaperNetwork.ConvolutionLayer(1, convolution) + behind, recording, reference);
                var name = $"convolution {convolution}, {(behind == 0 ? "before" : "after")} ReLU";
                Terminal.Result(Invariant($"  {name,-26}{layer.MedianDcShare,10:F3}{layer.MedianRatio(2),9:F2}")
                    + Invariant($"{layer.MedianRatio(3),9:F2}{layer.MedianRatio(4),9:F2}{layer.BestDcCorrelation,10:F2}"));
            }
    }
}
