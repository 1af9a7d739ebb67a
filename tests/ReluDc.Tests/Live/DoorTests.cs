using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace ReluDc.Tests.Live;

/// <summary>Who is not let in, and what does not get through: forged requests, other sites, floods, garbage.</summary>
[Collection(LiveCourseTests.Name)]
public sealed class DoorTests(LiveCourse course)
{
    private const string Page = "01-what-relu-does-to-a-tone";

    private Uri Live => new UriBuilder(new Uri(course.Address, Page + "/live")) { Scheme = "ws" }.Uri;

    [Theory]
    [InlineData("GET /{token}/index.html", "Host: {host}", 200)]
    [InlineData("HEAD /{token}/index.html", "Host: {host}", 200)]
    [InlineData("GET /{token}/", "Host: localhost:{port}", 200)]
    [InlineData("GET /{token}", "Host: {host}", 302)]
    [InlineData("GET /", "Host: {host}", 404)]
    [InlineData("GET /wrong/index.html", "Host: {host}", 404)]
    [InlineData("GET /{token}x/index.html", "Host: {host}", 404)]
    [InlineData("GET /{token}/nothing.html", "Host: {host}", 404)]
    [InlineData("GET /{token}/../../../../etc/passwd", "Host: {host}", 404)]
    [InlineData("GET /{token}/..%2f..%2fetc/passwd", "Host: {host}", 404)]
    [InlineData("GET /{token}/assets/../index.html.x", "Host: {host}", 404)]
    [InlineData("GET /{token}/assets%5c..%5cindex.html", "Host: {host}", 404)]
    [InlineData("GET /{token}/index.html", "Host: evil.example:{port}", 421)] // rebinding: another name for this address
    [InlineData("GET /{token}/index.html", "Host: 127.0.0.1:1", 421)]
    [InlineData("GET /{token}/index.html", "Host: 127.0.0.1", 421)]
    [InlineData("GET /{token}/index.html", "Host: 127.0.0.1.evil.example:{port}", 421)]
    [InlineData("GET /{token}/index.html", "Host: {host}\r\nOrigin: http://evil.example", 403)]
    [InlineData("GET /{token}/index.html", "Host: {host}\r\nOrigin: null", 403)]
    [InlineData("GET /{token}/index.html", "Host: {host}\r\nOrigin: http://{host}", 200)]
    [InlineData("POST /{token}/index.html", "Host: {host}\r\nContent-Length: 0", 405)]
    [InlineData("DELETE /{token}/index.html", "Host: {host}", 405)]
    [InlineData("GET /{token}/index.html", "Host: {host}\r\nX: {long}", 431)]
    public async Task A_request(string line, string headers, int status)
    {
        string Filled(string text) => text.Replace("{token}", course.Address.Segments[1].Trim('/')).Replace("{host}",
            course.Address.Authority)
            .Replace("{port}", $"{course.Address.Port}").Replace("{long}", new string('x', 40_000));
        using var client = new TcpClient(course.Address.Host, course.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Filled(line)} HTTP/1.1\r\n{Filled(headers)}\r\nConnection: close\r\n\r\n"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Equal($"{status}", answer?.Split(' ')[1]);
    }

    [Fact]
    public async Task Another_site_can_neither_read_nor_turn()
    {
        var page = await course.OpenAsync(Page);
        var before = await page.Locator(".live-state").TextContentAsync();
        var other = await page.Context.Browser!.NewPageAsync();
        await other.RouteAsync("http://evil.example/**", route => route.FulfillAsync(new() { ContentType = "text/html",
            Body = "<p>other" }));
        await other.GotoAsync("http://evil.example/");
        var said = await other.EvaluateAsync<string>("""
            async ([page, live]) => {
              const read = await fetch(page).then(answer => answer.text(), () => "refused");
              const framed = await new Promise(done => {
                const frame = document.createElement("iframe");
                frame.onload = () => { try { done(frame.contentDocument ? "seen" : "refused"); } catch { done("refused"); } };
                frame.src = page;
                document.body.append(frame);
              });
              const talked = await new Promise(done => {
                const socket = new WebSocket(live);
                socket.onopen = () => { socket.send('{"type":"set","values":{"f1Hz":"9"}}'); done("talked"); };
                socket.onerror = () => done("refused");
              });
              return [read, framed, talked].join();
            }
            """, new[] { new Uri(course.Address, Page + ".html").AbsoluteUri, Live.AbsoluteUri });
        Assert.Equal("refused,refused,refused", said);
        Assert.Equal("5", await page.Locator("[name=f1Hz]").InputValueAsync());
        Assert.Equal(before, await page.Locator(".live-state").TextContentAsync());
        await other.CloseAsync();
    }

