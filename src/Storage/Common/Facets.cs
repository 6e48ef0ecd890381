using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using FinOpsAI.Core.Facts;

namespace FinOpsAI.Storage.Common;

/// <summary>
/// The numbers that stand for facets in rows. Holds committed numbers only, and rows of the table are never deleted, so a number once known is
/// good for ever. Customers may be many: past a bound it starts anew instead of growing.
/// </summary>
internal sealed class FacetCache
{
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<UsageFacets, int> _ids = new();
    private readonly ConcurrentDictionary<int, UsageFacets> _facets = new();

    public bool TryGet(UsageFacets facets, out int id) => _ids.TryGetValue(facets, out id);

    public UsageFacets? Find(int id) => _facets.GetValueOrDefault(id);

    public void Add(UsageFacets facets, int id)
    {
        if (_facets.Count >= Most)
        {
            _ids.Clear();
            _facets.Clear();
        }

        _ids[facets] = id;
        _facets[id] = facets;
    }
}

/// <summary>What identifies facets in their table: a hash of the texts, each led by its length, and of what the records count.</summary>
internal static class FacetKey
{
    public static RecordKey Of(UsageFacets facets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(int)];
        foreach (var text in Texts(facets))
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(number, bytes.Length);
            hash.AppendData(number);
            hash.AppendData(bytes);
        }

        BinaryPrimitives.WriteInt32BigEndian(number, (int)facets.Counts);
        hash.AppendData(number);
        Span<byte> result = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(result);
        return RecordKey.From(result);
    }

    /// <summary>The texts in the order of their columns.</summary>
    public static string[] Texts(UsageFacets facets) =>
    [
        facets.Service, facets.Region, facets.ServiceTier, facets.ChargeCategory, facets.Experiment, facets.Feature, facets.Customer,
    ];
}
