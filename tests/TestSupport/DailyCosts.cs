using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.TestSupport;

/// <summary>Sums records to rows of days, as the rollups do.</summary>
public static class DailyCosts
{
    /// <summary>The rows of one level.</summary>
    public static IReadOnlyList<DailyCost> Of(IEnumerable<UsageRecord> records, ScopeKind kind) =>
    [
        .. records
            .GroupBy(record => (
                Day: DateOnly.FromDateTime(record.Timestamp.UtcDateTime),
                Scope: record.Scope.SelfAndAncestors().First(scope => scope.Kind == kind),
                record.Provider,
                Model: record.Model ?? "",
                record.Status))
            .Select(row => new DailyCost(
                row.Key.Day, row.Key.Scope, row.Key.Provider, row.Key.Model, row.Key.Status,
                row.Aggregate(
                    default(RollupSums), (sum, record) => sum + new RollupSums(record.Cost, UsageTotals.From(record.Usage), 1, 0)))),
    ];
}
