using System.Text.Json;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Storage.Common;

/// <summary>Data sources and their states as JSON.</summary>
internal sealed class SourceStore(IPayloads payloads) : ISourceStore
{
    public Task<IReadOnlyList<DataSource>> ListAsync(CancellationToken cancellationToken) =>
        payloads.ReadAsync(new("SELECT payload FROM sources ORDER BY id"), PayloadJson.Default.DataSource, cancellationToken);

    public Task<DataSource?> FindAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.ReadAsync(new("SELECT payload FROM sources WHERE id = $1", id), PayloadJson.Default.DataSource, cancellationToken)
            .FirstAsync();
    }

    public Task SaveAsync(DataSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var payload = JsonSerializer.Serialize(source, PayloadJson.Default.DataSource);
        return payloads.WriteAsync([PayloadSql.Upsert("sources", "id, payload", source.Id, payload)], cancellationToken);
    }

    public async Task<DataSource?> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        var removed = await payloads.WriteAsync(
            new("DELETE FROM sources WHERE id = $1 RETURNING payload", id), PayloadJson.Default.DataSource, cancellationToken).FirstAsync();
        await payloads.WriteAsync([new("DELETE FROM source_states WHERE id = $1", id)], cancellationToken);
        return removed;
    }

    public Task<IReadOnlyList<SourceState>> ListStatesAsync(CancellationToken cancellationToken) =>
        payloads.ReadAsync(new("SELECT payload FROM source_states ORDER BY id"), PayloadJson.Default.SourceState, cancellationToken);

    public Task<SourceState?> FindStateAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.ReadAsync(
            new("SELECT payload FROM source_states WHERE id = $1", id), PayloadJson.Default.SourceState, cancellationToken).FirstAsync();
    }

    public Task SaveStateAsync(SourceState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        var payload = JsonSerializer.Serialize(state, PayloadJson.Default.SourceState);
        return payloads.WriteAsync([PayloadSql.Upsert("source_states", "id, payload", state.Id, payload)], cancellationToken);
    }
}
