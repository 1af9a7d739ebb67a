using System.CommandLine;
using System.Text.Json.Nodes;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>Prints the claims ledger of a fresh run: as the Markdown page that docs/claims.md is, or as JSON.</summary>
/// <param name="Notebooks">Files and folders; none means the course.</param>
/// <param name="Overrides">Parameters to override, in every notebook.</param>
/// <param name="Json">JSON instead of a page.</param>
/// <param name="Timeout">The longest that a notebook may take.</param>
/// <param name="Engine">The program of the engine.</param>
internal sealed record ClaimsCommand(IReadOnlyList<string> Notebooks, IReadOnlyList<(string Name, string Value)> Overrides, bool Json,
    TimeSpan Timeout, string Engine)
{
    private static readonly System.Text.Json.JsonSerializerOptions Indented = new()
        { WriteIndented = true, Encoder = JsonStyle.Compact.Encoder };

    /// <summary>The command with its options.</summary>
    public static Command Command()
    {
        var notebooks = Options.Notebooks();
        var parameters = Options.Parameters();
        var json = new Option<bool>("--json") { Description = "JSON instead of Markdown" };
        var timeout = Options.Timeout();
        var engine = EngineChoice.Option();
        var command = new Command("claims", "Print the claims ledger of a fresh run; exit code 1 if a check fails.")
            { notebooks, parameters, json, timeout, engine };
        command.Does(async (parsed, cancellation) => await new ClaimsCommand(parsed.GetValue(notebooks) ?? [],
            parsed.Overrides(parameters), parsed.GetValue(json), parsed.Timeout(timeout), await parsed.EngineAsync(engine, cancellation))
            .RunAsync(cancellation));
        return command;
    }

    /// <summary>Executes and prints. A check that fails makes the exit code <see cref="ExitCode.Failed"/>.</summary>
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        var (jobs, worst) = Preparation.Of(Notebooks, Overrides);
        if (jobs.Count == 0)
            return worst;
        var codes = new List<ExitCode> { worst };
        var rows = new List<LedgerRow>();
        using (var progress = new Progress())
            foreach (var job in jobs)
            {
                var result = await job.ExecuteAsync(new(Engine), Timeout, progress, cancellation);
                rows.AddRange(LedgerRow.Of(new(job.Name, result.Executed)));
                if (result.Failure is { } failure)
                    Terminal.Tell($"{job.Name}: {failure}");
                codes.Add(ExitCodes.Of(result.Outcome));
            }
        Terminal.Data(Json ? new JsonArray([.. rows.Select(row => row.ToJson())]).ToJsonString(Indented) : LedgerPage.Write(rows));
        foreach (var fault in LedgerRow.FaultsOf(rows))
        {
            Terminal.Tell(fault);
            codes.Add(ExitCode.Failed);
        }
        return codes.Worst();
    }
}
