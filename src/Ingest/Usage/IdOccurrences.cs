using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FinOpsAI.Ingest.Usage;

/// <summary>
/// Counts how often an id has come, so that rows with the same one can be told apart. Ids are kept as 64 bits of their hash: about 20 bytes
/// each. Two of ten million ids meet in these bits with a chance of one in 300,000, and then one merely gets a number it would not need.
/// </summary>
internal sealed class IdOccurrences
{
    private HashSet<long> _seen = [];
    private Dictionary<long, int> _repeats = [];

    /// <summary>1 for the first row with these bits, 2 for the second, and so on.</summary>
    public int Next(long hash)
    {
        if (_seen.Add(hash))
        {
            return 1;
        }

        return _repeats[hash] = _repeats.GetValueOrDefault(hash, 1) + 1;
    }

    /// <summary>1 for the first row with this id, 2 for the second, and so on.</summary>
    public int Next(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return Next(BinaryPrimitives.ReadInt64LittleEndian(hash));
    }

    /// <summary>Forgets all, and lets go of the memory.</summary>
    public void Clear() => (_seen, _repeats) = ([], []);
}
