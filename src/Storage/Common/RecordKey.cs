using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FinOpsAI.Storage.Common;

/// <summary>
/// What identifies a record in the ledger: the first 128 bits of the SHA-256 of source and id, each led by its length, so that no two
/// pairs share a text. Fixed size keeps the index small whatever ids a sender uses.
/// </summary>
internal readonly record struct RecordKey(ulong High, ulong Low)
{
    public const int Size = 16;

    /// <summary>Stands in place of the newest charge's position where a record was taken back: no position is 0.</summary>
    public const long Retracted = 0;

    public static RecordKey Of(string source, string id)
    {
        var length = 8 + Encoding.UTF8.GetMaxByteCount(source.Length) + Encoding.UTF8.GetMaxByteCount(id.Length);
        var text = length <= 512 ? stackalloc byte[length] : new byte[length];
        var sourceBytes = Encoding.UTF8.GetBytes(source, text[4..]);
        BinaryPrimitives.WriteInt32BigEndian(text, sourceBytes);
        var idStart = 4 + sourceBytes;
        var idBytes = Encoding.UTF8.GetBytes(id, text[(idStart + 4)..]);
        BinaryPrimitives.WriteInt32BigEndian(text[idStart..], idBytes);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..(idStart + 4 + idBytes)], hash);
        return From(hash);
    }

    public static RecordKey From(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    public static RecordKey From(Guid guid)
    {
        Span<byte> bytes = stackalloc byte[Size];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        return From(bytes);
    }

    public void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
    }

    public Guid ToGuid()
    {
        Span<byte> bytes = stackalloc byte[Size];
        WriteTo(bytes);
        return new(bytes, bigEndian: true);
    }
}
