using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Pipeline;

namespace FinOpsAI.Grains.Policies;

/// <summary>Takes people's answers; the runner does what follows.</summary>
public sealed class PolicyAnswers(IPolicyStore store, WorkSignal<PolicyRunner> signal, TimeProvider time) : IPolicyAnswers
{
    /// <inheritdoc />
    public Task<PolicyAnswer> AnswerAsync(string id, bool isApproved, string by, string? reason, CancellationToken cancellationToken) => ChangeAsync(
        id,
        decision =>
        {
            if (decision.Approver is { } approver && !string.Equals(approver, by, StringComparison.OrdinalIgnoreCase))
            {
                return (PolicyAnswerOutcome.NotTheApprover, null);
            }

            if (decision.Answer is { } given && given.By == by && (given.State != PolicyDecisionState.Declined) == isApproved)
            {
                return (PolicyAnswerOutcome.Taken, null);
            }

            var now = time.GetUtcNow();
            return !decision.IsOpen || decision.ExpiresAt <= now
                ? (PolicyAnswerOutcome.TooLate, null)
                : (PolicyAnswerOutcome.Taken,
                    isApproved ? PolicyDecisions.Approve(decision, by, reason, now) : PolicyDecisions.Decline(decision, by, reason, now));
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<PolicyAnswer> ResendAsync(string id, string by, CancellationToken cancellationToken) => ChangeAsync(
        id,
        decision => decision.State == PolicyDecisionState.Failed && decision.Action?.Url is not null
            ? (PolicyAnswerOutcome.Taken, PolicyDecisions.Resend(decision, by, time.GetUtcNow()))
            : (PolicyAnswerOutcome.TooLate, null),
        cancellationToken);

    /// <summary>Reads, changes, writes; again when somebody else wrote between.</summary>
    private async Task<PolicyAnswer> ChangeAsync(
        string id, Func<PolicyDecision, (PolicyAnswerOutcome Outcome, PolicyDecision? Changed)> change, CancellationToken cancellationToken)
    {
        while (await store.FindDecisionAsync(id, cancellationToken) is { } decision)
        {
            var (outcome, changed) = change(decision);
            if (changed is null)
            {
                return new(outcome, decision);
            }

            if (await store.UpdateAsync(changed, cancellationToken))
            {
                signal.Set();
                return new(outcome, changed);
            }
        }

        return new(PolicyAnswerOutcome.Unknown, null);
    }
}
