using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>A scope that has been seen in the ledger.</summary>
/// <param name="Scope">The scope.</param>
/// <param name="FirstSeen">Earliest charge period, UTC.</param>
/// <param name="LastSeen">Latest charge period, UTC.</param>
public sealed record ScopeInfo(ScopePath Scope, DateTimeOffset FirstSeen, DateTimeOffset LastSeen);

/// <summary>Which scopes exist. A scope exists in the transaction that appends its first entry.</summary>
public interface IScopeDirectory
{
    /// <summary>One scope; null when it has never been seen.</summary>
    Task<ScopeInfo?> FindAsync(ScopePath scope, CancellationToken cancellationToken);

    /// <summary>Scopes by key order.</summary>
    /// <param name="parent">Only the scopes directly below this one; null for all levels.</param>
    /// <param name="search">Only names that contain this, ignoring case; null for all.</param>
    /// <param name="seenSince">Only scopes with a charge period at or after this, UTC; null for all.</param>
    /// <param name="limit">At most this many, from 1.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<ScopeInfo>> ListAsync(
        ScopePath? parent, string? search, DateTimeOffset? seenSince, int limit, CancellationToken cancellationToken);
}
