using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Value;

/// <summary>What units of value cost and are worth: their counts laid beside the daily sums of their scopes.</summary>
public sealed class ValueReader(IValueStore store, IRollupStore rollups, ICurrencies currencies, TimeProvider time)
{
    /// <summary>Reports on units.</summary>
    /// <param name="units">The units.</param>
    /// <param name="from">First UTC day.</param>
    /// <param name="to">The UTC day after the last.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>One report for each unit, in their order.</returns>
    public async Task<IReadOnlyList<ValueReport>> ReadAsync(
        IEnumerable<ValueUnit> units, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(units);
        var before = from.AddDays(from.DayNumber - to.DayNumber);
        var today = UtcDay.Of(time.GetUtcNow());
        var costs = new Dictionary<ScopePath, Dictionary<DateOnly, decimal>>();
        var reports = new List<ValueReport>();
        foreach (var unit in units)
        {
            if (!costs.TryGetValue(unit.Scope, out var cost))
            {
                costs.Add(unit.Scope, cost = await CostsAsync(unit.Scope, before, to, cancellationToken));
            }

            var counts = (await store.ListCountsAsync(unit.Id, before, to, cancellationToken)).ToDictionary(count => count.Day, count => count.Amount);
            var days = Days(unit, before, to, counts, cost).ToList();
            var (previous, now) = (days.FindAll(day => day.Day < from), days.FindAll(day => day.Day >= from));
            reports.Add(new(
                unit, ValueFigures.Of(now, today), previous.Exists(day => day.Count is not null) ? ValueFigures.Of(previous, today) : null, now));
        }

        return reports;
    }

    private IEnumerable<ValueDay> Days(
        ValueUnit unit, DateOnly from, DateOnly to, Dictionary<DateOnly, decimal> counts, Dictionary<DateOnly, decimal> costs)
    {
        for (var day = from; day < to; day = day.AddDays(1))
        {
            decimal? count = counts.TryGetValue(day, out var counted) ? counted : null;
            yield return new(day, count, costs.TryGetValue(day, out var cost) ? cost : null, count * Worth(unit, day));
        }
    }

    /// <summary>What one unit is worth on a day, in the reporting currency.</summary>
    private decimal? Worth(ValueUnit unit, DateOnly day) =>
        unit.Worth is { } worth && currencies.TryConvert(worth, unit.Currency, UtcDay.StartOf(day), out var converted, out _) ? converted : null;

    private async Task<Dictionary<DateOnly, decimal>> CostsAsync(ScopePath scope, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var rows = await rollups.QueryAsync(new(scope, UtcDay.StartOf(from), UtcDay.StartOf(to), Granularity.Day, CostGroup.None), cancellationToken);
        return rows.ToDictionary(row => UtcDay.Of(row.Bucket), row => row.Sums.Cost.Effective);
    }
}
