using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Policies;
using Microsoft.AspNetCore.Http;

namespace FinOpsAI.Web.Apis;

/// <summary>What people do to policies, for the audit log: every field that changed, before and after. Secrets are never written.</summary>
internal static class PolicyAudit
{
    public static AuditEntry Of(HttpContext context, DateTimeOffset at, string action, Policy? before, Policy? after)
    {
        var policy = after ?? before!;
        var (was, now) = (Fields(before), Fields(after));
        var details = new Dictionary<string, string> { ["name"] = before is null || before.Name == policy.Name ? policy.Name : $"{before.Name} -> {policy.Name}" };
        foreach (var field in was.Keys.Union(now.Keys))
        {
            var (old, changed) = (was.GetValueOrDefault(field), now.GetValueOrDefault(field));
            if (old != changed)
            {
                details[field] = before is null ? changed! : after is null ? old! : $"{old ?? "-"} -> {changed ?? "-"}";
            }
        }

        return new(at, Caller.Name(context), action, $"policy/{policy.Id}", policy.Scope) { Details = details };
    }

    /// <summary>An id for a new policy: from what it is and when it was made.</summary>
    public static string IdOf(Policy policy)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{policy.Name}|{policy.Scope.Key}|{policy.CreatedAt.UtcTicks}");
        return "pol_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    private static Dictionary<string, string?> Fields(Policy? policy)
    {
        if (policy is null)
        {
            return [];
        }

        static string? Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture);
        var condition = policy.Condition;
        return new()
        {
            ["scope"] = policy.Scope.Key,
            ["enabled"] = policy.IsEnabled ? "true" : "false",
            ["dryRun"] = policy.IsDryRun ? "true" : "false",
            ["autonomy"] = PolicyWords.Code(policy.Autonomy),
            ["kinds"] = condition.Kinds.Count == 0 ? null : string.Join(", ", condition.Kinds.Select(PolicyWords.Code)),
            ["subjects"] = condition.Subjects.Count == 0 ? null : string.Join(", ", condition.Subjects),
            ["minimalSeverity"] = PolicyWords.Code(condition.MinimalSeverity),
            ["minimalExcess"] = Text(condition.MinimalExcess),
            ["minimalPerHour"] = Text(condition.MinimalPerHour),
            ["minimalShare"] = Text(condition.MinimalShare),
            ["minimalProbability"] = Text(condition.MinimalProbability),
            ["maximalHoursToBreach"] = Text(condition.MaximalHoursToBreach),
            ["action"] = policy.Action is { } action ? PolicyWords.Code(action.Kind) : null,
            ["parameters"] = policy.Action is { Parameters.Count: > 0 } with
                ? string.Join(", ", with.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))
                : null,
            ["duration"] = Text(policy.Action?.Duration),
            ["url"] = policy.Action?.Url,
            ["cooldown"] = Text(policy.Cooldown),
            ["approver"] = policy.Approver,
            ["approvalTimeout"] = Text(policy.ApprovalTimeout),
            ["learnsFrom"] = policy.LearnsFrom?.ToString("O", CultureInfo.InvariantCulture),
        };
    }
}
