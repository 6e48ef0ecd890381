using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Attribution;

/// <summary>
/// Places records by a version of the rules. It always starts from what the sender stated, so applying it again, or a later version after an
/// earlier one, gives the same as applying the last one alone. Safe to share between threads.
/// </summary>
public sealed class Attributor
{
    private readonly RuleIndex _rules;

    /// <summary>Makes the attributor of a checked version.</summary>
    /// <exception cref="ArgumentException">A rule has a fault that <see cref="RuleCheck"/> names.</exception>
    public Attributor(RuleSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        Set = set;
        _rules = new(set.Rules.Select(rule => new CompiledRule(rule)));
    }

    /// <summary>Places nothing.</summary>
    public static Attributor None { get; } = new(RuleSet.Empty);

    /// <summary>The version in use.</summary>
    public RuleSet Set { get; }

    /// <summary>The record where the rules put it; the same instance when that is where it is.</summary>
    public UsageRecord Apply(UsageRecord record) => Apply(record, out _);

    /// <summary>The record where the rules put it; the same instance when that is where it is.</summary>
    /// <param name="record">The record, placed before or not.</param>
    /// <param name="rule">The first rule that matches it; null when none does.</param>
    public UsageRecord Apply(UsageRecord record, out AttributionRule? rule)
    {
        rule = null;
        var stated = RecordPlacement.Undo(record);
        if (_rules.IsEmpty)
        {
            return stated;
        }

        if (_rules.Find(stated) is not var (found, placed))
        {
            return stated;
        }

        rule = found.Rule;
        if (IsSame(placed, record))
        {
            return record;
        }

        return IsSame(placed, stated)
            ? stated
            : placed with
            {
                Placement = new(rule.Id, Set.Version, stated.Scope, stated.Experiment, stated.Feature, stated.Customer),
            };
    }

    /// <summary>The records where the rules put them; the same list when none moves.</summary>
    public IReadOnlyList<UsageRecord> Apply(IReadOnlyList<UsageRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        UsageRecord[]? placed = null;
        for (var index = 0; index < records.Count; index++)
        {
            var record = records[index];
            var now = Apply(record);
            if (placed is null && !ReferenceEquals(now, record))
            {
                placed = [.. records];
            }

            placed?[index] = now;
        }

        return placed ?? records;
    }

    /// <summary>Whether two records lie in the same place; which rule and version put them there does not count.</summary>
    private static bool IsSame(UsageRecord a, UsageRecord b) =>
        a.Scope == b.Scope && a.Experiment == b.Experiment && a.Feature == b.Feature && a.Customer == b.Customer;
}
