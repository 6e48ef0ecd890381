using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Facts;

/// <summary>How long a point of the explorer is.</summary>
public enum ExploreGranularity
{
    /// <summary>A UTC day.</summary>
    Day,

    /// <summary>From Monday.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>The whole period.</summary>
    Total,
}

/// <summary>A question to the explorer.</summary>
/// <param name="Scope">Whose facts.</param>
/// <param name="From">First UTC day.</param>
/// <param name="To">The UTC day after the last.</param>
/// <param name="Granularity">How long a point is.</param>
/// <param name="GroupBy">At most two dimensions.</param>
/// <param name="Filters">Of which records.</param>
/// <param name="Metric">What is shown, and by what groups are ranked.</param>
/// <param name="IsCompared">Whether the same number of days directly before is shown too.</param>
/// <param name="Limit">At most so many groups on their own.</param>
public sealed record ExploreQuery(
    ScopePath Scope,
    DateOnly From,
    DateOnly To,
    ExploreGranularity Granularity,
    IReadOnlyList<FactDimension> GroupBy,
    IReadOnlyList<FactFilter> Filters,
    FactMetric Metric,
    bool IsCompared,
    int Limit)
{
    /// <summary>First UTC day of the period compared with; it ends where this one begins.</summary>
    public DateOnly PreviousFrom => From.AddDays(From.DayNumber - To.DayNumber);

    /// <summary>The level to read.</summary>
    public ScopeKind Level => FactDimensions.Level(Scope, GroupBy.Concat(Filters.Select(filter => filter.Dimension)));

    /// <summary>The scope to read: the query's, or a narrower one that a filter asks for alone.</summary>
    public ScopePath Within()
    {
        var within = Scope;
        foreach (var group in Filters.Where(filter => !filter.IsExcluded).GroupBy(filter => filter.Dimension))
        {
            if (group.Key.Level() != ScopeKind.Organization
                && group.Count() == 1
                && ScopePath.TryParse(group.Single().Value, out var asked)
                && within.Contains(asked))
            {
                within = asked;
            }
        }

        return within;
    }

    /// <summary>The first UTC day of each point, oldest first: of the first one the period's first, wherever its week or month began.</summary>
    public IReadOnlyList<DateOnly> Buckets()
    {
        var buckets = new List<DateOnly>();
        for (var day = From; day < To; day = day.AddDays(1))
        {
            if (buckets.Count == 0 || Starts(day))
            {
                buckets.Add(day);
            }
        }

        return buckets;
    }

    private bool Starts(DateOnly day) => Granularity switch
    {
        ExploreGranularity.Day => true,
        ExploreGranularity.Week => day.DayOfWeek == DayOfWeek.Monday,
        ExploreGranularity.Month => day.Day == 1,
        _ => false,
    };
}

/// <summary>What the explorer answers.</summary>
/// <param name="Buckets">The first UTC day of each point, oldest first.</param>
/// <param name="Total">All groups together.</param>
/// <param name="Groups">The groups with the highest value.</param>
/// <param name="Other">All further groups together; null when there is none.</param>
/// <param name="GroupCount">How many groups there are.</param>
public sealed record ExploreAnswer(
    IReadOnlyList<DateOnly> Buckets, ExploreGroup Total, IReadOnlyList<ExploreGroup> Groups, ExploreGroup? Other, int GroupCount);

/// <summary>A group of an answer.</summary>
/// <param name="Key">One value for each dimension.</param>
/// <param name="Value">The metric over the period; null where it has none.</param>
/// <param name="Previous">The metric over the period before; null where it has none.</param>
/// <param name="Figures">The period's sums.</param>
/// <param name="Points">The metric in each bucket; null for one without records, or without a value.</param>
public sealed record ExploreGroup(
    IReadOnlyList<string> Key, decimal? Value, decimal? Previous, FactFigures Figures, IReadOnlyList<decimal?> Points);
