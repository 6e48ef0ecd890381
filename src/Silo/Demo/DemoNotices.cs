using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Policies;
using Route = FinOpsAI.Core.Alerts.Route;

namespace FinOpsAI.Silo.Demo;

/// <summary>
/// Who is told what in the demo organization, and what its policies propose. All of it works without a network: messages go to the server's
/// log, and what a policy proposes is done by hand.
/// </summary>
internal static class DemoNotices
{
    public static IReadOnlyList<Route> Routes(NarrativeLanguage language, DateTimeOffset now) =>
    [
        new()
        {
            Id = "on-call",
            Name = new DemoText("On call: incidents, at once", "당직: 사고는 즉시").In(language),
            Kinds = [NoticeKind.Incident],
            MinSeverity = Severity.Medium,
            Channels = [Channel.ConsoleId],
            CreatedAt = now,
        },
        new()
        {
            Id = "budget-owners",
            Name = new DemoText("Budget owners: budgets and approvals", "예산 담당자: 예산과 승인").In(language),
            Kinds = [NoticeKind.BudgetThreshold, NoticeKind.BudgetForecast, NoticeKind.BudgetRequest, NoticeKind.Policy],
            Channels = [Channel.ConsoleId],
            CreatedAt = now,
        },
        new()
        {
            Id = "finops-desk",
            Name = new DemoText("FinOps desk: the rest, in working hours", "FinOps 데스크: 나머지는 업무 시간에").In(language),
            Channels = [Channel.ConsoleId],
            Quiet = new(new(22, 0), new(8, 0), "Asia/Seoul", [DayOfWeek.Saturday, DayOfWeek.Sunday], CriticalBreaksThrough: true),
            CreatedAt = now,
        },
        new()
        {
            Id = "nobody-took-it",
            Name = new DemoText("Platform lead: what nobody took", "플랫폼 리드: 아무도 맡지 않은 사고").In(language),
            Kinds = [NoticeKind.Incident],
            MinSeverity = Severity.Medium,
            Channels = [Channel.ConsoleId],
            IsEscalation = true,
            CreatedAt = now,
        },
    ];

    public static IReadOnlyList<Policy> Policies(NarrativeLanguage language, DateTimeOffset now) =>
    [
        new(
            "pol_demo_runaway",
            new DemoText("Slow runaway keys down", "폭주하는 키 속도 제한").In(language),
            ScopePath.ForTeam("assistant"),
            new() { Kinds = [NoticeKind.Incident], Subjects = ["spike", "burnRate"], MinimalSeverity = Severity.Medium, MinimalPerHour = 5 },
            PolicyAutonomy.Propose,
            now)
        {
            IsDryRun = true,
            Action = new(PolicyActionKind.ThrottleKey)
            {
                Parameters = new Dictionary<string, string> { ["requestsPerMinute"] = "60" },
                Duration = TimeSpan.FromHours(2),
                Text = new DemoText("Ask the key's owner before you lift it.", "해제하기 전에 키 담당자에게 확인하세요.").In(language),
            },
            Cooldown = TimeSpan.FromHours(24),
        },
        new(
            "pol_demo_budgets",
            new DemoText("Tell when a budget will not last", "예산 부족 예상 알림").In(language),
            ScopePath.Organization,
            new() { Kinds = [NoticeKind.BudgetForecast], MinimalProbability = 0.8 },
            PolicyAutonomy.Notify,
            now)
        {
            Cooldown = TimeSpan.FromDays(7),
        },
    ];
}
