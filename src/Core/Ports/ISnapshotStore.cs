namespace FinOpsAI.Core.Ports;

/// <summary>A grain's saved state.</summary>
/// <param name="ETag">Changes with every save; what a later save must give back.</param>
/// <param name="Upto">The ledger position that the state includes.</param>
/// <param name="Version">The version of the state's format.</param>
/// <param name="State">The grain's own bytes.</param>
public sealed record Snapshot(string ETag, long Upto, int Version, ReadOnlyMemory<byte> State);

/// <summary>
/// Grain snapshots behind a fence: of two activations of one key, only the one whose state is newest can save; the other is told so.
/// </summary>
public interface ISnapshotStore
{
    /// <summary>The snapshot of a grain; null before the first.</summary>
    /// <param name="grain">The grain's name. A cost grain's is its scope's key: retention goes by it.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<Snapshot?> LoadAsync(string grain, CancellationToken cancellationToken);

    /// <summary>Saves where <c>etag = loadedETag AND upto &lt; newUpto</c> (or no row and no etag).</summary>
    /// <returns>The new etag; null when the fence refused: the activation is stale and must be dropped.</returns>
    Task<string?> SaveAsync(string grain, string? loadedETag, long upto, int version, ReadOnlyMemory<byte> state, CancellationToken cancellationToken);

    /// <summary>Forgets all snapshots, for a rebuild from the ledger.</summary>
    Task ResetAsync(CancellationToken cancellationToken);
}
