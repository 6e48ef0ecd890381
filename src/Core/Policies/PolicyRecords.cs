using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Policies;

/// <summary>Reads a policy's record.</summary>
public static class PolicyRecords
{
    private const int MostDecisions = 1_000;

    /// <summary>Counts the policy's last thousand decisions and what people said of the incidents behind them.</summary>
    public static async Task<PolicyRecord> OfAsync(
        Policy policy, IPolicyStore store, IGuidanceStore guidance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(guidance);
        var decisions = await store.ListDecisionsAsync(new() { PolicyId = policy.Id, Limit = MostDecisions }, cancellationToken);
        var feedback = decisions.Count == 0 ? [] : await guidance.ListFeedbackAsync(policy.CreatedAt, cancellationToken);
        return PolicyRecord.Of(policy, decisions, feedback);
    }
}
