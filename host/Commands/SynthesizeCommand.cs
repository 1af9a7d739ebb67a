using System.Runtime.CompilerServices;

namespace ReluDc.Notebooks.Commands;

/// <summary>Makes a synthetic recording, and its true heart rates beside it.</summary>
/// <param name="Name">Which activity; the library knows the names.</param>
/// <param name="Seconds">How long.</param>
/// <param name="Seed">Who it is.</param>
/// <param name="Out">The recording's file.</param>
internal sealed record SynthesizeCommand(string Name, int Seconds, int Seed, string Out)
{
    /// <summary>Makes both files, beside their places first.</summary>
    public Task<ExitCode> RunAsync()
    {
        CourseLibrary.Use();
        return Task.FromResult(Run());
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // the library's types are asked for only in here
    private ExitCode Run()
    {
        var activity = Activity.All.FirstOrDefault(activity => activity.Name == Name)
            ?? throw new UsageException($"{Name}: no such activity; allowed: {string.Join(", ", Activity.All.Select(activity => activity.Name))}");
        if (Seconds < PpgRecording.WindowS)
            throw new UsageException($"--seconds {Seconds}: allowed: {PpgRecording.WindowS} or more, a window's length");
        var file = Destination.NewFile(Out);
        var (recording, reference) = activity.Draw(Seconds, (ulong)Seed);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        foreach (var (path, lines) in new[] { (file, RecordingFile.Lines(recording)), (HeartRateCommand.ReferenceBeside(file), RecordingFile.Lines(reference)) })
        {
            File.WriteAllText(path + ".part", string.Join('\n', lines) + "\n");
            File.Move(path + ".part", path, overwrite: true);
            Console.WriteLine(path);
        }
        return ExitCode.Success;
    }
}
