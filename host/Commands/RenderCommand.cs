using System.Collections.Concurrent;
using ReluDc.Notebooks.Documents;
using ReluDc.Notebooks.Execution;
using ReluDc.Notebooks.Rendering;

namespace ReluDc.Notebooks.Commands;

/// <summary>Executes notebooks and makes a site of them; the main job.</summary>
internal sealed record RenderCommand
{
    /// <summary>Files and folders; none means the course.</summary>
    public required IReadOnlyList<string> Notebooks { get; init; }

    /// <summary>Parameters to override, in every notebook.</summary>
    public required IReadOnlyList<(string Name, string Value)> Overrides { get; init; }

    /// <summary>Where the site goes.</summary>
    public required string Out { get; init; }

    /// <summary>Execute even what did not change.</summary>
    public bool Force { get; init; }

    /// <summary>All of a page in one file.</summary>
    public bool SingleFile { get; init; }

    /// <summary>Notebooks executed side by side.</summary>
    public required int Jobs { get; init; }

    /// <summary>The longest that a notebook may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Executes and renders. A notebook that cannot be read or run does not keep the others from it.</summary>
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        var site = Destination.Folder(Out);
        var (jobs, worst) = Preparation.Of(Notebooks, Overrides);
        if (jobs.Count == 0)
            return worst;
        if (!SingleFile && jobs.FirstOrDefault(job => job.Name.Equals("index", StringComparison.OrdinalIgnoreCase)) is { } index)
            throw new UsageException($"{index.Path}: its page would be the site's index; allowed: another name");
        var hash = new InputHash();
        var pages = new ConcurrentDictionary<string, SitePage>();
        var failures = new ConcurrentBag<(string Name, string Message, ExitCode Code)>();
        using (var progress = new Progress())
            await Parallel.ForEachAsync(jobs, new ParallelOptions { MaxDegreeOfParallelism = Jobs, CancellationToken = cancellation }, async (job, stop) =>
            {
                if (!Force && job.FromEarlierRun(Path.Combine(site, job.Name + ".ipynb"), hash) is { } unchanged)
                {
                    pages[job.Name] = new(job.Name, unchanged);
                    progress.Done(job.Name, "unchanged");
                    return;
                }
                var result = await job.ExecuteAsync(hash, Timeout, progress.Of(job.Name), stop);
                pages[job.Name] = new(job.Name, result.Executed);
                if (result.Message is not null)
                    failures.Add((job.Name, $"{NotebookJob.Where(result)}: {result.Message}", result.Outcome == RunOutcome.TimedOut ? ExitCode.TimedOut : ExitCode.Failed));
                progress.Done(job.Name, result.Message is null ? FormattableString.Invariant($"executed in {result.Duration.TotalSeconds:F1} s") : "failed");
            });

        var ordered = jobs.Select(job => pages[job.Name]).ToList();
        var report = Site.Write(site, ordered, Checkout.Library, SingleFile);
        foreach (var page in report.Pages)
            Console.WriteLine(page.Path);
        if (report.IndexPath is { } indexPath)
            Console.WriteLine(indexPath);

        foreach (var (name, message, _) in failures.OrderBy(failure => failure.Name, StringComparer.Ordinal))
            Console.Error.WriteLine($"{name}: {message}");
        foreach (var fault in report.Pages.SelectMany(page => page.Faults))
            Console.Error.WriteLine(fault);
        var unmet = ordered.SelectMany(page => ClaimRecord.Of(page).Where(claim => !claim.Passes).Select(claim => $"{page.Name}: the check of claim {claim.Id} failed")).ToList();
        unmet.ForEach(Console.Error.WriteLine);
        var codes = failures.Select(failure => failure.Code).Append(worst);
        if (report.Pages.Any(page => page.Faults.Count > 0) || unmet.Count > 0)
            codes = codes.Append(ExitCode.Failed);
        return codes.Max();
    }
}
