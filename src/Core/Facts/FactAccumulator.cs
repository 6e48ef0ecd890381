using System.Runtime.InteropServices;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Facts;

/// <summary>Adds ledger entries up to rows of facts of all four levels, until they are written.</summary>
public sealed class FactAccumulator
{
    private readonly Dictionary<FactKey, Row> _rows = [];

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds an entry to the rows of its resource, project, team and the organization.</summary>
    public void Add(FactEntry fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var entry = fact.Entry;
        var day = UtcDay.Of(entry.Timestamp);
        foreach (var scope in entry.Scope.SelfAndAncestors())
        {
            ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _rows, new(day, scope, entry.Provider, entry.Model, entry.Status, fact.Facets), out _);
            row ??= new();
            row.Add(fact);
        }
    }

    /// <summary>What was added, row by row.</summary>
    public IReadOnlyDictionary<FactKey, FactSums> Sums() => _rows.ToDictionary(row => row.Key, row => row.Value.Sums());

    /// <summary>Begins anew.</summary>
    public void Clear() => _rows.Clear();

    private sealed class Row
    {
        private readonly Dictionary<string, decimal> _usage = [];
        private RollupSums _sums;

        public void Add(FactEntry fact)
        {
            _sums += RollupSums.From(fact.Entry);
            foreach (var (unit, quantity) in fact.Usage)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_usage, unit, out _) += quantity;
            }
        }

        public FactSums Sums() => new(_sums.Cost, _usage, _sums.Records, _sums.Unpriced);
    }
}
