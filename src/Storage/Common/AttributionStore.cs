using System.Text.Json;
using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Rules by version, shared costs by id, all as JSON.</summary>
internal sealed class AttributionStore(IPayloads payloads) : IAttributionStore
{
    public async Task<int> GetVersionAsync(CancellationToken cancellationToken) =>
        (await payloads.ReadAsync(
            new("SELECT CAST(COALESCE(MAX(version), 0) AS text) FROM attribution_rules"), PayloadJson.Default.Int32, cancellationToken))[0];

    public Task<RuleSet?> FindAsync(int version, CancellationToken cancellationToken) => payloads.ReadAsync(
        new("SELECT payload FROM attribution_rules WHERE version = $1", version), PayloadJson.Default.RuleSet, cancellationToken).FirstAsync();

    public async Task<IReadOnlyList<RuleSetVersion>> ListAsync(CancellationToken cancellationToken)
    {
        var sets = await payloads.ReadAsync(
            new("SELECT payload FROM attribution_rules ORDER BY version DESC"), PayloadJson.Default.RuleSet, cancellationToken);
        return [.. sets.Select(set => new RuleSetVersion(set.Version, set.At, set.By, set.Note, set.Rules.Count))];
    }

    public async Task<bool> AddAsync(RuleSet set, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        var added = await payloads.WriteAsync(
            new(
                "INSERT INTO attribution_rules (version, payload) VALUES ($1, $2) ON CONFLICT (version) DO NOTHING RETURNING payload",
                set.Version,
                JsonSerializer.Serialize(set, PayloadJson.Default.RuleSet)),
            PayloadJson.Default.RuleSet,
            cancellationToken);
        return added.Count > 0;
    }

    public Task<IReadOnlyList<SharedCost>> ListSharedCostsAsync(CancellationToken cancellationToken) =>
        payloads.ReadAsync(new("SELECT payload FROM shared_costs ORDER BY id"), PayloadJson.Default.SharedCost, cancellationToken);

    public Task SaveSharedCostAsync(SharedCost shared, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shared);
        var payload = JsonSerializer.Serialize(shared, PayloadJson.Default.SharedCost);
        return payloads.WriteAsync([PayloadSql.Upsert("shared_costs", "id, payload", shared.Id, payload)], cancellationToken);
    }

    public Task<SharedCost?> RemoveSharedCostAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.WriteAsync(
            new("DELETE FROM shared_costs WHERE id = $1 RETURNING payload", id), PayloadJson.Default.SharedCost, cancellationToken).FirstAsync();
    }

    public Task<AttributionJob?> FindUnfinishedAsync(CancellationToken cancellationToken) => payloads.ReadAsync(
        new("SELECT payload FROM attribution_unfinished"), PayloadJson.Default.AttributionJob, cancellationToken).FirstAsync();

    public Task SaveUnfinishedAsync(AttributionJob? job, CancellationToken cancellationToken) => payloads.WriteAsync(
        [
            job is null
                ? new("DELETE FROM attribution_unfinished")
                : PayloadSql.Upsert(
                    "attribution_unfinished", "one, payload", 1, JsonSerializer.Serialize(job, PayloadJson.Default.AttributionJob)),
        ],
        cancellationToken);
}
