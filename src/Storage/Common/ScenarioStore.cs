using System.Text.Json;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Scenarios;

namespace FinOpsAI.Storage.Common;

/// <summary>Scenarios: JSON with the column that lists are sorted by.</summary>
internal sealed class ScenarioStore(IPayloads payloads) : IScenarioStore
{
    public Task<IReadOnlyList<Scenario>> ListAsync(CancellationToken cancellationToken) =>
        payloads.ReadAsync(new("SELECT payload FROM scenarios ORDER BY saved DESC, id"), PayloadJson.Default.Scenario, cancellationToken);

    public Task<Scenario?> FindAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.ReadAsync(
            new("SELECT payload FROM scenarios WHERE id = $1", id), PayloadJson.Default.Scenario, cancellationToken).FirstAsync();
    }

    public Task SaveAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var payload = JsonSerializer.Serialize(scenario, PayloadJson.Default.Scenario);
        return payloads.WriteAsync(
            [PayloadSql.Upsert("scenarios", "id, saved, payload", scenario.Id, scenario.SavedAt.ToStored(), payload)], cancellationToken);
    }

    public Task<Scenario?> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.WriteAsync(
            new("DELETE FROM scenarios WHERE id = $1 RETURNING payload", id), PayloadJson.Default.Scenario, cancellationToken).FirstAsync();
    }
}
