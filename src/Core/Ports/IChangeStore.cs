using FinOpsAI.Core.Changes;

namespace FinOpsAI.Core.Ports;

/// <summary>What people and pipelines said they changed.</summary>
public interface IChangeStore
{
    /// <summary>Changes of all scopes that took effect in a stretch of time, the newest first.</summary>
    /// <param name="from">UTC, inclusive.</param>
    /// <param name="to">UTC, exclusive.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<Change>> ListAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>One change; null when unknown.</summary>
    Task<Change?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes a change, once.</summary>
    /// <returns>False, with nothing changed, when there is one of the same id.</returns>
    Task<bool> AddAsync(Change change, CancellationToken cancellationToken);

    /// <summary>Removes a change.</summary>
    /// <returns>The change as it was; null when there was none.</returns>
    Task<Change?> RemoveAsync(string id, CancellationToken cancellationToken);
}
