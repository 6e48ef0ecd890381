using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Policies;

namespace FinOpsAI.Core.Ports;

/// <summary>Which decisions to list, newest first.</summary>
public sealed record PolicyDecisionFilter
{
    /// <summary>Of this policy; null for all.</summary>
    public string? PolicyId { get; init; }

    /// <summary>About this scope and below; null for all.</summary>
    public ScopePath? Scope { get; init; }

    /// <summary>In this state; null for all.</summary>
    public PolicyDecisionState? State { get; init; }

    /// <summary>Decided at or after this, UTC; null for no bound.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Decided before this, UTC; null for no bound.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>1 to 1,000.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>Policies, and what they decided.</summary>
public interface IPolicyStore
{
    /// <summary>All policies, by name.</summary>
    Task<IReadOnlyList<Policy>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Writes a policy; same id replaces.</summary>
    Task SaveAsync(Policy policy, CancellationToken cancellationToken);

    /// <summary>Removes a policy; its decisions stay.</summary>
    /// <returns>The policy as it was; null when there was none.</returns>
    Task<Policy?> RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes decisions that are new; those whose id is known stay as they are.</summary>
    Task AddAsync(IReadOnlyList<PolicyDecision> decisions, CancellationToken cancellationToken);

    /// <summary>Writes a decision that changed.</summary>
    /// <returns>False, with nothing written, when the stored one's version is not the one before: somebody else has changed it.</returns>
    Task<bool> UpdateAsync(PolicyDecision decision, CancellationToken cancellationToken);

    /// <summary>One decision; null when unknown.</summary>
    Task<PolicyDecision?> FindDecisionAsync(string id, CancellationToken cancellationToken);

    /// <summary>Decisions, newest first.</summary>
    Task<IReadOnlyList<PolicyDecision>> ListDecisionsAsync(PolicyDecisionFilter filter, CancellationToken cancellationToken);

    /// <summary>The newest decision of a policy on a thread; null when there is none.</summary>
    Task<PolicyDecision?> LatestAsync(string policyId, string thread, CancellationToken cancellationToken);

    /// <summary>Decisions with something still to happen, oldest first, at most 1,000.</summary>
    Task<IReadOnlyList<PolicyDecision>> ListBusyAsync(CancellationToken cancellationToken);
}
