using System.Collections.Concurrent;
using System.CommandLine;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

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

    /// <summary>Put HTML of the notebooks into their pages as it is, and let it run there.</summary>
    public bool Trust { get; init; }

    /// <summary>Print each page as well; null for not.</summary>
    public PdfPages? Pdf { get; init; }

    /// <summary>Notebooks executed side by side.</summary>
    public required int Jobs { get; init; }

    /// <summary>The longest that a notebook may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The program of the engine.</summary>
    public string Engine { get; init; } = EngineProgram.Assembly;

    /// <summary>The command with its options.</summary>
    public static Command Command()
    {
        var notebooks = Options.Notebooks();
        var parameters = Options.Parameters();
        var output = Options.Out("Folder for the site. Without: site/", "DIR");
        var force = new Option<bool>("--force") { Description = "Execute also what did not change" };
        var singleFile = new Option<bool>("--single-file") { Description = "Put all of a page into one file, to mail it" };
        var trust = new Option<bool>("--trust")
            { Description = "Put HTML of the notebooks into their pages as it is, and let its scripts run there" };
        var pdf = new Option<bool>("--pdf") { Description = "Print each page to NAME.pdf beside it, by Chromium, Chrome or Edge" };
        var jobs = Options.Jobs("Notebooks executed");
        var timeout = Options.Timeout();
        var engine = EngineChoice.Option();
        var command = new Command("render", "Execute notebooks and make a site of them.")
            { notebooks, parameters, output, force, singleFile, trust, pdf, jobs, timeout, engine };
        command.Does(async (parsed, stopping) => await new RenderCommand
        {
            Notebooks = parsed.GetValue(notebooks) ?? [],
            Overrides = parsed.Overrides(parameters),
            Out = parsed.GetValue(output) ?? Path.Combine(Checkout.Root, "site"),
            Force = parsed.GetValue(force),
            SingleFile = parsed.GetValue(singleFile),
            Trust = parsed.GetValue(trust),
            Pdf = parsed.GetValue(pdf) ? PdfPages.Find() : null,
            Jobs = parsed.GetValue(jobs),
            Timeout = parsed.Timeout(timeout),
            Engine = await parsed.EngineAsync(engine, stopping.Token),
        }.RunAsync(stopping));
        return command;
    }

    /// <summary>Executes and renders. A notebook that cannot be read or run does not keep the others from it.</summary>
    /// <param name="stopping">Ends it; what has run by then is on disk.</param>
    public async Task<ExitCode> RunAsync(Stopping stopping)
    {
        var (jobs, worst) = Preparation.Of(Notebooks, Overrides);
        Destination.Site(Out, jobs, SingleFile);
        if (Pdf is not null && PdfPages.NotOurs(Out, jobs.Select(job => job.Name)) is { } foreign)
            throw new UsageException($"--out {Out}: {foreign} was not printed by a browser, and would be replaced; allowed: another "
                + "folder, or move that file away");
        if (jobs.Count == 0)
            return worst;
        var site = new Site(Out, [.. jobs.Select(job => new SitePage(job.Name, job.Prepared))], Course.Here, SingleFile, Trust);
        var (pages, outcomes) = await ExecuteAsync(jobs, site, stopping);
        var report = site.Finish();
        var own = pages.Select(page => page.Name).ToHashSet(); // of the others, whoever rendered them was told what is wrong
        foreach (var path in report.Pages.Where(page => own.Contains(page.Name) || page.Rendered).Select(page => page.Path)
            .Concat(report.IndexPath is { } indexPath ? [indexPath] : []))
            Terminal.Result(path);
        var notPrinted = new List<string>();
        foreach (var page in report.Pages.Where(page => Pdf is not null && own.Contains(page.Name)))
            if (await Pdf!.PrintAsync(page.Path, stopping.Token) is { } fault)
                notPrinted.Add(fault);
            else
                Terminal.Result(PdfPages.FileOf(page.Path));

        var faults = report.Pages.Where(page => own.Contains(page.Name)).SelectMany(page => page.Faults).Select(fault => fault.ToString())
            .Concat(LedgerRow.FaultsOf(pages.SelectMany(LedgerRow.Of))).Concat(notPrinted).ToList();
        foreach (var line in report.Notes.Concat(outcomes.OrderBy(run => run.Name, StringComparer.Ordinal)
            .Select(run => $"{run.Name}: {run.Failure}")).Concat(faults))
            Terminal.Tell(line);
        return outcomes.Select(run => ExitCodes.Of(run.Outcome)).Append(worst).Append(faults.Count > 0 ? ExitCode.Failed : ExitCode.Success)
            .Worst();
    }

    /// <summary>The notebooks with outputs, in order, each written as soon as it has run, and those runs that failed.</summary>
    private async Task<(IReadOnlyList<SitePage> Pages,
        IReadOnlyCollection<(string Name, string Failure, RunOutcome Outcome)> Failures)> ExecuteAsync(
        IReadOnlyList<NotebookJob> jobs, Site site, Stopping stopping)
    {
        var hash = new InputHash(Engine);
        var pages = new ConcurrentDictionary<string, SitePage>();
        var failures = new ConcurrentBag<(string, string, RunOutcome)>();
        stopping.Kept = () => pages.IsEmpty ? "nothing is written"
            : $"{pages.Count} of {jobs.Count} notebooks are done and kept in {Out}; the same command goes on with the rest";
        using var progress = new Progress();
        await Parallel.ForEachAsync(jobs, new ParallelOptions
            { MaxDegreeOfParallelism = Jobs, CancellationToken = stopping.Token }, async (job, stop) =>
        {
            if (!Force && job.FromEarlierRun(Path.Combine(Out, job.Name + ".ipynb"), hash) is { } unchanged)
            {
                progress.Done(job.Name, "unchanged");
                Write(new(job.Name, unchanged));
                return;
            }
            var page = Task.Run(() => site.Prepare(job.Name), stop);
            var result = await job.ExecuteAsync(hash, Timeout, progress, stop);
            await page;
            if (result.Failure is { } failure)
                failures.Add((job.Name, failure, result.Outcome));
            Write(new(job.Name, result.Executed));
        });
        void Write(SitePage page)
        {
            site.Write(page);
            pages[page.Name] = page; // from now on it is kept
        }
        return ([.. jobs.Select(job => pages[job.Name])], failures);
    }
}
