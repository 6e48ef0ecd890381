using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Attribution;

/// <summary>
/// Finds the rules that can match a record without trying all of them: a rule that compares a dimension with values is looked up by the record's
/// value, one that has patterns alone is always tried. Big sets are lists of keys and accounts, so few are left.
/// </summary>
internal sealed class RuleIndex
{
    private readonly CompiledRule[] _rules;
    private readonly int[] _always;
    private readonly (Func<UsageRecord, string?> Read, Dictionary<string, List<int>> Rules)[] _dimensions;

    public RuleIndex(IEnumerable<CompiledRule> rules)
    {
        _rules = [.. rules];
        List<int> always = [];
        Dictionary<string, Dictionary<string, List<int>>> dimensions = new(StringComparer.Ordinal);
        for (var index = 0; index < _rules.Length; index++)
        {
            if (_rules[index].Key is not { } key)
            {
                always.Add(index);
                continue;
            }

            if (!dimensions.TryGetValue(key.Dimension, out var values))
            {
                dimensions[key.Dimension] = values = new(StringComparer.OrdinalIgnoreCase);
            }

            foreach (var value in key.Values.Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (!values.TryGetValue(value, out var list))
                {
                    values[value] = list = [];
                }

                list.Add(index);
            }
        }

        _always = [.. always];
        _dimensions = [.. dimensions.Select(dimension => (RuleDimensions.Reader(dimension.Key)!, dimension.Value))];
    }

    /// <summary>Whether there is no rule at all.</summary>
    public bool IsEmpty => _rules.Length == 0;

    /// <summary>The first rule that matches a record as stated, and where it puts it.</summary>
    public (CompiledRule Rule, UsageRecord Placed)? Find(UsageRecord stated)
    {
        List<int>? candidates = null;
        foreach (var (read, rules) in _dimensions)
        {
            if (read(stated) is { Length: > 0 } value && rules.TryGetValue(value, out var found))
            {
                (candidates ??= []).AddRange(found);
            }
        }

        candidates?.Sort();
        List<string> captures = [];
        var (next, pattern) = (0, 0);
        while (next < (candidates?.Count ?? 0) || pattern < _always.Length)
        {
            var index = next < (candidates?.Count ?? 0) && (pattern == _always.Length || candidates![next] < _always[pattern])
                ? candidates![next++]
                : _always[pattern++];
            if (_rules[index].Place(stated, captures) is { } placed)
            {
                return (_rules[index], placed);
            }
        }

        return null;
    }
}
