using System.Diagnostics;
using System.Text;

namespace ReluDc.Engine;

/// <summary>The engine in a process of its own, which can be killed whatever a cell does.</summary>
internal sealed class EngineProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder lastWords = new();

    /// <summary>Starts an engine.</summary>
    /// <param name="directory">The folder against which cells resolve paths: the notebook's.</param>
    /// <param name="program">The program to start; null for the one that runs.</param>
    public EngineProcess(string directory, string? program = null)
    {
        var start = new ProcessStartInfo(EngineProgram.Dotnet, EngineProgram.Arguments(program ?? EngineProgram.Assembly, "--stdio"))
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        foreach (var (name, value) in EngineProgram.Environment)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (lastWords)
                if (line.Data is { } text && lastWords.Length < 4000)
                    lastWords.AppendLine(text);
        };
        process.BeginErrorReadLine();
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
    public async Task<(Message Message, int Length)?> ReceiveAsync(CancellationToken cancellation)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
            if (Message.FromLine(line) is { } message)
                return (message, line.Length);
        return null;
    }

    /// <summary>Why the process ended, in one line.</summary>
    public string Obituary()
    {
        process.WaitForExit(2000);
        lock (lastWords)
        {
            var said = lastWords.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .FirstOrDefault();
            var code = process.HasExited ? $"exit code {process.ExitCode}" : "no exit code";
            return said is null ? code : $"{code}: {said}";
        }
    }

    /// <summary>Kills the process and all that it started.</summary>
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
        process.Dispose();
    }
}
