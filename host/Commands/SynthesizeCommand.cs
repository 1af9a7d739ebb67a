using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using ReluDc.Engine;
using ReluDc.HeartRate;

namespace ReluDc.Notebooks;

/// <summary>Makes a synthetic recording, and its true heart rates beside it.</summary>
/// <param name="Name">Which activity; the library knows the names.</param>
/// <param name="Seconds">How long.</param>
/// <param name="Seed">Who it is.</param>
/// <param name="Out">The recording's file.</param>
/// <param name="Force">Whether it may replace other recordings.</param>
internal sealed record SynthesizeCommand(string Name, int Seconds, int Seed, string Out, bool Force)
{
    /// <summary>The activities' names. Written down, since every start of the program asks for them, and few for the library.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["rest", "walk", "run", "desk", "button", "errands", "armswing", "loose", "drift", "saturated"];

    /// <summary>The command with its options.</summary>
    public static Command Command()
    {
        var activity = new Argument<string>("activity") { Description = $"Which: {string.Join(", ", Names)}" };
        var seconds = Options.Count("--seconds", "How long, in seconds. Without: 60", 60, 86_400);
        var seed = Options.Count("--seed", "Who it is. Without: 1", 1, 1_000_000);
        var output = Options.Out("File for the recording; its reference goes beside it, as NAME_hr.csv. Without: data/ACTIVITY.csv",
            "FILE.csv");
        var force = Options.Force("Replace a file that is there, and is not this very recording");
        var command = new Command("synthesize", "Make a synthetic recording with its true heart rates.")
            { activity, seconds, seed, output, force };
        command.Does((ParseResult parsed, CancellationToken _) =>
            Task.FromResult(new SynthesizeCommand(parsed.GetValue(activity)!, parsed.GetValue(seconds), parsed.GetValue(seed),
            parsed.GetValue(output) ?? Path.Combine(Checkout.Data, parsed.GetValue(activity) + ".csv"), parsed.GetValue(force)).Run()));
        return command;
    }

    /// <summary>Makes both files.</summary>
    public ExitCode Run()
    {
        ImmutableArray<Activity> all = [.. Activity.All, .. Activity.Everyday];
        var activity = all.FirstOrDefault(activity => activity.Name == Name)
            ?? throw new UsageException($"{Name}: no such activity; allowed: {string.Join(", ", all)}");
        if (Seconds < PpgRecording.WindowS)
            throw new UsageException($"--seconds {Seconds}: allowed: {PpgRecording.WindowS} or more, a window's length");
        var file = Destination.NewFile(Out);
        var (recording, reference) = activity.Draw(Seconds, (ulong)Seed);
        var files = new[]
            { (file, RecordingFile.Lines(recording)), (HeartRateCommand.ReferenceBeside(file), RecordingFile.Lines(reference)) }
            .Select(pair => (Path: Destination.NewFile(pair.Item1), Bytes: Encoding.UTF8.GetBytes(string.Join('\n', pair.Item2) + "\n")))
            .ToArray();
        if (!Force && files.FirstOrDefault(one => ExistingFile.IsOther(one.Path, one.Bytes)) is { Path: { } other, Bytes: var bytes })
            throw new UsageException($"{other} has other content, {new FileInfo(other).Length} bytes, and would get {bytes.Length}; "
                + "allowed: --force, or another --out");
        foreach (var (path, content) in files)
        {
            AtomicFile.Write(path, content);
            Terminal.Result(path);
        }
        return ExitCode.Success;
    }
}
