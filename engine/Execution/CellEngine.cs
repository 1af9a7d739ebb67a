using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>The engine behind every client: answers Jupyter's requests, and runs cells one at a time in the order they come.</summary>
internal sealed class CellEngine
{
    private const string Control = "control"; // the channel whose requests do not wait for cells
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1); // a client that reads no more must not keep the process

    private readonly IMessageChannel channel;
    private readonly History history = new();
    private readonly CellInput input = new();
    private readonly ConsoleOutput console;
    private readonly Interruption interruption;
    private readonly CellExecution execution;
    private readonly ICells cells;
    private readonly BlockingCollection<Message> waiting = [];
    private readonly List<Message> overtaken = []; // by a failure
    private volatile ExecuteRequest? running; // or the last that ran
    private readonly AsyncLocal<ExecuteRequest?> cause = new(); // what a cell starts, and leaves behind, is still its own

    /// <param name="channel">Leads to the client.</param>
    /// <param name="makeCells">Makes what runs the cells; null for C# scripts.</param>
    public CellEngine(IMessageChannel channel, Func<Interruption, ConsoleOutput, ICells>? makeCells = null)
    {
        this.channel = channel;
        console = new(() => Cause, (from, stream, text) =>
            Publish((ExecuteRequest?)from, "stream", new() { ["name"] = stream, ["text"] = text }));
        interruption = new(Resisted);
        cells = makeCells?.Invoke(interruption, console) ?? new CSharpCells(interruption, console);
        execution = new(cells, history, interruption, console);
    }

    /// <summary>Stops the cell that runs, if one does.</summary>
    public void Interrupt() => interruption.Request();

    /// <summary>Serves until the client goes or asks for shutdown.</summary>
    public void Serve()
    {
        // what a cell reads and writes does not depend on the machine's language
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var loop = Thread.CurrentThread;
        Console.SetOut(console.Writer("stdout"));
        Console.SetError(console.Writer("stderr"));
        // a cell may end the process: what it printed is kept
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.WaitAny([Task.Run(console.Flush)], LastWords);
        CellFunctions.Send = (type, content) => Unbroken.Do(() =>
        {
            console.Flush();
            Publish(Cause, type, content);
        });
        CellFunctions.Ask = Ask;
        var work = new Thread(Work, maxStackSize: 16 << 20) { IsBackground = true, Name = "cells" };
        StrayException.Catch(() => Thread.CurrentThread == work || Thread.CurrentThread == loop);
        work.Start();

        while (channel.Receive() is { } message)
        {
            switch (message.Type)
            {
                case "input_reply":
                    Answer(message);
                    break;
                case "interrupt_request":
                    Interrupt();
                    Answer(message);
                    break;
                case "shutdown_request":
                    Answer(message);
                    return;
                case not "execute_request" when message.ReturnPath?.Channel == Control:
                    Answer(message);
                    break;
                default:
                    waiting.Add(message);
                    break;
            }
        }
    }

    private void Work()
    {
        foreach (var request in waiting.GetConsumingEnumerable())
        {
            Answer(request);
            foreach (var next in overtaken.ToArray())
                if (next.Type == "execute_request")
                    Answer(next, _ => new() { ["status"] = "aborted", ["execution_count"] = execution.Count });
                else
                    Answer(next);
            overtaken.Clear();
        }
    }

    private JsonObject? Answer(Message request) => Answer(request, Reply);

    /// <summary>Answers a request, between busy and idle. Whatever it holds, the engine goes on.</summary>
    private JsonObject? Answer(Message request, Func<Message, JsonObject?> reply)
    {
        channel.Send(request.Answer("status", new() { ["execution_state"] = "busy" }));
        JsonObject? content;
        try
        {
            content = reply(request);
            content?.TryAdd("status", "ok");
        }
        catch (Exception e)
        {
            content = new CellFailure(e is MalformedRequestException ? "MalformedRequest" : e.GetType().Name, e.Message, [e.Message])
                .ToJson();
            content["status"] = "error";
            if (request.Type == "execute_request")
                content["execution_count"] = execution.Count;
        }
        // What waits when a cell fails was meant to follow its success; what comes after the reply was sent in full knowledge of it.
        if (running is { AbortsOthers: true } failed && failed.Message == request && (string?)content?["status"] == "error")
            while (waiting.TryTake(out var next))
                overtaken.Add(next);
        if (content is not null && request.Type.EndsWith("_request", StringComparison.Ordinal))
            channel.Send(request.Answer(request.Type[..^"request".Length] + "reply", content));
        channel.Send(request.Answer("status", new() { ["execution_state"] = "idle" }));
        return content;
    }

    private JsonObject? Reply(Message request) => request.Type switch
    {
        "execute_request" => Execute(ExecuteRequest.Of(request)),
        "kernel_info_request" => KernelInfo(),
        "complete_request" => cells.Complete(request.Content),
        "inspect_request" => cells.Inspect(request.Content),
        "is_complete_request" => cells.IsComplete(request.Content),
        "signature_request" => cells.Signatures(request.Content),
        "diagnostics_request" => cells.Diagnose(request.Content),
        "graph_request" => cells.Graph(request.Content),
        "values_request" => cells.Values(request.Content),
        "keep_request" => cells.Keep(request.Content),
        "history_request" => history.Answer(request.Content),
        "comm_info_request" => new() { ["comms"] = new JsonObject() },
        "comm_open" => CloseComm(request),
        "interrupt_request" => [],
        "shutdown_request" => new() { ["restart"] = request.Content.Flag("restart", false) },
        "input_reply" => TakeInput(request),
        "comm_msg" or "comm_close" => null, // about a comm that is closed
        _ => throw new MalformedRequestException("msg_type",
            "execute_request, kernel_info_request, complete_request, inspect_request, is_complete_request, "
            + "history_request, comm_info_request, interrupt_request, shutdown_request"),
    };

    private JsonObject Execute(ExecuteRequest request)
    {
        running = cause.Value = request;
        return execution.Execute(request, (type, content) => Publish(request, type, content));
    }

    /// <summary>Tells a client that wants to talk to an object in the kernel that there is none.</summary>
    private JsonObject? CloseComm(Message request)
    {
        channel.Send(request.Answer("comm_close", new() { ["comm_id"] = request.Content.Text("comm_id"), ["data"] = new JsonObject() }));
        return null;
    }

    private JsonObject? TakeInput(Message request)
    {
        input.Answer(request.Content);
        return null;
    }

    private string Ask(string prompt, bool password)
    {
        if (running is not { TakesInput: true } request)
            throw new InvalidOperationException("This front-end takes no input (allow_stdin is false).");
        console.Flush();
        return input.Ask(() => Send(request.Message.Answer("input_request", new() { ["prompt"] = prompt, ["password"] = password })),
            execution.Stop);
    }

    /// <summary>The cell that the running code belongs to; the last one for code of which that is not known.</summary>
    private ExecuteRequest? Cause => cause.Value ?? running;

    /// <summary>Sends an output of a cell.</summary>
    private void Publish(ExecuteRequest? cell, string type, JsonObject content)
    {
        if (cell is { Silent: false } request)
            Send(request.Message.Answer(type, content));
    }

    private void Send(Message message) => Unbroken.Do(() => channel.Send(message));

    /// <summary>The end of a cell that cannot be stopped: with its process.</summary>
    private void Resisted()
    {
        if (running is { Silent: false } request) // sent past the lock that the cell may hold
            channel.Send(request.Message.Answer("stream", new() { ["name"] = "stderr", ["text"] = "The cell could not be interrupted, so "
                + "its process was ended, and all variables are gone.\n" }));
        channel.Flush();
        Environment.FailFast(null); // an orderly exit would wait for the cell
    }

    private static JsonObject KernelInfo() => new()
    {
        ["protocol_version"] = Message.ProtocolVersion,
        ["implementation"] = "ReluDc",
        ["implementation_version"] = typeof(CellEngine).Assembly.GetName().Version!.ToString(3),
        ["language_info"] = new JsonObject
        {
            ["name"] = "csharp", // as VS Code writes it
            ["version"] = "14",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
        },
        ["banner"] = "C# cells, run by ReluDc",
        ["help_links"] = new JsonArray(),
    };
}
