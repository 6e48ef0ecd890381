using System.Collections.Concurrent;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Web.Live;

/// <summary>Which connection watches which scopes, so that only watched scopes are read and sent.</summary>
internal sealed class LiveSubscriptions
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<ScopePath>> _byConnection = new(StringComparer.Ordinal);

    /// <summary>Replaces a connection's scopes and gives the earlier ones.</summary>
    public IReadOnlyList<ScopePath> Replace(string connection, IReadOnlyList<ScopePath> scopes)
    {
        IReadOnlyList<ScopePath> earlier = [];
        _byConnection.AddOrUpdate(connection, scopes, (_, before) =>
        {
            earlier = before;
            return scopes;
        });
        return earlier;
    }

    /// <summary>What a connection watches.</summary>
    public IReadOnlyList<ScopePath> Of(string connection) => _byConnection.GetValueOrDefault(connection) ?? [];

    public void Remove(string connection) => _byConnection.TryRemove(connection, out _);

    /// <summary>Every scope that at least one connection watches.</summary>
    public HashSet<ScopePath> Watched() => [.. _byConnection.Values.SelectMany(scopes => scopes)];
}
