using System.Runtime.InteropServices;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Attribution;

/// <summary>
/// Finds what unattributed records have in common with each other and with records that have a team. Bounded: when there are more values than
/// <see cref="ValuesAtMost"/>, the dimension with most of them is let go, since it names single things and explains nothing.
/// </summary>
internal sealed class UnattributedAnalysis(RuleSet rules, IReadOnlyList<string> teams)
{
    private const int ValuesAtMost = 200_000;
    private const int DimensionsAtMost = 200;
    private const int GroupsShown = 8;
    private const int ValuesShown = 10;
    private const int SuggestionsShown = 20;

    /// <summary>The shortest team name that may be found inside a value: shorter ones are found by chance.</summary>
    private const int ShortestName = 3;

    /// <summary>Dimensions of which a value says little about whose it is: they are shown, but no rule is made of them by itself.</summary>
    private static readonly HashSet<string> Shown = new(StringComparer.Ordinal) { "source", "provider", "model", "service", "region", "service_tier", "charge_category" };

    private readonly Dictionary<string, Func<UsageRecord, string?>> _readers = RuleDimensions.Names
        .Where(name => name is not "team").ToDictionary(name => name, name => RuleDimensions.Reader(name)!, StringComparer.Ordinal);

    private readonly Dictionary<string, Dictionary<string, Seen>> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _aliased = [.. RuleDimensions.Names.SelectMany(RuleDimensions.TagsOf)];
    private readonly HashSet<string> _letGo = new(StringComparer.Ordinal);
    private decimal _lost;
    private int _count;

    /// <summary>Records seen.</summary>
    public long Records { get; private set; }

    public void See(UsageRecord record)
    {
        Records++;
        var isLost = record.Scope.Team == ScopePath.Unattributed;
        _lost += isLost ? record.Cost.Effective : 0;
        var stated = RecordPlacement.Undo(record);
        foreach (var (dimension, read) in _readers)
        {
            Count(dimension, read(stated), record, isLost);
        }

        foreach (var (tag, value) in stated.Tags)
        {
            // What an alias finds is counted there.
            if (!_aliased.Contains(tag))
            {
                Count(RuleDimensions.TagPrefix + tag, value, record, isLost);
            }
        }
    }

    public IReadOnlyList<UnattributedGroup> Groups() =>
    [
        .. _values.Select(dimension => (Name: dimension.Key, Values: dimension.Value
                .Where(value => value.Value.LostRecords > 0 && value.Key != ScopePath.Unattributed).ToList()))
            .Where(dimension => dimension.Values.Count > 0)
            .Select(dimension => (
                dimension.Name,
                dimension.Values,
                Coverage: Share(dimension.Values.Sum(value => value.Value.LostCost)),
                Explained: Share(dimension.Values.Select(value => value.Value.LostCost).OrderDescending().Take(3).Sum())))
            .OrderByDescending(dimension => dimension.Explained).ThenBy(dimension => dimension.Values.Count)
            .ThenBy(dimension => dimension.Name, StringComparer.Ordinal)
            .Take(GroupsShown)
            .Select(dimension => new UnattributedGroup(
                dimension.Name,
                dimension.Coverage,
                dimension.Values.Count,
                [
                    .. dimension.Values.OrderByDescending(value => value.Value.LostCost).ThenBy(value => value.Key, StringComparer.Ordinal).Take(ValuesShown)
                        .Select(value => new UnattributedValue(value.Key, value.Value.LostCost, value.Value.LostRecords, Share(value.Value.LostCost))),
                ])),
    ];

