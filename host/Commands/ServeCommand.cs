using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>Serves the site with live pages: parameters that are turned in the browser.</summary>
internal sealed record ServeCommand
{
    /// <summary>Files and folders; none means the course.</summary>
    public required IReadOnlyList<string> Notebooks { get; init; }

    /// <summary>Where to listen.</summary>
    public required IPAddress Host { get; init; }

    /// <summary>The port; 0 for one that is free.</summary>
    public required int Port { get; init; }

    /// <summary>Whether a browser is opened.</summary>
    public bool Open { get; init; }

    /// <summary>The longest that a cell may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The longest that cells may take together after a change without being asked for.</summary>
    public required TimeSpan AskAfter { get; init; }

    /// <summary>The command with its options.</summary>
    public static Command Command()
    {
        var notebooks = Options.Notebooks();
        var port = new Option<string>("--port") { Description = "Port to listen to. Without: one that is free", HelpName = "N" };
        var host = new Option<string>("--host")
            { Description = "Address to listen to: others can then turn the parameters, too. Without: this machine alone",
                HelpName = "ADDRESS" };
        var open = new Option<bool>("--open") { Description = "Open it in a browser" };
        var askAfter = Options.Seconds("--ask-after", "Cells that take longer than this together, in seconds, wait for a press on Run. "
            + "Without: 3");
        var timeout = Options.Timeout();
        var command = new Command("serve", "Serve the notebooks as live pages: parameters are turned in the browser.")
            { notebooks, port, host, open, askAfter, timeout };
        command.Does(async (parsed, stopping) => await new ServeCommand
        {
            Notebooks = parsed.GetValue(notebooks) ?? [],
            Port = PortOf(parsed.GetValue(port)),
            Host = HostOf(parsed.GetValue(host)),
            Open = parsed.GetValue(open),
            AskAfter = parsed.Seconds(askAfter, new LiveOptions().LongestUnasked),
            Timeout = parsed.Timeout(timeout),
        }.RunAsync(stopping));
        return command;
    }

    /// <summary>Serves until it is stopped.</summary>
    public async Task<ExitCode> RunAsync(Stopping stopping)
    {
        stopping.Kept = () => "nothing is written";
        var (jobs, worst) = Preparation.Of(Notebooks, []);
        if (jobs.Count == 0)
            return worst;
        LiveServer server;
        try
        {
            server = await LiveServer.StartAsync(jobs, Path.Combine(Checkout.Root, "site"), Host, Port,
                new() { Program = EngineProgram.Assembly, Timeout = Timeout, LongestUnasked = AskAfter }, stopping.Token);
        }
        catch (IOException e)
        {
            throw new UsageException($"--port {Port}: {e.Message}; allowed: a port that nothing else listens to");
        }
        server.WarmUp();
        await using (server)
        {
            var address = server.Address + (jobs is [var only] ? only.Name + ".html" : "");
            Terminal.Result(address);
            Terminal.Tell(IPAddress.IsLoopback(Host)
                ? "live; everybody on this machine who has the address sees the same. Ctrl-C ends it."
                : "live; everybody who has the address sees the same, and can turn the parameters. Ctrl-C ends it.");
            if (Open && !TryOpen(address))
                Terminal.Tell("no browser could be opened; the address above opens in any");
            try
            {
                await Task.Delay(System.Threading.Timeout.Infinite, stopping.Token);
            }
            catch (OperationCanceledException)
            {
                // as asked
            }
        }
        return ExitCode.Success;
    }

    private static bool TryOpen(string address)
    {
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(address) { UseShellExecute = true });
            return true;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return false;
        }
    }

    private static int PortOf(string? text) => text is null ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= 65535 ? port
        : throw new UsageException($"--port {text}: allowed: a whole number from 0 to 65535; 0 for one that is free");

    private static IPAddress HostOf(string? text) => text is null or "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(text, out var address) ? address
        : throw new UsageException($"--host {text}: allowed: an address of this machine, such as 192.168.1.20, or 0.0.0.0 for all");
}
