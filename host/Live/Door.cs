using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ReluDc.Notebooks;

/// <summary>
/// Who may come in: requests that know the token in the address, that were meant for this server by its own name, and that no other site
/// has sent. A page from elsewhere can therefore neither read the notebooks nor turn their parameters, also not by a name that it lets
/// lead here (DNS rebinding).
/// </summary>
internal sealed class Door
{
    private const int TokenBytes = 16;

    private readonly byte[] token;
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="address">Where the server listens.</param>
    public Door(IPAddress address)
    {
        Token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        token = Encoding.ASCII.GetBytes(Token);
        if (IPAddress.IsLoopback(address))
            names.UnionWith(["127.0.0.1", "localhost", "[::1]"]);
        else if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            IsOpen = true; // by what name the machine is known, it cannot know
        else
            names.Add(address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString());
    }

    /// <summary>What the address begins with.</summary>
    public string Token { get; }

    private bool IsOpen { get; }

    /// <summary>Why a request may not come in: a status; null if it may.</summary>
    /// <param name="request">The request.</param>
    /// <param name="port">The port that the server listens to.</param>
    /// <param name="rest">What follows the token in the address.</param>
    public int? Refusal(HttpRequest request, int port, out string rest)
    {
        rest = "";
        if (!IsMine(request.Headers.Host.ToString(), port))
            return StatusCodes.Status421MisdirectedRequest;
        if (request.Headers.Origin is [{ } origin, ..] && !IsOwn(origin, request.Headers.Host.ToString()))
            return StatusCodes.Status403Forbidden;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return StatusCodes.Status405MethodNotAllowed;
        var path = request.Path.Value ?? "/";
        var end = path.IndexOf('/', 1);
        var given = Encoding.UTF8.GetBytes(path.Length > 1 ? path[1..(end < 0 ? path.Length : end)] : "");
        if (!CryptographicOperations.FixedTimeEquals(given, token))
            return StatusCodes.Status404NotFound; // not a word about what there is
        rest = end < 0 ? "" : path[(end + 1)..];
        return null;
    }

    private bool IsMine(string host, int port)
    {
        var colon = host.LastIndexOf(':');
        return colon > 0 && host[(colon + 1)..] == port.ToString(System.Globalization.CultureInfo.InvariantCulture)
            && (IsOpen || names.Contains(host[..colon]));
    }

    private static bool IsOwn(string origin, string host) => origin.Equals($"http://{host}", StringComparison.OrdinalIgnoreCase);
}
