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
                CheckIsOrdinary(path);
                var job = NotebookJob.Prepare(path, overrides);
                jobs.Add(job);
                foreach (var warning in job.Warnings)
                    Terminal.Tell($"{job.Name}: {warning}");
            }
            catch (UnreadableNotebookException e)
            {
                Terminal.Tell(e.Message);
                worst = ExitCode.Unreadable;
            }
        }
        return (jobs, worst);
    }

    /// <summary>Refuses a pipe, which would be waited for, and a device, which may never end: both have no length.</summary>
    /// <exception cref="UnreadableNotebookException">It is one, or empty.</exception>
    public static void CheckIsOrdinary(string path)
    {
        if (File.Exists(path) && (File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)) is FileInfo { Length: 0 })
            throw new UnreadableNotebookException($"{path}: it is empty, or no ordinary file; allowed: the path of an .ipynb or .dib file");
    }
}
