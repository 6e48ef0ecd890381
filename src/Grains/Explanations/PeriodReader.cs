using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Explanations;

/// <summary>The sums of one or several times.</summary>
/// <param name="Times">The times really summed: widened to whole buckets.</param>
/// <param name="Models">By model.</param>
/// <param name="Children">By the scope directly below; empty for a resource.</param>
/// <param name="Records">Records behind the sums.</param>
/// <param name="Unpriced">Those without a price.</param>
internal sealed record PeriodSums(
    IReadOnlyList<TimeRange> Times,
    IReadOnlyList<ModelCost> Models,
    IReadOnlyList<ChildCost> Children,
    long Records,
    long Unpriced)
{
    public TimeSpan Length => new(Times.Sum(time => time.Length.Ticks));
}

/// <summary>What a scope below cost.</summary>
internal readonly record struct ChildCost(ScopePath Scope, decimal Cost);

/// <summary>Reads what times cost from the rollups.</summary>
internal sealed class PeriodReader(IRollupStore rollups)
{
    /// <summary>Beyond this a period is not read by the minute.</summary>
    private static readonly TimeSpan LongestByMinute = TimeSpan.FromHours(6);

    /// <summary>Sums times, each widened to whole hours.</summary>
    public async Task<PeriodSums> ReadAsync(ScopePath scope, IReadOnlyList<TimeRange> times, CancellationToken cancellationToken)
    {
        TimeRange[] whole = [.. times.Select(Widen)];
        var models = new List<CostRow>();
        var children = new List<CostRow>();
        foreach (var time in whole)
        {
            models.AddRange(await rollups.QueryAsync(new(scope, time.From, time.To, null, CostGroup.Model), cancellationToken));
            if (scope.Kind != ScopeKind.Resource)
            {
                children.AddRange(await rollups.QueryAsync(new(scope, time.From, time.To, null, CostGroup.Child), cancellationToken));
            }
        }

        return Sum(whole, models, children);
    }

    /// <summary>Sums a period to the minute where minutes are kept for all of it, else widened to whole hours.</summary>
    public async Task<PeriodSums> ReadPeriodAsync(ScopePath scope, TimeRange period, CancellationToken cancellationToken)
    {
        var hours = await ReadAsync(scope, [period], cancellationToken);
        var whole = hours.Times[0];
        if (whole == period || period.Length > LongestByMinute)
        {
            return hours;
        }

        var models = await rollups.QueryAsync(new(scope, whole.From, whole.To, Granularity.Minute, CostGroup.Model), cancellationToken);
        if (models.Sum(row => row.Sums.Records) != hours.Records)
        {
            // Some minutes are no longer kept.
            return hours;
        }

        var exact = new TimeRange(Granularity.Minute.Floor(period.From), Ceiling(Granularity.Minute, period.To));
        var children = scope.Kind == ScopeKind.Resource
            ? []
            : await rollups.QueryAsync(new(scope, exact.From, exact.To, Granularity.Minute, CostGroup.Child), cancellationToken);
        return Sum([exact], [.. models.Where(row => row.Bucket >= exact.From && row.Bucket < exact.To)], children);
    }

    private static PeriodSums Sum(IReadOnlyList<TimeRange> times, IReadOnlyList<CostRow> models, IReadOnlyList<CostRow> children) => new(
        times,
        [.. models
            .GroupBy(row => row.Group, StringComparer.Ordinal)
            .OrderBy(model => model.Key, StringComparer.Ordinal)
            .Select(model => new ModelCost(
                model.Key,
                model.Sum(row => row.Sums.Cost.Effective),
                model.Aggregate(default(UsageTotals), (sum, row) => sum + row.Sums.Usage)))],
        [.. children
            .GroupBy(row => row.Group, StringComparer.Ordinal)
            .OrderBy(child => child.Key, StringComparer.Ordinal)
            .Select(child => new ChildCost(ScopePath.Parse(child.Key), child.Sum(row => row.Sums.Cost.Effective)))],
        models.Sum(row => row.Sums.Records),
        models.Sum(row => row.Sums.Unpriced));

    private static TimeRange Widen(TimeRange time) => new(Granularity.Hour.Floor(time.From), Ceiling(Granularity.Hour, time.To));

    private static DateTimeOffset Ceiling(Granularity granularity, DateTimeOffset instant)
    {
        var floor = granularity.Floor(instant);
        return floor == instant ? floor : floor + granularity.Length();
    }
}
