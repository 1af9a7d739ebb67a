using System.Text.Json.Nodes;

namespace ReluDc.Notebooks.Execution;

/// <summary>The engine behind every client: answers Jupyter's requests by running C# cells, one at a time, in the order they come.</summary>
internal sealed class CellEngine(IMessageChannel channel)
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1); // a client that reads no more must not keep the process

    private readonly CSharpSession session = new(Directory.GetCurrentDirectory());
    private readonly Lock gate = new();
    private Message? running;
    private CancellationTokenSource? interruption;
    private volatile bool interrupted;
    private Thread? worker;
    private int executionCount;

    /// <summary>Serves until the client goes or asks for shutdown.</summary>
    public void Serve()
    {
        var console = new ConsoleOutput((stream, text) => Publish("stream", new() { ["name"] = stream, ["text"] = text }));
        Console.SetOut(console.Writer("stdout"));
        Console.SetError(console.Writer("stderr"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.WaitAny([Task.Run(console.Flush)], LastWords); // a cell may end the process: what it printed is kept
        CellFunctions.Send = (type, content) =>
        {
            console.Flush();
            Publish(type, content);
        };

        using var requests = new System.Collections.Concurrent.BlockingCollection<Message>();
        worker = new Thread(() =>
        {
            foreach (var request in requests.GetConsumingEnumerable())
            {
                Execute(request, console.Flush);
            }
        }, maxStackSize: 16 << 20) { IsBackground = true, Name = "cells" };
        worker.Start();

        while (channel.Receive() is { } message)
        {
            switch (message.Type)
            {
                case "execute_request" when CodeOf(message) is not null:
                    requests.Add(message);
                    break;
                case "execute_request":
                    var malformed = new CellFailure("MalformedRequest", "allowed: content.code, a string", []).ToJson();
                    malformed["status"] = "error";
                    malformed["execution_count"] = executionCount;
                    channel.Send(message.Answer("execute_reply", malformed));
                    break;
                case "interrupt_request":
                    Interrupt();
                    channel.Send(message.Answer("interrupt_reply", new() { ["status"] = "ok" }));
                    break;
                case "kernel_info_request":
                    channel.Send(message.Answer("kernel_info_reply", KernelInfo()));
                    break;
                case "shutdown_request":
                    channel.Send(message.Answer("shutdown_reply", new() { ["status"] = "ok", ["restart"] = message.Content["restart"]?.DeepClone() }));
                    return;
            }
        }
    }

    private static JsonObject KernelInfo() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = "5.3",
        ["implementation"] = "ReluDc",
        ["implementation_version"] = typeof(CellEngine).Assembly.GetName().Version!.ToString(3),
        ["language_info"] = new JsonObject { ["name"] = "C#", ["version"] = "14", ["mimetype"] = "text/x-csharp", ["file_extension"] = ".cs" },
        ["banner"] = "C# cells, run by ReluDc",
    };

    private void Execute(Message request, Action flush)
    {
        var cancellation = new CancellationTokenSource(); // not disposed: an interrupt may come to it late
        running = request;
        lock (gate)
            (interruption, interrupted) = (cancellation, false);
        Publish("status", new() { ["execution_state"] = "busy" });
        var code = CodeOf(request)!;
        var count = ++executionCount;
        Publish("execute_input", new() { ["code"] = code, ["execution_count"] = count });

        var failure = Run(code, Text(request.Metadata, "cellName") ?? $"In [{count}]", count, flush, cancellation.Token);
        EndInterruption();
        flush();
        if (failure is not null)
            Publish("error", failure.ToJson());
        var reply = failure?.ToJson() ?? [];
        reply["status"] = failure is null ? "ok" : "error";
        reply["execution_count"] = count;
        channel.Send(request.Answer("execute_reply", reply));
        Publish("status", new() { ["execution_state"] = "idle" });
        running = null;
    }

    private static string? CodeOf(Message request) => Text(request.Content, "code");

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private CellFailure? Run(string code, string name, int count, Action flush, CancellationToken cancellation)
    {
        CellFailure? failure = null;
        try
        {
#pragma warning disable SYSLIB0046 // The only way to stop a tight loop; a thread of our own runs nothing but cells.
            System.Runtime.ControlledExecution.Run(() =>
            {
                (var hasValue, var value, failure) = session.Run(code, name, cancellation);
                if (!hasValue || failure is not null)
                    return;
                var bundle = ValueBundle.Of(value);
                flush(); // what the cell printed comes before its value
                Publish("execute_result", new() { ["data"] = bundle, ["metadata"] = new JsonObject(), ["execution_count"] = count });
            }, cancellation);
#pragma warning restore SYSLIB0046
        }
        catch (Exception e) // an interrupt, or a value that cannot be formatted
        {
            failure = CellFailure.Of(e);
        }
        return interrupted ? new("Interrupted", "The cell was interrupted.", ["The cell was interrupted."]) : failure;
    }

    /// <summary>Stops the running cell: a sleep or a wait by waking it, a loop by aborting it.</summary>
    private void Interrupt()
    {
        lock (gate)
        {
            if (interruption is not { } current)
                return;
            interrupted = true;
            worker!.Interrupt();
            Task.Run(current.Cancel); // which waits until the thread takes the abort
        }
    }

    /// <summary>From here on no interrupt comes; one that came too late for the cell is taken here, where it does no harm.</summary>
    private void EndInterruption()
    {
        for (var settled = false; !settled;)
        {
            try
            {
                lock (gate)
                    interruption = null;
                if (interrupted)
                    Thread.Sleep(1);
                settled = true;
            }
            catch (ThreadInterruptedException)
            {
                // It was for the cell that has ended.
            }
        }
    }

    private void Publish(string type, JsonObject content)
    {
        if (running is { } request)
            channel.Send(request.Answer(type, content));
    }
}
