using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>The engine in a process of its own, which can be killed whatever a cell does.</summary>
internal sealed class EngineProcess : IDisposable
{
    private const int LongestLine = 3 * CellOutputs.Limit + (1 << 20); // bytes: what a cell may put out, and what is said around it

    private readonly Process process;
    private readonly LastWords lastWords = new();
    private readonly LineReader lines;

    /// <summary>Starts an engine.</summary>
    /// <param name="directory">The folder against which cells resolve paths: the notebook's.</param>
    /// <param name="program">The program to start; null for the one that runs.</param>
    /// <param name="environment">Settings of its runtime; null for those that suit cells that run once.</param>
    /// <param name="options">What else it is told.</param>
    public EngineProcess(string directory, string? program = null, IReadOnlyDictionary<string, string>? environment = null,
        params string[] options)
    {
        var start = new ProcessStartInfo(EngineProgram.Dotnet,
            EngineProgram.Arguments(program ?? EngineProgram.Assembly, ["--stdio", .. options]))
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        foreach (var (name, value) in environment ?? EngineProgram.Environment)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => lastWords.Take(line.Data);
        process.BeginErrorReadLine();
        lines = new(process.StandardOutput.BaseStream, LongestLine);
    }

    /// <summary>Sends a message.</summary>
    public async Task SendAsync(Message message, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(message.ToLine().AsMemory(), cancellation);
            await process.StandardInput.FlushAsync(cancellation);
        }
        catch (IOException)
        {
            // It has ended; the next read says so.
        }
    }

    /// <summary>The next message and its length in characters; null when the process has ended.</summary>
    /// <remarks>Of a message that is longer than a cell's outputs may be, kind and origin are read, and no content.</remarks>
    public async Task<(Message Message, long Length)?> ReceiveAsync(CancellationToken cancellation)
    {
        while (await lines.ReadAsync(cancellation) is { } line)
            if ((line.IsCut ? Message.FromBeginning(line.Text) : Message.FromLine(line.Text)) is { } message)
                return (message, line.Length);
        return null;
    }

    /// <summary>Asks for something that puts nothing out, and waits until the engine is idle again.</summary>
    /// <param name="type">The request's type: "graph_request", say.</param>
    /// <param name="content">Its content.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The content of the reply.</returns>
    /// <exception cref="EngineDiedException">The process ended, or could not do it.</exception>
    public async Task<JsonObject> AskAsync(string type, JsonObject content, CancellationToken cancellation)
    {
        var request = Message.Request(type, content);
        await SendAsync(request, cancellation);
        JsonObject? reply = null;
        while (await ReceiveAsync(cancellation) is var (message, _))
        {
            if (message.ParentId != request.Id)
                continue;
            if (message.Type.EndsWith("_reply", StringComparison.Ordinal))
                reply = message.Content;
            if (message.Type == "status" && message.Content.TextOrNull("execution_state") == "idle")
                return reply?.TextOrNull("status") == "ok" ? reply : throw new EngineDiedException(reply?.TextOrNull("evalue") ?? type);
        }
        throw new EngineDiedException(Obituary());
    }

    /// <summary>Why the process ended, in one line.</summary>
    public string Obituary()
    {
        process.WaitForExit(2000);
        var code = process.HasExited ? ExitReason(process.ExitCode) : "no exit code";
        return lastWords.Reason is { } reason ? $"{code}: {reason}" : code;
    }

    private static string ExitReason(int code) => code switch
    {
        137 => "exit code 137, killed from outside; this is how it looks where memory has run out",
        _ => $"exit code {code}",
    };

    /// <summary>Kills the process and all that it started, and what is left of that where the process has ended by itself.</summary>
    public void Dispose()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
        ProcessGroup.End(process.Id);
        process.Dispose();
    }
}
