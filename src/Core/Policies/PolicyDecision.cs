using FinOpsAI.Core.Alerts;

namespace FinOpsAI.Core.Policies;

/// <summary>The life of a decision.</summary>
public enum PolicyDecisionState
{
    /// <summary>Told, nothing more is to be done.</summary>
    Noted = 1,

    /// <summary>An action is proposed.</summary>
    Proposed = 2,

    /// <summary>The approver is asked.</summary>
    Waiting = 3,

    /// <summary>To be done: approved by a person, or by the policy itself. Its webhook is on the way, when it has one.</summary>
    Approved = 4,

    /// <summary>A person said no.</summary>
    Declined = 5,

    /// <summary>Nobody answered in time.</summary>
    Expired = 6,

    /// <summary>The receiver took it.</summary>
    Acted = 7,

    /// <summary>It would have been done, had the policy not been in its dry run.</summary>
    DryRun = 8,

    /// <summary>The receiver refused it, or could not be reached for too long.</summary>
    Failed = 9,

    /// <summary>Not proposed, since most of this policy's proposals are declined.</summary>
    Withheld = 10,
}

/// <summary>A step in a decision's life. Each is told and audited.</summary>
/// <param name="State">What it became.</param>
/// <param name="At">UTC.</param>
/// <param name="By">Who; <see cref="Audit.AuditEntry.System"/> for the product itself.</param>
/// <param name="Text">The reason given, or what came back; null for nothing.</param>
public sealed record PolicyStep(PolicyDecisionState State, DateTimeOffset At, string By, string? Text);

/// <summary>A policy's answer to a notice, and what became of it.</summary>
/// <param name="Id">Derived from policy, thread and time, so that the same notice leads to the same decision; the webhook's id.</param>
/// <param name="PolicyId">The policy.</param>
/// <param name="PolicyName">Its name then.</param>
/// <param name="Autonomy">Its autonomy then.</param>
/// <param name="Notice">What it answers.</param>
/// <param name="Steps">Its life so far, oldest first; never empty.</param>
public sealed record PolicyDecision(
    string Id, string PolicyId, string PolicyName, PolicyAutonomy Autonomy, Notice Notice, IReadOnlyList<PolicyStep> Steps)
{
    /// <summary>Where it stands.</summary>
    public PolicyDecisionState State => Steps[^1].State;

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset DecidedAt => Steps[0].At;

    /// <summary>The person's answer; null while there is none.</summary>
    public PolicyStep? Answer => Steps.FirstOrDefault(step =>
        step.By != Audit.AuditEntry.System && step.State is PolicyDecisionState.Approved or PolicyDecisionState.Declined or PolicyDecisionState.DryRun);

    /// <summary>What is to be done, as the policy said then; null when it only notifies.</summary>
    public PolicyAction? Action { get; init; }

    /// <summary>Whether the policy was in its dry run: then nothing is sent, whoever approves.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Who may answer; null for anybody.</summary>
    public string? Approver { get; init; }

    /// <summary>Until when an answer counts, UTC; null for as long as it is open.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How often the webhook was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is sent (again), UTC; null when it is not.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>What the last attempt came to, in words; null before the first.</summary>
    public string? LastResult { get; init; }

    /// <summary>How many of its steps have been told and audited.</summary>
    public int Told { get; init; }

    /// <summary>Grows by one with each writing, so that nobody writes over what he has not read.</summary>
    public int Version { get; init; } = 1;

    /// <summary>True while an answer is awaited.</summary>
    public bool IsOpen => State is PolicyDecisionState.Proposed or PolicyDecisionState.Waiting;

    /// <summary>True while something is still to happen by itself: telling, sending, expiring.</summary>
    public bool IsBusy => Told < Steps.Count || NextAttemptAt is not null || (IsOpen && ExpiresAt is not null);
}
