using System.Text.Json;
using FinOpsAI.Core.Facts;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Saved views of the explorer: JSON with the column that the list needs.</summary>
internal sealed class SavedViewStore(IPayloads payloads) : ISavedViewStore
{
    public Task<IReadOnlyList<SavedView>> ListAsync(CancellationToken cancellationToken) =>
        payloads.ReadAsync(new("SELECT payload FROM saved_views ORDER BY name, id"), PayloadJson.Default.SavedView, cancellationToken);

    public Task<SavedView?> FindAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.ReadAsync(
            new("SELECT payload FROM saved_views WHERE id = $1", id), PayloadJson.Default.SavedView, cancellationToken).FirstAsync();
    }

    public Task SaveAsync(SavedView view, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(view);
        var payload = JsonSerializer.Serialize(view, PayloadJson.Default.SavedView);
        return payloads.WriteAsync([PayloadSql.Upsert("saved_views", "id, name, payload", view.Id, view.Name, payload)], cancellationToken);
    }

    public Task<SavedView?> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.WriteAsync(
            new("DELETE FROM saved_views WHERE id = $1 RETURNING payload", id), PayloadJson.Default.SavedView, cancellationToken).FirstAsync();
    }
}
