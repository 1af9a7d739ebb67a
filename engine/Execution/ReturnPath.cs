namespace ReluDc.Engine;

/// <summary>Where a request came from.</summary>
/// <param name="Channel">Jupyter's name of the channel: "shell", "control" or "stdin".</param>
/// <param name="Identities">The frames that address its sender.</param>
/// <param name="Header">Its header as it came: what answers carry as their parent's.</param>
internal sealed record ReturnPath(string Channel, IReadOnlyList<byte[]> Identities, byte[] Header);
