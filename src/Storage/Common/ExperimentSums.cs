using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;

namespace FinOpsAI.Storage.Common;

/// <summary>What a stretch of the ledger adds to the sums of experiments. Money is added here, not by the database: SQLite would add floating point.</summary>
internal sealed class ExperimentSums
{
    public const int BucketSeconds = 300;

    /// <summary>Ledger positions of one go.</summary>
    public const int PositionsPerGo = 50_000;

    public Dictionary<(string Experiment, long Bucket), (decimal Cost, long Records, long Unpriced)> Buckets { get; } = [];

    public Dictionary<string, (decimal Cost, long Records, long Unpriced, long First, long Last)> Totals { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds an entry; a reversal's cost is negative already.</summary>
    public void Add(string experiment, long stored, bool isReversal, PricingState pricing, decimal cost)
    {
        var bucket = new DateTimeOffset(StoredTime.ToInstant(stored).UtcTicks, TimeSpan.Zero).ToUnixTimeSeconds() / BucketSeconds * BucketSeconds;
        var records = isReversal ? -1L : 1L;
        var unpriced = pricing is PricingState.Unpriced or PricingState.Unconverted ? records : 0;
        var sums = Buckets.GetValueOrDefault((experiment, bucket));
        Buckets[(experiment, bucket)] = (sums.Cost + cost, sums.Records + records, sums.Unpriced + unpriced);
        var total = Totals.TryGetValue(experiment, out var known) ? known : (0, 0, 0, bucket, bucket);
        Totals[experiment] = (
            total.Cost + cost, total.Records + records, total.Unpriced + unpriced, Math.Min(total.First, bucket), Math.Max(total.Last, bucket));
    }

    public static DateTimeOffset Start(long bucket) => DateTimeOffset.FromUnixTimeSeconds(bucket);
}

/// <summary>A database's sums of experiments; see <see cref="Core.Ports.IExperimentStore"/>.</summary>
internal interface IExperimentCosts
{
    Task<IReadOnlyList<ExperimentTotal>> ListTotalsAsync(string? experiment, CancellationToken cancellationToken);

    Task<IReadOnlyList<ExperimentCost>> ListCostsAsync(string experiment, DateTimeOffset since, CancellationToken cancellationToken);

    Task<IReadOnlyList<string>?> FollowAsync(CancellationToken cancellationToken);
}
