using FinOpsAI.Core.Alerts;

namespace FinOpsAI.Core.Policies;

/// <summary>Whether a policy answers a notice.</summary>
public static class PolicyMatcher
{
    /// <summary>True when the notice is the policy's business and its condition holds. Never for what a policy said, and never for what is over or taken.</summary>
    public static bool Matches(Policy policy, Notice notice)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(notice);
        return notice.Kind != NoticeKind.Policy
            && notice.Phase is NoticePhase.Opened or NoticePhase.Updated
            && policy.Scope.Contains(notice.Scope)
            && Holds(policy.Condition, notice);
    }

    private static bool Holds(PolicyCondition condition, Notice notice)
    {
        var figures = notice.Figures;
        return (condition.Kinds.Count == 0 || condition.Kinds.Contains(notice.Kind))
            && (condition.Subjects.Count == 0 || (notice.Subject is { } subject && condition.Subjects.Contains(subject, StringComparer.OrdinalIgnoreCase)))
            && notice.Severity >= condition.MinimalSeverity
            && AtLeast(figures.Excess, condition.MinimalExcess)
            && AtLeast(figures.PerHour, condition.MinimalPerHour)
            && AtLeast(figures.Share, condition.MinimalShare)
            && (condition.MinimalProbability is not { } probability || figures.Probability >= probability)
            && (condition.MaximalHoursToBreach is not { } hours || figures.HoursToBreach <= hours);
    }

    private static bool AtLeast(decimal? figure, decimal? bound) => bound is null || figure >= bound;
}
