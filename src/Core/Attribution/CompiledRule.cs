using System.Collections.Frozen;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Attribution;

/// <summary>A rule made ready to be held against many records.</summary>
internal sealed class CompiledRule
{
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _until;
    private readonly Condition[] _conditions;
    private readonly AssignmentTemplate? _team;
    private readonly AssignmentTemplate? _project;
    private readonly AssignmentTemplate? _resource;
    private readonly AssignmentTemplate? _experiment;
    private readonly AssignmentTemplate? _feature;
    private readonly AssignmentTemplate? _customer;

    public CompiledRule(AttributionRule rule)
    {
        Rule = rule;
        _from = rule.EffectiveFrom is { } from ? UtcDay.StartOf(from) : DateTimeOffset.MinValue;
        _until = rule.EffectiveUntil is { } until ? UtcDay.StartOf(until) : DateTimeOffset.MaxValue;
        _conditions = [.. rule.Conditions.Select(condition => new Condition(condition))];
        var captures = _conditions.Sum(condition => condition.Captures);
        _team = Template(rule.Assign.Team, captures);
        _project = Template(rule.Assign.Project, captures);
        _resource = Template(rule.Assign.Resource, captures);
        _experiment = Template(rule.Assign.Experiment, captures);
        _feature = Template(rule.Assign.Feature, captures);
        _customer = Template(rule.Assign.Customer, captures);
    }

    public AttributionRule Rule { get; }

    /// <summary>The first condition that compares with values: only records with one of them can match; null when all are patterns.</summary>
    public RuleCondition? Key => Rule.Conditions.FirstOrDefault(condition => condition.Operator is not ConditionOperator.Matches);

    /// <summary>The record where this rule puts it; null when the rule does not match.</summary>
    /// <param name="stated">The record as stated.</param>
    /// <param name="captures">Room to work in.</param>
    public UsageRecord? Place(UsageRecord stated, List<string> captures)
    {
        if (stated.Timestamp < _from || stated.Timestamp >= _until)
        {
            return null;
        }

        captures.Clear();
        foreach (var condition in _conditions)
        {
            if (!condition.Holds(stated, captures))
            {
                return null;
            }
        }

        var scope = stated.Scope;
        var (team, project, resource) = (scope.Team!, scope.Project!, scope.ResourceName!);
        var placed = (
            Team: _team?.Fill(stated, captures) ?? team,
            Project: _project?.Fill(stated, captures) ?? project,
            Resource: _resource?.Fill(stated, captures) ?? resource);
        return stated with
        {
            Scope = placed == (team, project, resource) ? scope : ScopePath.ForResource(placed.Team, placed.Project, placed.Resource),
            Experiment = _experiment?.Fill(stated, captures) ?? stated.Experiment,
            Feature = _feature?.Fill(stated, captures) ?? stated.Feature,
            Customer = _customer?.Fill(stated, captures) ?? stated.Customer,
        };
    }

    private static AssignmentTemplate? Template(string? text, int captures)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return AssignmentTemplate.Parse(text.Trim(), captures, out var fault) ?? throw new ArgumentException(fault);
    }

    private sealed class Condition
    {
        private readonly Func<UsageRecord, string?> _read;
        private readonly FrozenSet<string>? _values;
        private readonly GlobPattern? _pattern;

        public Condition(RuleCondition condition)
        {
            _read = RuleDimensions.Reader(condition.Dimension) ?? throw new ArgumentException($"'{condition.Dimension}' is no dimension.");
            _pattern = condition.Operator is ConditionOperator.Matches ? new(condition.Values[0]) : null;
            _values = _pattern is null ? condition.Values.ToFrozenSet(StringComparer.OrdinalIgnoreCase) : null;
        }

        public int Captures => _pattern?.Captures ?? 0;

        public bool Holds(UsageRecord record, List<string> captures) =>
            _read(record) is { Length: > 0 } value && (_pattern?.TryMatch(value, captures) ?? _values!.Contains(value));
    }
}
