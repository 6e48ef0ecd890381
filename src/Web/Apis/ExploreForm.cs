using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;
using Microsoft.AspNetCore.Mvc;

namespace FinOpsAI.Web.Apis;

/// <summary>What the explorer's endpoints have in common.</summary>
internal static class ExploreForm
{
    /// <summary>Days of one period, at most.</summary>
    private const int MaxDays = 400;

    private const int UsualDays = 30;
    private const int MaxFilters = 50;
    private const int MaxDimensions = 2;

    private static readonly Dictionary<string, ExploreGranularity> Granularities = new()
    {
        ["day"] = ExploreGranularity.Day,
        ["week"] = ExploreGranularity.Week,
        ["month"] = ExploreGranularity.Month,
        ["total"] = ExploreGranularity.Total,
    };

    private static readonly Dictionary<string, bool> Comparisons = new() { ["none"] = false, ["previous"] = true };

    private static readonly HashSet<string> Statuses = ["", "estimated", "confirmed", "invoiced"];

    /// <summary>The question that the parameters of a request ask; good when the query holds no fault.</summary>
    public static ExploreQuery Read(Query query, ExploreParameters asked, DateOnly today)
    {
        var scope = query.Scope(asked.Scope);
        var (from, to) = Period(query, asked.From, asked.To, today);
        return new(
            scope,
            from,
            to,
            query.Choice("granularity", asked.Granularity, Granularities) ?? ExploreGranularity.Day,
            GroupBy(query, asked.GroupBy),
            Filters(query, asked.Filter),
            query.Choice("metric", asked.Metric, FactMetrics.ByName) ?? FactMetric.Effective,
            query.Choice("compare", asked.Compare, Comparisons) ?? false,
            query.Limit(asked.Limit, 10, 100));
    }

    /// <summary>First UTC day and the one after the last; without any, the last 30 days to today.</summary>
    public static (DateOnly From, DateOnly To) Period(Query query, string? from, string? to, DateOnly today)
    {
        var (first, end) = (query.Day("from", from), query.Day("to", to));
        var until = end ?? today.AddDays(1);
        var since = first ?? until.AddDays(-UsualDays);
        if (since >= until && !query.HasFailed)
        {
            query.Fail("from", $"{since:yyyy-MM-dd} is not before 'to' ({until:yyyy-MM-dd}), which is the day after the last.");
        }
        else if (until.DayNumber - since.DayNumber > MaxDays)
        {
            query.Fail("from", $"{since:yyyy-MM-dd} to {until:yyyy-MM-dd} are {until.DayNumber - since.DayNumber} days: expected at most {MaxDays}.");
        }

        return (since, until);
    }

    private static List<FactDimension> GroupBy(Query query, string? text)
    {
        var names = string.IsNullOrEmpty(text) ? [] : text.Split(',', StringSplitOptions.TrimEntries);
        var dimensions = new List<FactDimension>();
        foreach (var name in names)
        {
            if (FactDimensions.ByName.TryGetValue(name, out var dimension))
            {
                dimensions.Add(dimension);
            }
            else
            {
                query.Fail("group_by", $"'{name}' is no dimension: expected at most {MaxDimensions} of {string.Join(", ", FactDimensions.ByName.Keys)}, comma between.");
            }
        }

        if (names.Length > MaxDimensions)
        {
            query.Fail("group_by", $"{names.Length} dimensions are too many: expected at most {MaxDimensions}.");
        }
        else if (dimensions.Distinct().Count() < dimensions.Count)
        {
            query.Fail("group_by", $"'{dimensions[0].Name()}' is named twice.");
        }

        return dimensions;
    }

    private static List<FactFilter> Filters(Query query, string[]? texts)
    {
        var filters = new List<FactFilter>();
        foreach (var text in texts ?? [])
        {
            if (!FactFilter.TryParse(text, out var filter))
            {
                query.Fail("filter", $"'{text}' is no filter: expected dimension:value or !dimension:value, the dimension one of {string.Join(", ", FactDimensions.ByName.Keys)}.");
            }
            else if (!IsValue(filter))
            {
                query.Fail("filter", $"'{text}': expected {Expected(filter.Dimension)}.");
            }
            else
            {
                filters.Add(filter);
            }
        }

        if (filters.Count > MaxFilters)
        {
            query.Fail("filter", $"{filters.Count} filters are too many: expected at most {MaxFilters}.");
        }

        return filters;
    }

    private static bool IsValue(FactFilter filter) => filter.Dimension switch
    {
        FactDimension.Status => Statuses.Contains(filter.Value),
        FactDimension.Team or FactDimension.Project or FactDimension.Resource =>
            filter.Value.Length == 0 || (ScopePath.TryParse(filter.Value, out var scope) && scope.Kind == filter.Dimension.Level() && scope.Key == filter.Value),
        _ => true,
    };

    private static string Expected(FactDimension dimension) => dimension switch
    {
        FactDimension.Status => "status:estimated, status:confirmed or status:invoiced",
        FactDimension.Team => "the team's key, as in team:team:search",
        FactDimension.Project => "the project's key, as in project:project:search/chat",
        _ => "the resource's key, as in resource:resource:search/chat/prod",
    };
}

/// <summary>The explorer's parameters as sent.</summary>
internal sealed record ExploreParameters(
    [property: FromQuery(Name = "scope")] string? Scope,
    [property: FromQuery(Name = "from")] string? From,
    [property: FromQuery(Name = "to")] string? To,
    [property: FromQuery(Name = "granularity")] string? Granularity,
    [property: FromQuery(Name = "group_by")] string? GroupBy,
    [property: FromQuery(Name = "filter")] string[]? Filter,
    [property: FromQuery(Name = "metric")] string? Metric,
    [property: FromQuery(Name = "compare")] string? Compare,
    [property: FromQuery(Name = "limit")] string? Limit);
