using System.Collections.Concurrent;
using System.Security.Claims;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.SignalR;

namespace FinOpsAI.Web.Live;

/// <summary>Who is behind each live connection. It was let in once, and stays for hours: so it is looked at again and again.</summary>
internal sealed class LiveConnections(IdentityBook book)
{
    private readonly ConcurrentDictionary<string, Viewer> _viewers = new(StringComparer.Ordinal);

    /// <summary>Takes a connection in.</summary>
    public void Add(HubCallerContext context) => _viewers[context.ConnectionId] = new(context, (ActorIdentity)context.User!.Identity!);

    /// <summary>Forgets a connection that has ended.</summary>
    public void Remove(string connection) => _viewers.TryRemove(connection, out _);

    /// <summary>Whether a connection's viewer sees a scope, as far as is known now.</summary>
    public bool Sees(string connection, ScopePath scope) => _viewers.TryGetValue(connection, out var viewer) && viewer.Actor.Sees(scope);

    /// <summary>All connections, and what each one's viewer sees.</summary>
    public IEnumerable<(string Connection, Func<ScopePath, bool> Sees)> Viewers() =>
        _viewers.Select(viewer => (viewer.Key, (Func<ScopePath, bool>)viewer.Value.Actor.Sees));

    /// <summary>
    /// Ends the connections of who may no longer be here, and gives back those whose viewers' roles have changed, so that what they no longer
    /// see is not sent to them.
    /// </summary>
    public async Task<IReadOnlyList<string>> RefreshAsync(CancellationToken cancellationToken)
    {
        var changed = new List<string>();
        foreach (var (connection, viewer) in _viewers)
        {
            var actor = await NowAsync(viewer.Identity, cancellationToken);
            if (actor is null)
            {
                _viewers.TryRemove(connection, out _);
                viewer.Context.Abort();
            }
            else if (!actor.Grants.SequenceEqual(viewer.Actor.Grants))
            {
                _viewers[connection] = viewer with { Actor = actor };
                changed.Add(connection);
            }
        }

        return changed;
    }

    /// <summary>The actor behind an identity as of now; null when it may no longer be here.</summary>
    private async ValueTask<Actor?> NowAsync(ActorIdentity identity, CancellationToken cancellationToken)
    {
        switch (identity.Who.Kind)
        {
            case ActorKind.User:
                var user = await book.FindUserAsync(identity.Who.Id, cancellationToken);
                return user is { DisabledAt: null } && user.SecurityStamp == identity.FindFirst(ActorIdentity.Stamp)?.Value
                    ? identity.Who with { Grants = user.Grants }
                    : null;
            case ActorKind.Token:
                return identity.FindFirst(ActorIdentity.TokenHash) is { } hash ? await book.OfHashAsync(hash.Value, cancellationToken) : null;
            default:
                return identity.Who;
        }
    }

    private sealed record Viewer(HubCallerContext Context, ActorIdentity Identity)
    {
        public Actor Actor { get; init; } = Identity.Who;
    }
}
