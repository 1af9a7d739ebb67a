using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ReluDc.Engine;

/// <summary>Signs messages with a shared key, and tells those of the client from forged and repeated ones. Of one thread.</summary>
internal sealed class MessageSigner(byte[] key)
{
    private readonly HashSet<UInt128> seen = []; // half a signature each, for as long as the kernel lives: forgetting would allow a replay

    /// <summary>The signature of a message.</summary>
    /// <param name="parts">Header, parent header, metadata and content.</param>
    /// <returns>In hexadecimal, as ASCII.</returns>
    public byte[] Sign(IEnumerable<byte[]> parts) => Hexadecimal(Hash(parts));

    /// <summary>Why a message is not to be trusted; null if it is.</summary>
    /// <param name="signature">What it carries.</param>
    /// <param name="parts">Header, parent header, metadata and content.</param>
    public string? Distrust(byte[] signature, IEnumerable<byte[]> parts)
    {
        if (signature.Length == 0)
            return "it is not signed";
        var hash = Hash(parts);
        if (!CryptographicOperations.FixedTimeEquals(signature, Hexadecimal(hash)))
            return "its signature is wrong";
        return seen.Add(BinaryPrimitives.ReadUInt128BigEndian(hash)) ? null : "it came before";
    }

    private static byte[] Hexadecimal(byte[] hash) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash));

    private byte[] Hash(IEnumerable<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var part in parts)
            hash.AppendData(part);
        return hash.GetHashAndReset();
    }
}
