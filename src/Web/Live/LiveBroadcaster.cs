using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Apis;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Live;

/// <summary>Sends changed figures to their viewers, each scope at most once an interval.</summary>
internal sealed partial class LiveBroadcaster(
    LiveFeed feed,
    LiveSubscriptions subscriptions,
    LiveConnections connections,
    SummaryReader summaries,
    FeedbackReader feedback,
    LiveEpoch epoch,
    IHubContext<LiveHub> hub,
    IOptions<WebOptions> options,
    TimeProvider time,
    ILogger<LiveBroadcaster> logger) : BackgroundService
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var nextHeartbeat = time.GetUtcNow();
        using var timer = new PeriodicTimer(options.Value.LiveInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SendSummariesAsync(stoppingToken);
                await SendIncidentsAsync(stoppingToken);
                if (time.GetUtcNow() >= nextHeartbeat)
                {
                    nextHeartbeat = time.GetUtcNow() + HeartbeatInterval;
                    await ForgetUnseenAsync(stoppingToken);
                    await hub.Clients.All.SendAsync("live", new[] { Message("heartbeat", "heartbeat", null) }, stoppingToken);
                }
            }
            catch (Exception e) when (e is GrainFault or StoreUnavailableException)
            {
                // The next change of the scope sends its figures again; incidents are asked for by the viewers as well.
                LogSendFailed(e);
            }
        }
    }

    private async Task SendSummariesAsync(CancellationToken cancellationToken)
    {
        var changed = feed.TakeScopes();
        if (changed.Count == 0)
        {
            return;
        }

        var watched = subscriptions.Watched();
        foreach (var scope in changed.Select(ScopePath.Parse).Where(watched.Contains))
        {
            var summary = await summaries.ReadAsync(scope, cancellationToken);
            var message = Message(LiveEpoch.SummaryStream(scope.Key), "summary", summary);
            await hub.Clients.Group(scope.Key).SendAsync(
                "live", new[] { message with { Payload = summary with { Seq = message.Seq } } }, cancellationToken);
        }
    }

    private async Task SendIncidentsAsync(CancellationToken cancellationToken)
    {
        var incidents = feed.TakeIncidents();
        if (incidents.Count > 0)
        {
            var words = await feedback.OnAsync(incidents, cancellationToken);
            var ordered = incidents.OrderBy(incident => incident.UpdatedAt).ToList();
            var messages = ordered
                .Select(incident => Message("incidents", "incident", incident.ToResponse(options.Value.Currency, words)))
                .ToArray();
            foreach (var (connection, sees) in connections.Viewers())
            {
                var seen = sees(ScopePath.Organization)
                    ? messages
                    : messages.Zip(ordered)
                        .Where(pair => sees(pair.Second.Cause.Scope))
                        .Select(pair => pair.First with { Payload = pair.Second.SeenBy(sees).ToResponse(options.Value.Currency, words) })
                        .ToArray();
                if (seen.Length > 0)
                {
                    await hub.Clients.Client(connection).SendAsync("live", seen, cancellationToken);
                }
            }
        }
    }

    /// <summary>Takes scopes away from viewers who see them no longer.</summary>
    private async Task ForgetUnseenAsync(CancellationToken cancellationToken)
    {
        foreach (var connection in await connections.RefreshAsync(cancellationToken))
        {
            var watched = subscriptions.Of(connection);
            var seen = watched.Where(scope => connections.Sees(connection, scope)).ToList();
            foreach (var gone in watched.Except(seen))
            {
                await hub.Groups.RemoveFromGroupAsync(connection, gone.Key, cancellationToken);
            }

            subscriptions.Replace(connection, seen);
        }
    }

    private LiveMessage Message(string stream, string kind, object? payload) =>
        new(stream, epoch.Value, epoch.Next(stream), time.GetUtcNow(), kind, payload);

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "Live figures could not be sent")]
    private partial void LogSendFailed(Exception exception);
}
