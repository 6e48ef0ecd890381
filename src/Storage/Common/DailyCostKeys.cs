using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Which scopes a reading of daily costs is about, as ranges of scope keys.</summary>
internal static class DailyCostKeys
{
    /// <summary>The one key, and the range of keys, that count.</summary>
    public static (string Key, string From, string To) Of(ScopeKind kind, ScopePath? within)
    {
        if (kind is ScopeKind.Organization)
        {
            return (ScopePath.Organization.Key, "", "");
        }

        var prefix = $"{kind.ToString().ToLowerInvariant()}:";
        if (within is null || within.Kind is ScopeKind.Organization)
        {
            return ("", prefix, prefix + "\u007f");
        }

        var (from, to) = ScopeSearch.Below(within);
        return (within.Kind == kind ? within.Key : "", prefix + from, prefix + to);
    }

    /// <summary>In the order that the port promises.</summary>
    public static IReadOnlyList<DailyCost> InOrder(IEnumerable<DailyCost> rows) =>
    [
        .. rows.OrderBy(row => row.Day).ThenBy(row => row.Scope.Key, StringComparer.Ordinal).ThenBy(row => row.Provider, StringComparer.Ordinal)
            .ThenBy(row => row.Model, StringComparer.Ordinal).ThenBy(row => row.Status),
    ];

    public static long Bucket(DateOnly day) => RollupRanges.ToBucket(UtcDay.StartOf(day));

    public static DateOnly Day(long bucket) => UtcDay.Of(RollupRanges.ToInstant(bucket));
}
