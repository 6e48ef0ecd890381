using System.Globalization;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;
using Microsoft.AspNetCore.Http;

namespace FinOpsAI.Web.Apis;

/// <summary>What people tell the detectors, for the audit log.</summary>
internal static class GuidanceAudit
{
    public static AuditEntry Of(HttpContext context, DateTimeOffset at, string action, PlannedEvent plan, PlannedEvent? before = null)
    {
        var (now, was) = (Fields(plan), before is null ? [] : Fields(before));
        return new(at, Caller.Name(context), action, $"planned-event/{plan.Id}", plan.Scope)
        {
            Details = now
                .Where(field => field.Key == "title" || was.GetValueOrDefault(field.Key) != field.Value)
                .ToDictionary(
                    field => field.Key,
                    field => was.TryGetValue(field.Key, out var old) && old != field.Value ? $"{old} -> {field.Value}" : field.Value),
        };
    }

    public static AuditEntry Of(HttpContext context, DateTimeOffset at, string action, AnomalyFeedback word, AnomalyFeedback? before = null)
    {
        var verdict = PolicyWords.Code(word.Verdict);
        var details = new Dictionary<string, string>
        {
            ["verdict"] = before is null || before.Verdict == word.Verdict ? verdict : $"{PolicyWords.Code(before.Verdict)} -> {verdict}",
            ["kind"] = PolicyWords.Code(word.Anomaly.Kind),
            ["excess"] = word.Anomaly.Excess.ToString(CultureInfo.InvariantCulture),
        };
        if (word.Note is { } note)
        {
            details["note"] = note;
        }

        return new(at, Caller.Name(context), action, $"anomaly/{word.Anomaly.Id}", word.Anomaly.Scope) { Details = details };
    }

    private static Dictionary<string, string> Fields(PlannedEvent plan) => new()
    {
        ["title"] = plan.Title,
        ["scope"] = plan.Scope.Key,
        ["start"] = plan.Start.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["end"] = plan.End.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["extraCost"] = plan.ExtraCost.ToString(CultureInfo.InvariantCulture),
        ["note"] = plan.Note ?? "-",
    };
}
