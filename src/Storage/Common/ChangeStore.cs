using System.Text.Json;
using FinOpsAI.Core.Changes;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Changes: JSON with the column that they are asked for by.</summary>
internal sealed class ChangeStore(IPayloads payloads) : IChangeStore
{
    public Task<IReadOnlyList<Change>> ListAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        payloads.ReadAsync(
            new("SELECT payload FROM changes WHERE at >= $1 AND at < $2 ORDER BY at DESC, id", from.ToStored(), to.ToStored()),
            PayloadJson.Default.Change,
            cancellationToken);

    public Task<Change?> FindAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.ReadAsync(
            new("SELECT payload FROM changes WHERE id = $1", id), PayloadJson.Default.Change, cancellationToken).FirstAsync();
    }

    public async Task<bool> AddAsync(Change change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var payload = JsonSerializer.Serialize(change, PayloadJson.Default.Change);
        var added = await payloads.WriteAsync(
            new PayloadSql(
                "INSERT INTO changes (id, at, payload) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING RETURNING payload",
                change.Id, change.At.ToStored(), payload),
            PayloadJson.Default.Change,
            cancellationToken);
        return added.Count > 0;
    }

    public Task<Change?> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.WriteAsync(
            new("DELETE FROM changes WHERE id = $1 RETURNING payload", id), PayloadJson.Default.Change, cancellationToken).FirstAsync();
    }
}
