using FinOpsAI.Core.Sources;

namespace FinOpsAI.Core.Ports;

/// <summary>Data sources and how far they have been read.</summary>
public interface ISourceStore
{
    /// <summary>All sources, by id.</summary>
    Task<IReadOnlyList<DataSource>> ListAsync(CancellationToken cancellationToken);

    /// <summary>A source; null when there is none of this id.</summary>
    Task<DataSource?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes a source; same id replaces.</summary>
    Task SaveAsync(DataSource source, CancellationToken cancellationToken);

    /// <summary>Removes a source and its state. What it delivered stays in the ledger.</summary>
    /// <returns>The source as it was; null when there was none.</returns>
    Task<DataSource?> RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>The states of all sources that have one, by id.</summary>
    Task<IReadOnlyList<SourceState>> ListStatesAsync(CancellationToken cancellationToken);

    /// <summary>A source's state; null before its first read.</summary>
    Task<SourceState?> FindStateAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes a state; same id replaces.</summary>
    Task SaveStateAsync(SourceState state, CancellationToken cancellationToken);
}
