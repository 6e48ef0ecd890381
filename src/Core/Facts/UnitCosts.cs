using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Facts;

/// <summary>A group's unit costs, in a period and in the one before.</summary>
/// <param name="Key">The dimension's value; empty for records that name none, and for the whole.</param>
/// <param name="Now">This period.</param>
/// <param name="Previous">The period before; null when it has no records.</param>
/// <param name="CostPerRequest">For each day of this period, oldest first; null for a day without requests.</param>
public sealed record UnitCostGroup(string Key, UnitFigures Now, UnitFigures? Previous, IReadOnlyList<decimal?> CostPerRequest);

/// <summary>A period's sums and how many customers its records name.</summary>
/// <param name="Figures">The sums.</param>
/// <param name="Customers">Customers.</param>
public sealed record UnitFigures(FactFigures Figures, int Customers)
{
    /// <summary>Cost of the records that name a customer, by customer; null without customers.</summary>
    public decimal? CostPerCustomer => FactMetrics.Ratio(Figures.CustomerCost, Customers);
}

/// <summary>What a unit of use costs, from the daily facts.</summary>
public sealed class UnitCosts(IFactStore facts)
{
    /// <summary>The whole and the dearest groups, each with the period before, which is as long.</summary>
    /// <param name="scope">Whose facts.</param>
    /// <param name="from">First UTC day.</param>
    /// <param name="to">The UTC day after the last.</param>
    /// <param name="dimension">By what groups differ.</param>
    /// <param name="limit">At most so many groups.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<(UnitCostGroup Total, IReadOnlyList<UnitCostGroup> Groups, int GroupCount)> AskAsync(
        ScopePath scope, DateOnly from, DateOnly to, FactDimension dimension, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var days = to.DayNumber - from.DayNumber;
        var total = new Group();
        var groups = new Dictionary<string, Group>(StringComparer.Ordinal);
        await foreach (var page in facts.ReadAsync(from.AddDays(-days), to, FactDimensions.Level(scope, [dimension]), scope, cancellationToken))
        {
            foreach (var fact in page)
            {
                var key = dimension.Value(fact.Key);
                if (!groups.TryGetValue(key, out var group))
                {
                    groups.Add(key, group = new());
                }

                var day = fact.Key.Day.DayNumber - from.DayNumber;
                group.Add(fact, day);
                total.Add(fact, day);
            }
        }

        var dearest = groups
            .OrderByDescending(group => group.Value.HasNow)
            .ThenByDescending(group => group.Value.Cost)
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(limit);
        return (total.Answer("", days), [.. dearest.Select(group => group.Value.Answer(group.Key, days))], groups.Count);
    }

    private sealed class Group
    {
        private readonly Period _now = new();
        private readonly Period _previous = new();
        private readonly SortedDictionary<int, MetricParts> _days = [];

        public bool HasNow => _now.Figures.HasRows;

        public decimal Cost => _now.Figures.Cost.Effective;

        public void Add(CostFact fact, int day)
        {
            (day < 0 ? _previous : _now).Add(fact);
            if (day >= 0)
            {
                _days[day] = _days.GetValueOrDefault(day) + FactMetric.CostPerRequest.Of(fact, UsageTotals.From(fact.Sums.Usage));
            }
        }

        public UnitCostGroup Answer(string key, int days) => new(
            key,
            _now.Answer(),
            _previous.Figures.HasRows ? _previous.Answer() : null,
            [.. Enumerable.Range(0, days).Select(day => FactMetric.CostPerRequest.Value(_days.GetValueOrDefault(day)))]);
    }

    private sealed class Period
    {
        private readonly HashSet<string> _customers = new(StringComparer.Ordinal);

        public FactFigures Figures { get; } = new();

        public void Add(CostFact fact)
        {
            Figures.Add(fact);
            if (fact.Key.Facets.Customer is { Length: > 0 } customer)
            {
                _customers.Add(customer);
            }
        }

        public UnitFigures Answer() => new(Figures, _customers.Count);
    }
}
