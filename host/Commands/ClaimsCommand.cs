using System.Text.Json.Nodes;
using ReluDc.Notebooks.Documents;
using ReluDc.Notebooks.Execution;
using ReluDc.Notebooks.Rendering;

namespace ReluDc.Notebooks.Commands;

/// <summary>Prints the claims ledger of a fresh run: as the README's Markdown table, or as JSON.</summary>
/// <param name="Notebooks">Files and folders; none means the course.</param>
/// <param name="Json">JSON instead of a table.</param>
/// <param name="Timeout">The longest that a notebook may take.</param>
internal sealed record ClaimsCommand(IReadOnlyList<string> Notebooks, bool Json, TimeSpan Timeout)
{
    /// <summary>Executes and prints. A check that fails makes the exit code <see cref="ExitCode.Failed"/>.</summary>
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        var (jobs, worst) = Preparation.Of(Notebooks, []);
        if (jobs.Count == 0)
            return worst;
        var claims = new List<ClaimRecord>();
        using (var progress = new Progress())
            foreach (var job in jobs)
            {
                var result = await job.ExecuteAsync(new(), Timeout, progress.Of(job.Name), cancellation);
                progress.Done(job.Name, result.Message is null ? "executed" : $"{NotebookJob.Where(result)}: {result.Message}");
                claims.AddRange(ClaimRecord.Of(new(job.Name, result.Executed)));
                if (result.Message is not null)
                    worst = (ExitCode)Math.Max((int)worst, (int)(result.Outcome == RunOutcome.TimedOut ? ExitCode.TimedOut : ExitCode.Failed));
            }
        Console.WriteLine(Json
            ? new JsonArray([.. claims.Select(claim => claim.ToJson())]).ToJsonString(new() { WriteIndented = true, Encoder = JsonStyle.Compact.Encoder })
            : string.Join('\n', claims.Select(claim => claim.ToMarkdownRow()).Prepend(ClaimRecord.MarkdownHead)));
        foreach (var claim in claims.Where(claim => !claim.Passes))
            Console.Error.WriteLine($"the check of claim {claim.Id} failed");
        return claims.All(claim => claim.Passes) ? worst : (ExitCode)Math.Max((int)worst, (int)ExitCode.Failed);
    }
}
