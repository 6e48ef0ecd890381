using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>What identifies one rollup row.</summary>
/// <param name="Granularity">Bucket length.</param>
/// <param name="Scope">Any level.</param>
/// <param name="Bucket">Start of the bucket, UTC.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model; empty where none is involved.</param>
/// <param name="Status">How sure the amounts are.</param>
public readonly record struct RollupKey(
    Granularity Granularity, ScopePath Scope, DateTimeOffset Bucket, string Provider, string Model, CostStatus Status);

/// <summary>The sums of one rollup row, or what to add to them.</summary>
/// <param name="Cost">Reporting currency.</param>
/// <param name="Usage">Tokens, requests, GPU hours.</param>
/// <param name="Records">Records, restated ones once.</param>
/// <param name="Unpriced">Records without a price or an exchange rate.</param>
public readonly record struct RollupSums(CostAmounts Cost, UsageTotals Usage, long Records, long Unpriced)
{
    /// <summary>Adds field by field.</summary>
    public static RollupSums operator +(RollupSums a, RollupSums b) =>
        new(a.Cost + b.Cost, a.Usage + b.Usage, a.Records + b.Records, a.Unpriced + b.Unpriced);

    /// <summary>What one ledger entry adds.</summary>
    public static RollupSums From(LedgerEntry entry) => new(
        entry.Cost,
        entry.Usage,
        entry.Sign,
        entry.Pricing is PricingState.Unpriced or PricingState.Unconverted ? entry.Sign : 0);
}

/// <summary>By what a cost query is split.</summary>
public enum CostGroup
{
    /// <summary>Not split.</summary>
    None,

    /// <summary>The scopes directly below: teams of the organization, projects of a team, resources of a project.</summary>
    Child,

    /// <summary>Provider.</summary>
    Provider,

    /// <summary>Model.</summary>
    Model,

    /// <summary>Estimated, confirmed, invoiced.</summary>
    Status,
}

/// <summary>A cost query.</summary>
/// <param name="Scope">Whose cost.</param>
/// <param name="From">Inclusive, UTC; floored to a bucket.</param>
/// <param name="To">Exclusive, UTC.</param>
/// <param name="Granularity">Bucket length; null sums the whole range to one row a group, read from the coarsest rollups that fit.</param>
/// <param name="GroupBy">How to split.</param>
public sealed record CostQuery(ScopePath Scope, DateTimeOffset From, DateTimeOffset To, Granularity? Granularity, CostGroup GroupBy);

/// <summary>One row of a cost answer.</summary>
/// <param name="Bucket">Start of the bucket, UTC; the query's start when the range was summed.</param>
/// <param name="Group">The child's scope key, provider, model or status; empty when not split.</param>
/// <param name="Sums">The sums.</param>
public sealed record CostRow(DateTimeOffset Bucket, string Group, RollupSums Sums);

/// <summary>
/// Sums per scope and bucket for queries: a projection of the ledger that knows the position it includes, so that each entry counts
/// exactly once through any crash.
/// </summary>
public interface IRollupStore
{
    /// <summary>The ledger position included; 0 at first.</summary>
    Task<long> GetPositionAsync(CancellationToken cancellationToken);

    /// <summary>Adds sums and moves the position in one transaction.</summary>
    /// <returns>False, with nothing changed, when the stored position is not <paramref name="previous"/>: somebody else went on.</returns>
    Task<bool> CommitAsync(long previous, long upto, IReadOnlyDictionary<RollupKey, RollupSums> deltas, CancellationToken cancellationToken);

    /// <summary>Answers a cost query, ordered by bucket, then group. Buckets without records have no row: missing is not zero.</summary>
    Task<IReadOnlyList<CostRow>> QueryAsync(CostQuery query, CancellationToken cancellationToken);

    /// <summary>Forgets everything and goes back to position 0, for a rebuild from the ledger.</summary>
    Task ResetAsync(CancellationToken cancellationToken);
}
