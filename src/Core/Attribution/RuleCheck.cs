using System.Globalization;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Attribution;

/// <summary>Says what is wrong with rules, all of it at once, each fault naming rule and field.</summary>
public static class RuleCheck
{
    /// <summary>Rules of a set.</summary>
    public const int MaxRules = 1_000;

    /// <summary>Conditions of a rule.</summary>
    public const int MaxConditions = 10;

    /// <summary>Values of a condition.</summary>
    public const int MaxValues = 200;

    /// <summary>Stars of all conditions of a rule.</summary>
    public const int MaxCaptures = 9;

    /// <summary>Characters of an id.</summary>
    public const int MaxIdLength = 64;

    /// <summary>Characters of a name.</summary>
    public const int MaxNameLength = 120;

    /// <summary>Characters of a value, pattern or template.</summary>
    public const int MaxTextLength = 512;

    /// <summary>The faults of a set; empty when it can be used. Text read from outside may lack any part of a rule.</summary>
    public static IReadOnlyList<RuleFault> Of(IReadOnlyList<AttributionRule?>? rules)
    {
        if (rules is null)
        {
            return [new("rules", "is missing, expected a list of rules")];
        }

        if (rules.Count > MaxRules)
        {
            return [new("rules", $"got {rules.Count} rules, expected at most {MaxRules}")];
        }

        List<RuleFault> faults = [];
        HashSet<string> ids = new(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < rules.Count; index++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"rules[{index}]");
            if (rules[index] is not { } rule)
            {
                faults.Add(new(at, "is empty, expected a rule"));
                continue;
            }

            CheckId(faults, $"{at}.id", rule.Id);
            if (rule.Id is not null && !ids.Add(rule.Id))
            {
                faults.Add(new($"{at}.id", $"got \"{rule.Id}\", which an earlier rule has"));
            }

            CheckText(faults, $"{at}.name", rule.Name, MaxNameLength);
            if (rule.EffectiveFrom >= rule.EffectiveUntil)
            {
                faults.Add(new($"{at}.effectiveUntil", $"got {rule.EffectiveUntil:yyyy-MM-dd}, expected a day after effectiveFrom, {rule.EffectiveFrom:yyyy-MM-dd}"));
            }

            CheckAssignment(faults, $"{at}.assign", rule.Assign, CheckConditions(faults, $"{at}.conditions", rule.Conditions));
        }

        return faults;
    }

    internal static void CheckId(List<RuleFault> faults, string field, string? id)
    {
        if (string.IsNullOrEmpty(id) || id.Length > MaxIdLength || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_'))
        {
            faults.Add(new(field, $"got \"{id}\", expected 1 to {MaxIdLength} letters, digits, dots, dashes or underscores"));
        }
    }

    internal static void CheckText(List<RuleFault> faults, string field, string? text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > longest || text.Any(char.IsControl))
        {
            faults.Add(new(field, $"got {(text is null ? "nothing" : $"{text.Length} characters")}, expected 1 to {longest} printable ones"));
        }
    }

    /// <returns>How many stars the conditions have.</returns>
    private static int CheckConditions(List<RuleFault> faults, string field, IReadOnlyList<RuleCondition?>? conditions)
    {
        if (conditions is null or { Count: 0 or > MaxConditions })
        {
            faults.Add(new(field, $"got {conditions?.Count ?? 0}, expected 1 to {MaxConditions} conditions"));
            return 0;
        }

        var captures = 0;
        for (var index = 0; index < conditions.Count; index++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{field}[{index}]");
            if (conditions[index] is not { } condition)
            {
                faults.Add(new(at, "is empty, expected a condition"));
                continue;
            }

            if (condition.Dimension is null || RuleDimensions.Reader(condition.Dimension) is null || condition.Dimension.Length > 256)
            {
                faults.Add(new(
                    $"{at}.dimension", $"got \"{condition.Dimension}\", expected tag:NAME or one of {string.Join(", ", RuleDimensions.Names)}"));
            }

            captures += CheckValues(faults, at, condition);
        }

        if (captures > MaxCaptures)
        {
            faults.Add(new(field, $"got {captures} stars, expected at most {MaxCaptures} in all conditions together"));
        }

        return captures;
    }

    private static int CheckValues(List<RuleFault> faults, string at, RuleCondition condition)
    {
        if (!Enum.IsDefined(condition.Operator))
        {
            faults.Add(new($"{at}.operator", "expected is, anyOf or matches"));
            return 0;
        }

        var most = condition.Operator is ConditionOperator.AnyOf ? MaxValues : 1;
        if (condition.Values is null || condition.Values.Count == 0 || condition.Values.Count > most)
        {
            faults.Add(new($"{at}.values", $"got {condition.Values?.Count ?? 0}, expected {(most == 1 ? "1" : $"1 to {most}")}"));
            return 0;
        }

        foreach (var value in condition.Values)
        {
            if (string.IsNullOrEmpty(value) || value.Length > MaxTextLength)
            {
                faults.Add(new($"{at}.values", $"got a text of {value?.Length ?? 0} characters, expected 1 to {MaxTextLength}"));
                return 0;
            }
        }

        return condition.Operator is ConditionOperator.Matches ? new GlobPattern(condition.Values[0]).Captures : 0;
    }

    private static void CheckAssignment(List<RuleFault> faults, string field, RuleAssignment? assign, int captures)
    {
        var fields = assign is null ? [] : new (string Name, string? Text)[]
        {
            ("team", assign.Team), ("project", assign.Project), ("resource", assign.Resource),
            ("experiment", assign.Experiment), ("feature", assign.Feature), ("customer", assign.Customer),
        };
        if (fields.All(item => string.IsNullOrWhiteSpace(item.Text)))
        {
            faults.Add(new(field, "got nothing, expected at least one of team, project, resource, experiment, feature, customer"));
        }

        foreach (var (name, text) in fields)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            if (text.Length > MaxTextLength || text.Any(char.IsControl))
            {
                faults.Add(new($"{field}.{name}", $"got {text.Length} characters, expected 1 to {MaxTextLength} printable ones"));
            }
            else if (AssignmentTemplate.Parse(text.Trim(), captures, out var fault) is null)
            {
                faults.Add(new($"{field}.{name}", fault!));
            }
        }
    }
}
