using System.Runtime.InteropServices;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Pipeline;

/// <summary>Adds entries up per scope, bucket, model and status until they are written to the rollups.</summary>
internal sealed class RollupAccumulator
{
    private readonly Dictionary<RollupKey, RollupSums> _sums = [];

    public IReadOnlyDictionary<RollupKey, RollupSums> Sums => _sums;

    /// <summary>Adds an entry to the buckets of all four scopes.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="scopes">The entry's scope and its ancestors.</param>
    /// <param name="keepMinutesSince">Minute buckets before this are not kept.</param>
    public void Add(LedgerEntry entry, IReadOnlyList<ScopePath> scopes, DateTimeOffset keepMinutesSince)
    {
        var sums = RollupSums.From(entry);
        Add(entry, scopes, Granularity.Day, sums);
        Add(entry, scopes, Granularity.Hour, sums);
        if (entry.Timestamp >= keepMinutesSince)
        {
            Add(entry, scopes, Granularity.Minute, sums);
        }
    }

    public void Clear() => _sums.Clear();

    private void Add(LedgerEntry entry, IReadOnlyList<ScopePath> scopes, Granularity granularity, RollupSums sums)
    {
        var bucket = granularity.Floor(entry.Timestamp);
        foreach (var scope in scopes)
        {
            ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _sums, new(granularity, scope, bucket, entry.Provider, entry.Model, entry.Status), out _);
            row += sums;
        }
    }
}
