using System.Security.Cryptography;
using System.Text;

namespace FinOpsAI.Ingest.Sources;

/// <summary>Ids of rows that have none: the same parts give the same id, different parts different ones.</summary>
internal static class RowId
{
    /// <summary>The first 128 bits of the SHA-256 of the parts, in hex; a missing part differs from an empty one.</summary>
    public static string Of(params ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, part?.Length ?? -1);
            hash.AppendData(length);
            hash.AppendData(Encoding.UTF8.GetBytes(part ?? ""));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
