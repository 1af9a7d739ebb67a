using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>
/// A client of Jupyter's protocol with a kernel of its own. It knows the protocol from its documentation, not from the host.
/// </summary>
internal sealed class JupyterClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string folder = Directory.CreateTempSubdirectory("reludc kérnel ").FullName;
    private readonly Dictionary<string, NetMQSocket> sockets = [];
    private readonly byte[] key = Encoding.UTF8.GetBytes(Guid.NewGuid().ToString());
    private readonly StringBuilder errors = new();
    private readonly string session = Guid.NewGuid().ToString("N");

    /// <summary>Starts a kernel.</summary>
    /// <param name="program">The built host.</param>
    /// <param name="directory">Where it runs; null for a folder of its own.</param>
    /// <param name="wait">Whether to wait until outputs arrive.</param>
    /// <param name="parent">The process that counts as its parent; null for none.</param>
    public JupyterClient(string program, string? directory = null, bool wait = true, Process? parent = null)
        : this(file => new("dotnet", ["exec", program, "kernel", "start", "--connection-file", file]), directory, wait, parent)
    {
    }

    /// <summary>Starts a kernel of any kind.</summary>
    /// <param name="start">The command, given the connection file.</param>
    /// <param name="directory">Where it runs; null for a folder of its own.</param>
    /// <param name="wait">Whether to wait until outputs arrive.</param>
    /// <param name="parent">The process that counts as its parent; null for none.</param>
    public JupyterClient(Func<string, ProcessStartInfo> start, string? directory = null, bool wait = true, Process? parent = null)
    {
        var ports = FreePorts.Several(5);
        Ports = new[] { "shell", "control", "iopub", "stdin", "hb" }.Zip(ports).ToDictionary(pair => pair.First, pair => pair.Second);
        var connection = new JsonObject
        {
            ["transport"] = "tcp", ["ip"] = "127.0.0.1", ["signature_scheme"] = "hmac-sha256", ["key"] = Encoding.UTF8.GetString(key),
            ["kernel_name"] = "test",
        };
        foreach (var (channel, port) in Ports)
            connection[$"{channel}_port"] = port;
        var file = Path.Combine(folder, "kernel.json");
        File.WriteAllText(file, connection.ToJsonString());
        var command = start(file);
        (command.WorkingDirectory, command.RedirectStandardError) = (directory ?? folder, true);
        foreach (var (name, value) in EngineProgram.TypingEnvironment) // as the kernelspec says
            command.Environment[name] = value;
        if (parent is not null)
            command.Environment["JPY_PARENT_PID"] = parent.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Process = Process.Start(command)!;
        Process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
                errors.AppendLine(line.Data);
        };
        Process.BeginErrorReadLine();
        if (command.RedirectStandardOutput)
            Process.BeginOutputReadLine(); // what nobody reads would stop it
        var identity = Guid.NewGuid().ToByteArray();
        Connect("shell", new DealerSocket(), identity);
        Connect("control", new DealerSocket(), identity);
        Connect("stdin", new DealerSocket(), identity);
        Connect("hb", new RequestSocket(), null);
        var outputs = new SubscriberSocket();
        outputs.Options.ReceiveHighWatermark = 0;
        outputs.SubscribeToAnyTopic();
        Connect("iopub", outputs, null);
        if (wait)
            WaitUntilOutputsArrive();
    }

    /// <summary>The kernel's process.</summary>
    public Process Process { get; }

    /// <summary>The ports, by channel.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; }

    /// <summary>What the kernel said on standard error.</summary>
    public string Errors
    {
        get
        {
            lock (errors)
                return errors.ToString();
        }
    }

    /// <summary>Sends a request.</summary>
    /// <returns>Its id.</returns>
    public string Send(string channel, string type, JsonObject content)
    {
        var id = Guid.NewGuid().ToString("N");
        SendFrames(channel, Frames(type, id, content));
        return id;
    }

    /// <summary>The frames of a signed message.</summary>
    public List<byte[]> Frames(string type, string id, JsonObject content)
    {
        var header = new JsonObject
        {
            ["msg_id"] = id, ["msg_type"] = type, ["username"] = "tester", ["session"] = session, ["date"] = DateTime.UtcNow.ToString("O"),
            ["version"] = "5.3",
        };
        return Signed(header.ToJsonString(), "{}", "{}", content.ToJsonString());
    }

    /// <summary>Frames with a right signature, whatever they hold.</summary>
    public List<byte[]> Signed(params string[] parts)
    {
        var bytes = parts.Select(Encoding.UTF8.GetBytes).ToArray();
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, bytes.SelectMany(part => part).ToArray()));
        return [Encoding.ASCII.GetBytes("<IDS|MSG>"), Encoding.ASCII.GetBytes(signature), .. bytes];
    }

    /// <summary>Sends frames as they are.</summary>
    public void SendFrames(string channel, IEnumerable<byte[]> frames) => sockets[channel].SendMultipartBytes(frames);

    /// <summary>The next message of a channel.</summary>
    /// <param name="channel">Jupyter's name of the channel.</param>
    /// <param name="patience">How long to wait; null for long.</param>
    /// <returns>The message; null if none came.</returns>
    public Received? Receive(string channel, TimeSpan? patience = null)
    {
        List<byte[]>? frames = null;
        if (!sockets[channel].TryReceiveMultipartBytes(patience ?? Patience, ref frames!))
            return null;
        var start = frames!.FindIndex(frame => Encoding.ASCII.GetString(frame) == "<IDS|MSG>") + 1;
        var parts = frames.Skip(start + 1).Take(4).ToArray();
        if (Encoding.ASCII.GetString(frames[start]) != Convert.ToHexStringLower(HMACSHA256.HashData(key, parts.SelectMany(part => part)
            .ToArray())))
            throw new InvalidOperationException("the kernel's signature is wrong");
        var json = parts.Select(part => JsonNode.Parse(part)!.AsObject()).ToArray();
        return new((string)json[0]["msg_type"]!, (string?)json[1]["msg_id"], json[3], json[0], json[1]);
    }

    /// <summary>The answer to a request; what else comes is passed over.</summary>
    public Received Reply(string channel, string id)
    {
        while (Receive(channel) is { } message)
            if (message.ParentId == id)
                return message;
        throw new TimeoutException($"no reply on {channel}; the kernel said: {Errors}");
    }

    /// <summary>The outputs of a request, up to idle.</summary>
    public List<Received> Outputs(string id, Func<Received, bool>? last = null)
    {
        var outputs = new List<Received>();
        while (Receive("iopub") is { } message)
        {
            if (message.ParentId == id)
                outputs.Add(message);
            if (message.ParentId == id && (last?.Invoke(message) ?? message.IsIdle))
                return outputs;
        }
        throw new TimeoutException($"no idle; the kernel said: {Errors}");
    }

    /// <summary>Asks and waits for the reply and for idle.</summary>
    public JsonObject Ask(string type, JsonObject content, string channel = "shell")
    {
        var id = Send(channel, type, content);
        var reply = Reply(channel, id);
        Outputs(id);
        return reply.Content;
    }

    /// <summary>Runs a cell to its end.</summary>
    public (JsonObject Reply, List<Received> Outputs) Run(string code, JsonObject? more = null)
    {
        var id = Execute(code, more);
        var outputs = Outputs(id);
        return (Reply("shell", id).Content, outputs);
    }

    /// <summary>Starts a cell.</summary>
    public string Execute(string code, JsonObject? more = null)
    {
        var content = more?.DeepClone().AsObject() ?? [];
        content["code"] = code;
        return Send("shell", "execute_request", content);
    }

    /// <summary>The value of a cell, as plain text; what went wrong if it has none.</summary>
    public string? Value(string code)
    {
        var (reply, outputs) = Run(code);
        return (string?)outputs.FirstOrDefault(message => message.Type == "execute_result")?.Content["data"]?["text/plain"]
            ?? (string?)reply["evalue"];
    }

    /// <summary>Sends bytes on the heartbeat, and returns what comes back.</summary>
    public byte[]? Beat(byte[] bytes)
    {
        sockets["hb"].SendFrame(bytes);
        return sockets["hb"].TryReceiveFrameBytes(Patience, out var echo) ? echo : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var socket in sockets.Values)
        {
            socket.Options.Linger = TimeSpan.Zero;
            socket.Dispose();
        }
        Process.Kill(entireProcessTree: true);
        Process.WaitForExit();
        Process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Connect(string channel, NetMQSocket socket, byte[]? identity)
    {
        if (identity is not null)
            socket.Options.Identity = identity;
        socket.Options.ReconnectInterval = TimeSpan.FromMilliseconds(20);
        socket.Connect($"tcp://127.0.0.1:{Ports[channel]}");
        sockets[channel] = socket;
    }

    /// <summary>
    /// A subscription takes a moment, and what is published before is lost; so a question is repeated until its outputs are seen.
    /// </summary>
    private void WaitUntilOutputsArrive()
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience;)
        {
            var id = Send("shell", "kernel_info_request", []);
            Reply("shell", id);
            while (Receive("iopub", TimeSpan.FromMilliseconds(100)) is { } message)
                if (message.ParentId == id && message.IsIdle)
                    return;
        }
        throw new TimeoutException($"no outputs; the kernel said: {Errors}");
    }
}

/// <summary>A message from the kernel.</summary>
/// <param name="Type">Its msg_type.</param>
/// <param name="ParentId">The id of the request that it belongs to.</param>
/// <param name="Content">Its content.</param>
/// <param name="Header">Its header.</param>
/// <param name="ParentHeader">The header of the request that it belongs to.</param>
internal sealed record Received(string Type, string? ParentId, JsonObject Content, JsonObject Header, JsonObject ParentHeader)
{
    /// <summary>Whether it ends the outputs of a request.</summary>
    public bool IsIdle => Type == "status" && (string?)Content["execution_state"] == "idle";
}