    public static TheoryData<string, WebSocketMessageType, int, WebSocketCloseStatus> Garbage => new()
    {
        { "{", WebSocketMessageType.Text, 1, WebSocketCloseStatus.InvalidPayloadData },
        { "[]", WebSocketMessageType.Text, 1, WebSocketCloseStatus.InvalidPayloadData },
        { "", WebSocketMessageType.Text, 1, WebSocketCloseStatus.InvalidPayloadData },
        { """{"a":1,"a":2}""", WebSocketMessageType.Text, 1, WebSocketCloseStatus.InvalidPayloadData },
        { """{"a":[[[[[1]]]]]}""", WebSocketMessageType.Text, 1, WebSocketCloseStatus.InvalidPayloadData },
        { "{}", WebSocketMessageType.Binary, 1, WebSocketCloseStatus.InvalidMessageType },
        { new string(' ', 70_000), WebSocketMessageType.Text, 1, WebSocketCloseStatus.MessageTooBig },
        { """{"type":"run"}""", WebSocketMessageType.Text, 1_000, WebSocketCloseStatus.PolicyViolation },
    };

    [Theory, MemberData(nameof(Garbage))]
    public async Task A_message_that_is_none_ends_the_talk_and_nothing_else(string text, WebSocketMessageType type, int times,
        WebSocketCloseStatus status)
    {
        using var socket = await TalkAsync();
        try
        {
            for (var i = 0; i < times && socket.State == WebSocketState.Open; i++)
                await socket.SendAsync(Encoding.UTF8.GetBytes(text), type, true, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            // it was closed while more was sent
        }
        Assert.Equal(status, await ClosedAsync(socket));
        using var next = await TalkAsync(); // the others go on
        Assert.Equal(WebSocketState.Open, next.State);
    }

    [Theory]
    [InlineData("""{"type":"set","values":{"f1Hz":"5; System.Environment.Exit(1)"}}""", "parameter f1Hz is a number (double)")]
    [InlineData("""{"type":"set","values":{"f1Hz":7}}""", "parameter f1Hz is a number (double)")]
    [InlineData("""{"type":"set","values":{"f1Hz":"NaN"}}""", "parameter f1Hz is a number (double)")]
    [InlineData("""{"type":"set","values":{"periods":"1.5"}}""", "parameter periods is a whole number (int)")]
    [InlineData("""{"type":"set","values":{"nothing":"1"}}""", "there is no parameter 'nothing'; allowed: f1Hz")]
    [InlineData("""{"type":"set","values":{"tone":"null"}}""", "there is no parameter 'tone'")]
    public async Task Values_are_values(string message, string refusal)
    {
        using var socket = await TalkAsync();
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        Assert.Contains(refusal, await UntilAsync(socket, "refused"), StringComparison.Ordinal);
    }

    private async Task<ClientWebSocket> TalkAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(Live, TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task<WebSocketCloseStatus?> ClosedAsync(ClientWebSocket socket)
    {
        var buffer = new byte[1 << 16];
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
            if ((await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken)).MessageType == WebSocketMessageType.Close)
                break;
        return socket.CloseStatus;
    }

    private static async Task<string> UntilAsync(ClientWebSocket socket, string type)
    {
        var buffer = new byte[1 << 16];
        while (true)
        {
            using var text = new MemoryStream();
            WebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
                text.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);
            var message = System.Text.Json.Nodes.JsonNode.Parse(text.ToArray())!;
            if ((string?)message["type"] == type)
                return (string)message["message"]!;
        }
    }
}
