using FinOpsAI.Core.Domain;
using FinOpsAI.Web.Apis;
using Microsoft.AspNetCore.SignalR;

namespace FinOpsAI.Web.Live;

/// <summary>The live connection of a dashboard, at <c>/hubs/live</c>.</summary>
internal sealed class LiveHub(LiveSubscriptions subscriptions, LiveConnections connections, SummaryReader summaries, LiveEpoch epoch, TimeProvider time) : Hub
{
    private const int MaxScopes = 200;

    /// <summary>Watches these scopes instead of those before, and gives their figures now.</summary>
    /// <exception cref="HubException">A key is not a scope, or none to this viewer, or there are too many.</exception>
    public async Task<IReadOnlyList<LiveMessage>> Subscribe(string[] scopes)
    {
        if (scopes.Length > MaxScopes)
        {
            throw new HubException($"At most {MaxScopes} scopes can be watched at once; got {scopes.Length}.");
        }

        var paths = scopes
            .Select(key => ScopePath.TryParse(key, out var path) && connections.Sees(Context.ConnectionId, path)
                ? path
                : throw new HubException($"'{key}' is not a scope."))
            .Distinct()
            .ToList();
        var cancellation = Context.ConnectionAborted;
        foreach (var gone in subscriptions.Replace(Context.ConnectionId, paths).Except(paths))
        {
            await Groups.RemoveFromGroupAsync(Context.ConnectionId, gone.Key, cancellation);
        }

        var messages = new List<LiveMessage>(paths.Count);
        foreach (var path in paths)
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, path.Key, cancellation);
            var summary = await summaries.ReadAsync(path, cancellation);
            messages.Add(new(LiveEpoch.SummaryStream(path.Key), epoch.Value, summary.Seq, time.GetUtcNow(), "summary", summary));
        }

        return messages;
    }

    public override Task OnConnectedAsync()
    {
        connections.Add(Context);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context.ConnectionId);
        subscriptions.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
