using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>Serves live pages to readers on this machine, or to those whom <c>--host</c> lets in.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    private const int MostReaders = 64;
    private const int MostEngines = 4; // notebooks that nobody reads are ended beyond

    private static readonly Dictionary<string, string> types = new()
    {
        [".html"] = "text/html; charset=utf-8", [".css"] = "text/css; charset=utf-8", [".js"] = "text/javascript; charset=utf-8",
        [".ipynb"] = "application/x-ipynb+json", [".md"] = "text/plain; charset=utf-8", [".txt"] = "text/plain; charset=utf-8",
        [".svg"] = "image/svg+xml", [".png"] = "image/png",
    };

    private readonly LivePages pages;
    private readonly IReadOnlyDictionary<string, NotebookJob> jobs;
    private readonly Door door;
    private readonly WebApplication app;
    private readonly LiveOptions options;
    private readonly Lock gate = new();
    private readonly Dictionary<string, LiveRoom> rooms = [];
    private readonly CancellationTokenSource ended = new();
    private int readers;
    private int port;

    private LiveServer(IReadOnlyList<NotebookJob> jobs, string lastRender, IPAddress address, int port, LiveOptions options)
    {
        (this.jobs, this.options, door) = (jobs.ToDictionary(job => job.Name), options, new(address));
        pages = new(jobs, lastRender);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxRequestHeadersTotalSize = 1 << 14;
            kestrel.Limits.MaxConcurrentConnections = 4 * MostReaders;
            kestrel.Limits.MaxConcurrentUpgradedConnections = MostReaders;
            kestrel.Listen(address, port);
        });
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.UseWebSockets(new() { KeepAliveInterval = TimeSpan.FromSeconds(20) });
        app.Run(AnswerAsync);
    }

    /// <summary>Where the index is.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Begins to serve.</summary>
    /// <param name="jobs">The notebooks.</param>
    /// <param name="lastRender">Where an earlier render may have left them.</param>
    /// <param name="address">Where to listen.</param>
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <param name="options">Of the notebooks.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LiveServer> StartAsync(IReadOnlyList<NotebookJob> jobs, string lastRender, IPAddress address, int port,
        LiveOptions options, CancellationToken cancellation)
    {
        var server = new LiveServer(jobs, lastRender, address, port, options);
        try
        {
            await server.app.StartAsync(cancellation);
        }
        catch
        {
            server.pages.Dispose();
            throw;
        }
        var bound = new Uri(server.app.Urls.First());
        server.port = bound.Port;
        var name = IPAddress.Any.Equals(address) || IPAddress.IPv6Any.Equals(address) ? Dns.GetHostName()
            : address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        server.Address = $"http://{name}:{bound.Port}/{server.door.Token}/";
        return server;
    }

    /// <summary>Makes the pages while nobody asks for one yet, the first first.</summary>
    public void WarmUp() => _ = Task.Run(() => pages.FileOf(pages.Names.First() + ".html") is not null && pages.FileOf("") is not null);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        foreach (var room in rooms.Values)
            await room.DisposeAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(0.5));
        await app.StopAsync(patience.Token);
        await app.DisposeAsync();
        pages.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer"; // the address holds the token
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        if (door.Refusal(context.Request, port, out var rest) is { } refusal)
        {
            context.Response.StatusCode = refusal;
            return;
        }
        if (context.WebSockets.IsWebSocketRequest)
            await TalkAsync(context, rest);
        else
            await SendAsync(context, rest);
    }

    private async Task SendAsync(HttpContext context, string rest)
    {
        if (context.Request.Path.Value == "/" + door.Token) // relative addresses start behind a slash
        {
            context.Response.Redirect($"/{door.Token}/");
            return;
        }
        byte[]? content = null;
        if (rest.EndsWith(".ipynb", StringComparison.Ordinal) && RoomOf(rest[..^".ipynb".Length], open: false) is { } room)
            content = room.Executed().ToBytes();
        else if (pages.FileOf(rest) is { } file)
            content = await File.ReadAllBytesAsync(file, context.RequestAborted);
        if (content is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (rest.EndsWith(".html", StringComparison.Ordinal))
            _ = RoomOf(rest[..^".html".Length], open: true); // its engine starts while the page is read
        context.Response.ContentType = types.GetValueOrDefault(Path.GetExtension(rest.Length == 0 ? ".html" : rest),
            "application/octet-stream");
        context.Response.ContentLength = content.Length;
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private async Task TalkAsync(HttpContext context, string rest)
    {
        if (rest.Split('/') is not [var name, "live"] || RoomOf(name, open: true) is not { } room)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (Interlocked.Increment(ref readers) > MostReaders)
        {
            Interlocked.Decrement(ref readers);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            _ = pages.FileOf(name + ".html"); // so that it is known what outputs look like on it
            await room.WelcomeAsync(new(socket), ended.Token);
        }
        finally
        {
            Interlocked.Decrement(ref readers);
        }
    }

    private LiveRoom? RoomOf(string name, bool open)
    {
        lock (gate)
        {
            if (rooms.TryGetValue(name, out var room) || !open || !jobs.TryGetValue(name, out var job))
                return room;
            if (rooms.Count >= MostEngines && rooms.FirstOrDefault(other => other.Value.IsEmpty) is { Value: { } idle } unread)
            {
                rooms.Remove(unread.Key);
                _ = idle.DisposeAsync().AsTask();
            }
            var folder = Path.GetDirectoryName(Path.GetFullPath(job.Path))!;
            return rooms[name] = new(name, new(pages.NotebookOf(name)!, folder, options), pages.Site);
        }
    }
}
