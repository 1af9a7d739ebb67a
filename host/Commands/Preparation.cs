using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>Reads the notebooks that a command is about, before anything runs.</summary>
internal static class Preparation
{
    /// <summary>
    /// The notebooks that can be read, and <see cref="ExitCode.Unreadable"/> if one cannot, which is said on standard error.
    /// </summary>
    /// <exception cref="UsageException">A parameter is wrong in one of them: then nothing runs.</exception>
    public static (IReadOnlyList<NotebookJob> Jobs, ExitCode Worst) Of(IReadOnlyList<string> notebooks,
        IReadOnlyList<(string Name, string Value)> overrides)
    {
        var jobs = new List<NotebookJob>();
        var worst = ExitCode.Success;
        foreach (var path in NotebookFiles.Of(notebooks))
        {
            try
            {
                var job = NotebookJob.Prepare(path, overrides);
                jobs.Add(job);
                foreach (var warning in job.Warnings)
                    Console.Error.WriteLine($"{job.Name}: {warning}");
            }
            catch (UnreadableNotebookException e)
            {
                Console.Error.WriteLine(e.Message);
                worst = ExitCode.Unreadable;
            }
        }
        return (jobs, worst);
    }
}
