using System.Text.Json;
using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Policies and their decisions: JSON with the columns that lists need.</summary>
internal sealed class PolicyStore(IPayloads payloads) : IPolicyStore
{
    public Task<IReadOnlyList<Policy>> ListAsync(CancellationToken cancellationToken) =>
        payloads.ReadAsync(new("SELECT payload FROM policies ORDER BY name, id"), PayloadJson.Default.Policy, cancellationToken);

    public Task SaveAsync(Policy policy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var payload = JsonSerializer.Serialize(policy, PayloadJson.Default.Policy);
        return payloads.WriteAsync([PayloadSql.Upsert("policies", "id, name, payload", policy.Id, policy.Name, payload)], cancellationToken);
    }

    public Task<Policy?> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.WriteAsync(
            new("DELETE FROM policies WHERE id = $1 RETURNING payload", id), PayloadJson.Default.Policy, cancellationToken).FirstAsync();
    }

    public Task AddAsync(IReadOnlyList<PolicyDecision> decisions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        return payloads.WriteAsync(
            [
                .. decisions.Select(decision => new PayloadSql(
                    """
                    INSERT INTO policy_decisions (id, policy_id, thread, path, state, decided, busy, version, payload)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING
                    """,
                    decision.Id,
                    decision.PolicyId,
                    decision.Notice.Thread,
                    ScopeSearch.Path(decision.Notice.Scope),
                    (int)decision.State,
                    decision.DecidedAt.ToStored(),
                    decision.IsBusy ? 1 : 0,
                    decision.Version,
                    JsonSerializer.Serialize(decision, PayloadJson.Default.PolicyDecision))),
            ],
            cancellationToken);
    }

    public async Task<bool> UpdateAsync(PolicyDecision decision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var written = await payloads.WriteAsync(
            new(
                "UPDATE policy_decisions SET state = $1, busy = $2, version = $3, payload = $4 WHERE id = $5 AND version = $6 RETURNING payload",
                (int)decision.State,
                decision.IsBusy ? 1 : 0,
                decision.Version,
                JsonSerializer.Serialize(decision, PayloadJson.Default.PolicyDecision),
                decision.Id,
                decision.Version - 1),
            PayloadJson.Default.PolicyDecision,
            cancellationToken);
        return written.Count == 1;
    }

    public Task<PolicyDecision?> FindDecisionAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.ReadAsync(
            new("SELECT payload FROM policy_decisions WHERE id = $1", id), PayloadJson.Default.PolicyDecision, cancellationToken).FirstAsync();
    }

    public Task<IReadOnlyList<PolicyDecision>> ListDecisionsAsync(PolicyDecisionFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Limits.Check(filter.Limit);
        var (belowFrom, belowTo) = filter.Scope is null ? ("", "") : ScopeSearch.Below(filter.Scope);
        return payloads.ReadAsync(
            new(
                """
                SELECT payload FROM policy_decisions
                WHERE ($1 IS NULL OR path = $1 OR (path >= $2 AND path < $3))
                  AND ($4 IS NULL OR policy_id = $4) AND ($5 IS NULL OR state = $5)
                  AND ($6 IS NULL OR decided >= $6) AND ($7 IS NULL OR decided < $7)
                ORDER BY decided DESC, id LIMIT $8
                """,
                filter.Scope is null ? null : ScopeSearch.Path(filter.Scope),
                belowFrom,
                belowTo,
                filter.PolicyId,
                (long?)filter.State,
                filter.From?.ToStored(),
                filter.Before?.ToStored(),
                filter.Limit),
            PayloadJson.Default.PolicyDecision,
            cancellationToken);
    }

    public Task<PolicyDecision?> LatestAsync(string policyId, string thread, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policyId);
        ArgumentNullException.ThrowIfNull(thread);
        return payloads.ReadAsync(
            new("SELECT payload FROM policy_decisions WHERE policy_id = $1 AND thread = $2 ORDER BY decided DESC LIMIT 1", policyId, thread),
            PayloadJson.Default.PolicyDecision,
            cancellationToken).FirstAsync();
    }

    public Task<IReadOnlyList<PolicyDecision>> ListBusyAsync(CancellationToken cancellationToken) => payloads.ReadAsync(
        new("SELECT payload FROM policy_decisions WHERE busy = 1 ORDER BY decided, id LIMIT $1", Limits.Most),
        PayloadJson.Default.PolicyDecision,
        cancellationToken);
}
