using System.Globalization;
using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.TestSupport;

/// <summary>Random records, rules and shared costs, the same for the same seed. Names are awkward on purpose, amounts have many decimals.</summary>
public sealed class AttributionCases(int seed)
{
    private static readonly string[] Teams = ["search", "ads", "platform", "팀/가:나", "R&D \"x\", <b>", ScopePath.Unattributed];
    private static readonly string[] Projects = ["chat", "prod-7", "batch", ScopePath.Unattributed];
    private static readonly string[] Models = ["gpt-4o", "claude-opus-4", ""];
    private static readonly string[] Providers = ["openai", "anthropic"];
    private static readonly string[] Tags = ["team", "owner", "path", "customer"];
    private static readonly string[] Values = ["search", "ads", "teams/search/apps/chat", "teams/ads/apps/x", "prod-eu", "=1+1", "acme"];
    private static readonly string[] Templates = ["search", "ads", "new team", "{1}", "{2}", "x-{tag:team}", "{provider}", "{api_key}", "{team}"];
    private static readonly string[] Patterns = ["prod-*", "teams/*/apps/*", "**", "key-?", "*"];
    private static readonly string[] Dimensions = ["api_key", "account", "tag:team", "tag:path", "tag:owner", "project", "provider", "model", "team"];

    private readonly Random _random = new(seed);

    /// <summary>The first day of records.</summary>
    public static DateOnly FirstDay { get; } = new(2026, 9, 28);

    /// <summary>The day after the last day of records.</summary>
    public static DateOnly LastDay { get; } = new(2026, 10, 8);

    public IReadOnlyList<UsageRecord> Records(int count) => [.. Enumerable.Range(0, count).Select(Record)];

    public IReadOnlyList<AttributionRule> Rules(int count) => [.. Enumerable.Range(0, count).Select(Rule)];

    public RuleSet RuleSet(int version, int count) => new(version, DateTimeOffset.UnixEpoch, "test", null, Rules(count));

    /// <summary>Shared costs that stand beside each other; such as would make a circle are left out.</summary>
    public IReadOnlyList<SharedCost> SharedCosts(int count)
    {
        List<SharedCost> all = [];
        for (var number = 0; number < count; number++)
        {
            var shared = Shared(number);
            if (SharedCostCheck.Of(shared, all).Count == 0)
            {
                all.Add(shared);
            }
        }

        return all;
    }

    private UsageRecord Record(int number)
    {
        var tags = new Dictionary<string, string>();
        if (_random.Next(4) > 0)
        {
            tags["api_key_id"] = $"key-{_random.Next(5)}";
        }

        if (_random.Next(3) == 0)
        {
            tags["aws.account"] = $"{_random.Next(3)}";
        }

        foreach (var tag in Tags.Where(_ => _random.Next(3) == 0))
        {
            tags[tag] = Pick(Values);
        }

        return new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"case-{seed}-{number}"),
            Source = "api",
            Timestamp = UtcDay.StartOf(FirstDay).AddHours(_random.Next(24 * (LastDay.DayNumber - FirstDay.DayNumber))),
            Provider = Pick(Providers),
            Model = Pick(Models) is { Length: > 0 } model ? model : null,
            Scope = ScopePath.ForResource(Pick(Teams), Pick(Projects), $"r{_random.Next(3)}"),
            Experiment = _random.Next(5) == 0 ? "e1" : null,
            Usage = new Dictionary<string, decimal>
            {
                [UsageUnits.Input] = _random.Next(10_000), [UsageUnits.Request] = _random.Next(3), [UsageUnits.GpuHour] = _random.Next(4) / 7m,
            },
            Cost = new(Amount(), Amount(), Amount()),
            Pricing = PricingState.Given,
            Status = (CostStatus)_random.Next(3),
            Tags = tags,
        };
    }

    private AttributionRule Rule(int number)
    {
        List<RuleCondition> conditions = [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Condition())];
        var captures = conditions.Where(condition => condition.Operator is ConditionOperator.Matches)
            .Sum(condition => condition.Values[0].Replace("**", "*", StringComparison.Ordinal).Count(letter => letter == '*'));
        string? Field(int oneIn) => _random.Next(oneIn) > 0 ? null : Pick(Templates) switch
        {
            "{1}" when captures < 1 => "one",
            "{2}" when captures < 2 => "two",
            var template => template,
        };
        return new($"rule-{number}", $"Rule {number}", conditions, new(Field(2) ?? "search", Field(3), Field(6), Field(6), Field(6), Field(6)))
        {
            EffectiveFrom = _random.Next(3) == 0 ? FirstDay.AddDays(_random.Next(5)) : null,
            EffectiveUntil = _random.Next(4) == 0 ? FirstDay.AddDays(6 + _random.Next(5)) : null,
        };
    }

    private RuleCondition Condition() => _random.Next(3) switch
    {
        0 => new(Pick(Dimensions), ConditionOperator.Matches, [Pick(Patterns)]),
        1 => new(Pick(Dimensions), ConditionOperator.AnyOf, [Pick(Values), $"key-{_random.Next(5)}", Pick(Teams)]),
        _ => new("api_key", ConditionOperator.Is, [$"KEY-{_random.Next(5)}"]),
    };

    private SharedCost Shared(int number)
    {
        var origin = _random.Next(3) switch
        {
            0 => ScopePath.ForTeam(Pick(Teams)),
            1 => ScopePath.ForProject(Pick(Teams), Pick(Projects)),
            _ => ScopePath.ForResource(Pick(Teams), Pick(Projects), $"r{_random.Next(3)}"),
        };
        var method = (ShareMethod)_random.Next(3);
        List<SharedTarget> targets = _random.Next(3) == 0 && method is not ShareMethod.Fixed
            ? []
            :
            [
                .. Enumerable.Range(0, _random.Next(1, 5))
                    .Select(_ => _random.Next(2) == 0 ? ScopePath.ForTeam(Pick(Teams)) : ScopePath.ForProject(Pick(Teams), Pick(Projects)))
                    .Distinct().Select(scope => new SharedTarget(scope, _random.Next(1, 100) / 3m)),
            ];
        return new(
            $"shared-{number}",
            $"Shared {number}",
            new(origin, _random.Next(3) == 0 ? Pick(Providers) : null, _random.Next(4) == 0 ? Pick(Models) is { Length: > 0 } model ? model : null : null),
            method)
        {
            Driver = (ShareDriver)_random.Next(4),
            Targets = targets,
            Except = targets.Count == 0 && _random.Next(2) == 0 ? [Pick(Teams)] : [],
            Fallback = (ShareFallback)_random.Next(2),
            EffectiveFrom = _random.Next(3) == 0 ? FirstDay.AddDays(_random.Next(6)) : null,
        };
    }

    /// <summary>Mostly small with up to 16 decimals, more than parts have, sometimes a credit, sometimes nothing.</summary>
    private decimal Amount() => _random.Next(10) switch
    {
        0 => 0,
        1 => -Math.Round(_random.Next(1_000) / 7_000_000m, 16),
        2 => _random.Next(1_000_000),
        _ => Math.Round(_random.Next(1_000_000) / 1_000_003m, 16),
    };

    private string Pick(string[] all) => all[_random.Next(all.Length)];
}
