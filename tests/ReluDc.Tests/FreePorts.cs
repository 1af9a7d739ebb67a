using System.Net;
using System.Net.Sockets;

namespace ReluDc.Tests;

/// <summary>Ports of the loopback interface on which nobody listens.</summary>
internal static class FreePorts
{
    /// <summary>One of them.</summary>
    public static int One() => Several(1)[0];

    /// <summary>So many, no two alike.</summary>
    public static int[] Several(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
            listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners)
            listener.Stop();
        return ports;
    }
}