    public IReadOnlyList<AttributionSuggestion> Suggestions()
    {
        HashSet<string> ids = new(rules.Rules.Select(rule => rule.Id), StringComparer.OrdinalIgnoreCase);
        return
        [
            .. _values.Where(dimension => !Shown.Contains(dimension.Key))
                .SelectMany(dimension => dimension.Value.Where(value => value.Value.LostRecords > 0 && value.Key != ScopePath.Unattributed)
                    .Select(value => (Dimension: dimension.Key, Value: value.Key, Seen: value.Value, Guess: Guess(value.Key, value.Value))))
                .Where(item => item.Guess is not null)
                .OrderBy(item => item.Guess!.Value.Reason).ThenByDescending(item => item.Seen.LostCost)
                .ThenBy(item => item.Dimension, StringComparer.Ordinal).ThenBy(item => item.Value, StringComparer.Ordinal)
                .Take(SuggestionsShown)
                .Select(item => new AttributionSuggestion(
                    item.Guess!.Value.Reason,
                    new(
                        RuleIds.Free($"{item.Dimension}-{item.Value}", ids),
                        RuleIds.Name($"{item.Dimension} {item.Value}"),
                        [new(item.Dimension, ConditionOperator.Is, [item.Value])],
                        new(item.Guess.Value.Team, item.Guess.Value.Project)),
                    item.Seen.LostCost,
                    item.Seen.LostRecords,
                    item.Seen.Elsewhere))
                .Where(suggestion => RuleCheck.Of([suggestion.Rule]).Count == 0)
                .OrderByDescending(suggestion => suggestion.Cost),
        ];
    }

    private (SuggestionReason Reason, string Team, string? Project)? Guess(string value, Seen seen)
    {
        if (value.Length > RuleCheck.MaxTextLength)
        {
            return null;
        }

        if (seen is { Elsewhere: > 0, IsSplit: false })
        {
            return (SuggestionReason.PlacedElsewhere, seen.Team!, seen.Project);
        }

        if (seen.Elsewhere == 0 && teams.Where(team => HoldsName(value, team)).MaxBy(team => team.Length) is { } named)
        {
            return (SuggestionReason.NameContains, named, null);
        }

        var covers = seen.Elsewhere == 0 && _lost > 0 && seen.LostCost * 2 >= _lost && value.Length <= RuleCheck.MaxNameLength
            && !value.Contains('{', StringComparison.Ordinal) && !value.Contains('}', StringComparison.Ordinal) && !value.Any(char.IsControl);
        return covers ? (SuggestionReason.CoversMost, value, null) : null;
    }

    /// <summary>Whether a team's name stands in a value as a word of its own: "search" in "prod-search-7", not in "research".</summary>
    private static bool HoldsName(string value, string team)
    {
        if (team.Length < ShortestName || team == ScopePath.Unattributed)
        {
            return false;
        }

        for (var at = value.IndexOf(team, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = at + 1 < value.Length ? value.IndexOf(team, at + 1, StringComparison.OrdinalIgnoreCase) : -1)
        {
            var end = at + team.Length;
            if ((at == 0 || !char.IsLetterOrDigit(value[at - 1])) && (end == value.Length || !char.IsLetterOrDigit(value[end])))
            {
                return true;
            }
        }

        return false;
    }

    private void Count(string dimension, string? value, UsageRecord record, bool isLost)
    {
        if (string.IsNullOrEmpty(value) || _letGo.Contains(dimension))
        {
            return;
        }

        if (!_values.TryGetValue(dimension, out var values))
        {
            if (_values.Count >= DimensionsAtMost)
            {
                return;
            }

            _values[dimension] = values = new(StringComparer.OrdinalIgnoreCase);
        }

        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(values, value, out var known);
        seen = isLost ? seen.WithLost(record.Cost.Effective) : seen.WithPlace(record.Scope.Team!, record.Scope.Project!);
        _count += known ? 0 : 1;
        if (_count > ValuesAtMost)
        {
            var largest = _values.MaxBy(one => one.Value.Count);
            _count -= largest.Value.Count;
            _values.Remove(largest.Key);
            _letGo.Add(largest.Key);
        }
    }

    private decimal Share(decimal cost) => _lost == 0 ? 0 : Math.Round(cost / _lost, 6);

    private readonly record struct Seen(decimal LostCost, long LostRecords, long Elsewhere, string? Team, string? Project, bool IsSplit)
    {
        public Seen WithLost(decimal cost) => this with { LostCost = LostCost + cost, LostRecords = LostRecords + 1 };

        public Seen WithPlace(string team, string project) => Elsewhere == 0
            ? this with { Elsewhere = 1, Team = team, Project = project == ScopePath.Unattributed ? null : project }
            : this with
            {
                Elsewhere = Elsewhere + 1,
                IsSplit = IsSplit || team != Team,
                Project = project == Project ? Project : null,
            };
    }
}
