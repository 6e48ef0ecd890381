using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Policies;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Policies to wire.</summary>
internal static class PolicyMapping
{
    public static PolicyResponse ToResponse(this Policy policy) => new(
        policy.Id,
        policy.Name,
        policy.Scope.ToResponse(),
        policy.IsEnabled,
        policy.IsDryRun,
        new(
            policy.Condition.Kinds,
            policy.Condition.Subjects,
            policy.Condition.MinimalSeverity,
            policy.Condition.MinimalExcess,
            policy.Condition.MinimalPerHour,
            policy.Condition.MinimalShare,
            policy.Condition.MinimalProbability,
            policy.Condition.MaximalHoursToBreach),
        policy.Autonomy,
        policy.Action?.ToResponse(),
        (int)policy.Cooldown.TotalMinutes,
        policy.Approver,
        (int)policy.ApprovalTimeout.TotalMinutes,
        policy.CreatedAt);

    public static PolicyDetailResponse ToResponse(this Policy policy, PolicyRecord record) => new(policy.ToResponse(), new(
        record.Decisions,
        record.Approved,
        record.Declined,
        record.ApprovalRate is { } rate ? Math.Round(rate, 4) : null,
        record.ApprovalRateUpper is { } upper ? Math.Round(upper, 4) : null,
        record.IsQuiet,
        policy.LearnsFrom,
        record.Useful,
        record.Expected,
        record.Noise));

    public static PolicyDecisionResponse ToResponse(this PolicyDecision decision)
    {
        var answer = decision.Answer;
        return new(
            decision.Id,
            decision.PolicyId,
            decision.PolicyName,
            decision.State,
            decision.Autonomy,
            decision.Notice.Scope.ToResponse(),
            decision.Notice.Kind,
            decision.Notice.Thread,
            new(decision.Notice.English.Title, decision.Notice.Korean.Title),
            decision.Notice.Page,
            decision.Notice.Severity,
            decision.Action?.ToResponse(),
            decision.DecidedAt,
            decision.Approver,
            decision.IsOpen ? decision.ExpiresAt : null,
            answer?.By,
            answer?.At,
            answer?.Text,
            decision.Attempts,
            decision.NextAttemptAt,
            decision.LastResult,
            IsClosed(decision) ? decision.Steps[^1].At : null,
            [.. decision.Steps.Select(step => new PolicyStepResponse(step.State, step.At, step.By, step.Text))],
            decision.IsDryRun);
    }

    public static PolicyMatchResponse ToMatch(this Notice notice) => new(
        notice.Thread,
        notice.Kind,
        notice.Subject,
        notice.Scope.ToResponse(),
        notice.Severity,
        notice.At,
        new(notice.English.Title, notice.Korean.Title),
        notice.Page);

    private static PolicyActionResponse ToResponse(this PolicyAction action) => new(
        action.Kind, action.Parameters, (int?)action.Duration?.TotalMinutes, action.Url, action.Secret is not null, action.Text);

    private static bool IsClosed(PolicyDecision decision) => !decision.IsOpen && decision.NextAttemptAt is null;
}
