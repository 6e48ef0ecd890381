using System.Globalization;
using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Silo.Cli;

/// <summary>Rules and what they move, as tables on standard output.</summary>
internal static class AttributionTables
{
    public static void Rules(RuleSet set)
    {
        if (set.Version == 0)
        {
            Console.WriteLine("No rules yet: records are where their senders put them. 'finopsai attribution import' takes rules from a file.");
            return;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Version {set.Version}, {set.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC, by {set.By}{(set.Note is null ? "" : $": {set.Note}")}"));
        Tables.Write(
            ["rule", "name", "when", "then", "from", "until"],
            set.Rules.Select(rule => new[]
            {
                rule.Id,
                rule.Name,
                string.Join(" and ", rule.Conditions.Select(When)),
                Then(rule.Assign),
                Day(rule.EffectiveFrom),
                Day(rule.EffectiveUntil),
            }));
    }

    public static void Effect(AttributionEffect effect, bool isDone)
    {
        Tables.Write(
            ["month", "rule", "from", "to", "records", "effective", "billed", "list"],
            effect.Moves.Select(move => new[]
            {
                move.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                move.Rule ?? (move.From is null ? "(others)" : "(none)"),
                move.From is null ? "(others)" : Place(move.From),
                move.To is null ? "(others)" : Place(move.To),
                Number(move.Records),
                Number(move.Cost.Effective),
                Number(move.Cost.Billed),
                Number(move.Cost.List),
            }));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{effect.Moved} of {effect.Records} records {(isDone ? "moved" : "would move")}, EffectiveCost {effect.MovedCost.Effective} of {effect.Cost.Effective}"));
    }

    public static void Suggestions(UnattributedReport report)
    {
        Tables.Write(
            ["reason", "when", "then", "effective", "records", "evidence", "rule"],
            report.Suggestions.Select(suggestion => new[]
            {
                suggestion.Reason switch
                {
                    SuggestionReason.PlacedElsewhere => "placed elsewhere",
                    SuggestionReason.NameContains => "holds the team's name",
                    _ => "covers most",
                },
                string.Join(" and ", suggestion.Rule.Conditions.Select(When)),
                Then(suggestion.Rule.Assign),
                Number(suggestion.Cost),
                Number(suggestion.Records),
                Number(suggestion.Evidence),
                suggestion.Rule.Id,
            }));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Unattributed: EffectiveCost {report.Cost} of {report.OrganizationCost} ({report.Share * 100:0.##} %), {report.Records} records; {report.LookedAt} records looked at{(report.IsPartial ? $" since {report.LookedFrom.UtcDateTime:yyyy-MM-dd}" : "")}"));
    }

    private static string When(RuleCondition condition) => condition.Operator switch
    {
        ConditionOperator.Is => $"{condition.Dimension} = {condition.Values[0]}",
        ConditionOperator.AnyOf => $"{condition.Dimension} in ({string.Join(", ", condition.Values)})",
        _ => $"{condition.Dimension} ~ {condition.Values[0]}",
    };

    private static string Then(RuleAssignment assign) => string.Join(
        ", ",
        new (string Name, string? Text)[]
        {
            ("team", assign.Team), ("project", assign.Project), ("resource", assign.Resource),
            ("experiment", assign.Experiment), ("feature", assign.Feature), ("customer", assign.Customer),
        }.Where(field => !string.IsNullOrWhiteSpace(field.Text)).Select(field => $"{field.Name} = {field.Text}"));

    private static string Place(string key) => ScopePath.TryParse(key, out var scope) ? $"{scope.Team}/{scope.Project}" : key;

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Number(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
