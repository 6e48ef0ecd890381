using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Policies;

/// <summary>The moves of a decision's life. Each gives the decision as it then is; whether it may be made is the caller's to ask.</summary>
public static class PolicyDecisions
{
    /// <summary>
    /// How long after an attempt the next one comes. An action that arrives hours late does harm, so it is given up after about an hour and a half.
    /// </summary>
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromMinutes(45),
    ];

    /// <summary>A policy's answer to a notice that matches.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="notice">The notice.</param>
    /// <param name="isQuiet">Whether the policy has stopped proposing.</param>
    /// <param name="now">UTC.</param>
    public static PolicyDecision Make(Policy policy, Notice notice, bool isQuiet, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(notice);
        var asks = policy.Autonomy is PolicyAutonomy.Propose or PolicyAutonomy.Ask;
        var state = policy.Autonomy switch
        {
            PolicyAutonomy.Notify => PolicyDecisionState.Noted,
            _ when asks && isQuiet => PolicyDecisionState.Withheld,
            PolicyAutonomy.Propose => PolicyDecisionState.Proposed,
            PolicyAutonomy.Ask => PolicyDecisionState.Waiting,
            _ => policy.IsDryRun ? PolicyDecisionState.DryRun : PolicyDecisionState.Approved,
        };
        return new(IdOf(policy, notice), policy.Id, policy.Name, policy.Autonomy, notice, [new(state, now, AuditEntry.System, null)])
        {
            Action = policy.Action,
            IsDryRun = policy.IsDryRun,
            Approver = policy.Approver,
            ExpiresAt = state switch
            {
                PolicyDecisionState.Waiting => now + policy.ApprovalTimeout,
                PolicyDecisionState.Proposed => now + policy.Cooldown,
                _ => null,
            },
            NextAttemptAt = state == PolicyDecisionState.Approved && policy.Action?.Url is not null ? now : null,
        };
    }

    /// <summary>A person approves.</summary>
    public static PolicyDecision Approve(PolicyDecision decision, string by, string? reason, DateTimeOffset now)
    {
        var approved = Step(decision, decision.IsDryRun ? PolicyDecisionState.DryRun : PolicyDecisionState.Approved, by, reason, now);
        return approved.State == PolicyDecisionState.Approved && decision.Action?.Url is not null ? approved with { NextAttemptAt = now } : approved;
    }

    /// <summary>A person declines.</summary>
    public static PolicyDecision Decline(PolicyDecision decision, string by, string? reason, DateTimeOffset now) =>
        Step(decision, PolicyDecisionState.Declined, by, reason, now);

    /// <summary>Nobody answered.</summary>
    public static PolicyDecision Expire(PolicyDecision decision, DateTimeOffset now) =>
        Step(decision, PolicyDecisionState.Expired, AuditEntry.System, null, now);

    /// <summary>A person has a failed action sent again.</summary>
    public static PolicyDecision Resend(PolicyDecision decision, string by, DateTimeOffset now) =>
        Step(decision, PolicyDecisionState.Approved, by, null, now) with { NextAttemptAt = now, Attempts = 0 };

    /// <summary>An attempt to send it came to something.</summary>
    public static PolicyDecision Sent(PolicyDecision decision, ActionResult result, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(result);
        var attempts = decision.Attempts + 1;
        if (!result.IsTaken && result.MayRetry && attempts <= Delays.Length)
        {
            return decision with
            {
                Attempts = attempts,
                LastResult = result.Message,
                NextAttemptAt = now + Delays[attempts - 1],
                Version = decision.Version + 1,
            };
        }

        var ended = Step(decision, result.IsTaken ? PolicyDecisionState.Acted : PolicyDecisionState.Failed, AuditEntry.System, result.Message, now);
        return ended with { Attempts = attempts, LastResult = result.Message };
    }

    /// <summary>All steps have been told and audited.</summary>
    public static PolicyDecision Tell(PolicyDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return decision with { Told = decision.Steps.Count, Version = decision.Version + 1 };
    }

    /// <summary>The same for a policy and a thread within one stretch of the policy's cooldown.</summary>
    private static string IdOf(Policy policy, Notice notice)
    {
        var stretch = notice.At.UtcTicks / Math.Max(1, policy.Cooldown.Ticks);
        var text = string.Create(CultureInfo.InvariantCulture, $"{policy.Id}|{notice.Thread}|{stretch}");
        return "act_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
    }

    private static PolicyDecision Step(PolicyDecision decision, PolicyDecisionState state, string by, string? text, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return decision with
        {
            Steps = [.. decision.Steps, new(state, now, by, text)],
            NextAttemptAt = null,
            Version = decision.Version + 1,
        };
    }
}
