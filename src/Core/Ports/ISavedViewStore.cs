using FinOpsAI.Core.Facts;

namespace FinOpsAI.Core.Ports;

/// <summary>The views of the explorer that people keep.</summary>
public interface ISavedViewStore
{
    /// <summary>All views, by name.</summary>
    Task<IReadOnlyList<SavedView>> ListAsync(CancellationToken cancellationToken);

    /// <summary>One view; null when unknown.</summary>
    Task<SavedView?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes a view; same id replaces.</summary>
    Task SaveAsync(SavedView view, CancellationToken cancellationToken);

    /// <summary>Removes a view.</summary>
    /// <returns>The view as it was; null when there was none.</returns>
    Task<SavedView?> RemoveAsync(string id, CancellationToken cancellationToken);
}
