using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ReluDc.Notebooks.Commands;

/// <summary>Runs one of the library's long experiments and keeps its rows in data/.</summary>
/// <param name="Name">Which; the library knows the names.</param>
/// <param name="Repetitions">How often each of its cases is repeated.</param>
/// <param name="Out">The file it makes.</param>
/// <param name="Jobs">Parts that run side by side.</param>
internal sealed record ExperimentCommand(string Name, int Repetitions, string Out, int Jobs)
{
    /// <summary>Runs it, or what an interrupted run left of it.</summary>
    public Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        CourseLibrary.Use();
        return Task.Run(() => Run(cancellation), CancellationToken.None);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // the library's types are asked for only in here
    private ExitCode Run(CancellationToken cancellation)
    {
        if (!FrozenExperiment.Names.Contains(Name))
            throw new UsageException($"{Name}: no such experiment; allowed: {string.Join(", ", FrozenExperiment.Names)}");
        var experiment = FrozenExperiment.Of(Name, Repetitions);
        var file = Destination.NewFile(Out);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var journal = new ExperimentJournal(file);
        var open = experiment.Tasks.Where(task => !journal.Has(task.Name)).ToList();
        if (open.Count < experiment.Tasks.Length)
            Console.Error.WriteLine($"going on: {experiment.Tasks.Length - open.Count} of {experiment.Tasks.Length} runs are in {journal.Path} (delete it to begin anew)");
        try
        {
            using var bar = new ProgressBar(experiment.Tasks.Length, experiment.Tasks.Length - open.Count);
            Parallel.ForEach(open, new() { MaxDegreeOfParallelism = Jobs, CancellationToken = cancellation }, task =>
            {
                journal.Add(task.Name, task.Rows(cancellation));
                bar.Step();
            });
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"interrupted; what is done is in {journal.Path}, and the same command goes on with it");
            return ExitCode.Failed;
        }
        journal.Finish(file, experiment.Header, experiment.Tasks.Select(task => task.Name));
        Console.WriteLine(file);
        return ExitCode.Success;
    }

    /// <summary>How much is done and how long the rest will take, on standard error: a bar in a terminal, else a line now and then.</summary>
    private sealed class ProgressBar : IDisposable
    {
        private const int Width = 30;

        private readonly int total;
        private readonly int before;
        private readonly long start = Stopwatch.GetTimestamp();
        private readonly bool live = !Console.IsErrorRedirected;
        private readonly Timer timer;
        private int done;

        public ProgressBar(int total, int before)
        {
            (this.total, this.before, done) = (total, before, before);
            var interval = live ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(30);
            timer = new(_ => Show(), null, interval, interval);
        }

        public void Step() => Interlocked.Increment(ref done);

        public void Dispose()
        {
            timer.Dispose();
            Show();
            if (live)
                Console.Error.WriteLine();
        }

        private void Show()
        {
            var elapsed = Stopwatch.GetElapsedTime(start);
            var left = done > before ? $", {elapsed * (total - done) / (done - before):h\\:mm\\:ss} left" : "";
            var bar = new string('#', Width * done / total).PadRight(Width, '.');
            var line = $"{(live ? $"[{bar}] " : "")}{done} of {total} runs, {elapsed:h\\:mm\\:ss}{left}";
            if (live)
                Console.Error.Write($"\r{line}\e[K");
            else
                Console.Error.WriteLine(line);
        }
    }
}
