using System.Diagnostics.CodeAnalysis;

namespace FinOpsAI.Core.Facts;

/// <summary>One value that records must, or must not, have. Written <c>dimension:value</c> or <c>!dimension:value</c>; no value: records that name none.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Value">The value.</param>
/// <param name="IsExcluded">Whether records with it are left out.</param>
public sealed record FactFilter(FactDimension Dimension, string Value, bool IsExcluded)
{
    /// <summary>Reads the written form.</summary>
    /// <returns>False when it names no dimension.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out FactFilter? filter)
    {
        filter = null;
        var isExcluded = text is ['!', ..];
        var rest = isExcluded ? text![1..] : text;
        if (rest?.IndexOf(':', StringComparison.Ordinal) is not { } colon || colon < 0 || !FactDimensions.ByName.TryGetValue(rest[..colon], out var dimension))
        {
            return false;
        }

        filter = new(dimension, rest[(colon + 1)..], isExcluded);
        return true;
    }
}

/// <summary>Filters together: one of those of a dimension that include, all dimensions, none that excludes.</summary>
internal sealed class FactFilters(IReadOnlyList<FactFilter> filters)
{
    private readonly (FactDimension Dimension, HashSet<string> Values)[] _required = Group(filters, isExcluded: false);
    private readonly (FactDimension Dimension, HashSet<string> Values)[] _excluded = Group(filters, isExcluded: true);

    public bool Pass(in FactKey key)
    {
        foreach (var (dimension, values) in _required)
        {
            if (!values.Contains(dimension.Value(key)))
            {
                return false;
            }
        }

        foreach (var (dimension, values) in _excluded)
        {
            if (values.Contains(dimension.Value(key)))
            {
                return false;
            }
        }

        return true;
    }

    private static (FactDimension, HashSet<string>)[] Group(IReadOnlyList<FactFilter> filters, bool isExcluded) =>
    [
        .. filters.Where(filter => filter.IsExcluded == isExcluded).GroupBy(filter => filter.Dimension)
            .Select(group => (group.Key, group.Select(filter => filter.Value).ToHashSet(StringComparer.Ordinal))),
    ];
}
