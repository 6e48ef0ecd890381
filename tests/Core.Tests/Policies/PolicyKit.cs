using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Policies;

namespace FinOpsAI.Core.Tests.Policies;

/// <summary>Policies and notices for tests.</summary>
internal static class PolicyKit
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    public static readonly ScopePath Key = ScopePath.ForResource("search", "chat", "prod-key");

    public static Policy Policy(PolicyAutonomy autonomy = PolicyAutonomy.Act, bool isDryRun = false) =>
        new("pol_1", "Runaway keys", ScopePath.ForTeam("search"), new(), autonomy, Noon.AddDays(-1))
        {
            IsDryRun = isDryRun,
            Action = autonomy == PolicyAutonomy.Notify ? null : new(PolicyActionKind.ThrottleKey)
            {
                Parameters = new Dictionary<string, string> { ["requestsPerMinute"] = "10" },
                Duration = TimeSpan.FromHours(2),
                Url = "https://gateway.example/actions",
                Secret = "kept",
                Text = "See the runbook of the gateway.",
            },
        };

    public static Notice Notice(string id = "a", DateTimeOffset? at = null, NoticeKind kind = NoticeKind.Incident) => new(
        $"incident/{id}/1", $"incident/{id}", kind, NoticePhase.Opened, Key, Severity.High, at ?? Noon,
        new("USD") { Spent = 500, Limit = 100, Excess = 400, PerHour = 200, Share = 5, Probability = 0.9, HoursToBreach = 3 },
        new("prod-key: spend spike, $400.00 over", ["…"], [], []),
        new("prod-key: 지출 급증, $400.00 초과", ["…"], [], []))
    {
        Subject = "spike",
        Owner = "search",
    };
}
