using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Channels with how they fare.</summary>
internal sealed class ChannelsReader(IChannelStore store, IOutbox outbox, INoticeSender sender)
{
    private static readonly Channel Console = new()
    {
        Id = Channel.ConsoleId, Kind = Channel.ConsoleId, Name = "Console", CreatedAt = DateTimeOffset.UnixEpoch,
    };

    public async Task<ChannelListResponse> ListAsync(CancellationToken cancellationToken)
    {
        var channels = await store.ListChannelsAsync(cancellationToken);
        return new(await OfAsync([Console, .. channels], cancellationToken));
    }

    /// <summary>A channel; the server's log too. Null when unknown.</summary>
    public async Task<Channel?> FindAsync(string id, CancellationToken cancellationToken) =>
        id == Channel.ConsoleId ? Console : await store.FindChannelAsync(id, cancellationToken);

    public async Task<ChannelResponse> OfAsync(Channel channel, CancellationToken cancellationToken) =>
        (await OfAsync([channel], cancellationToken))[0];

    private async Task<IReadOnlyList<ChannelResponse>> OfAsync(IReadOnlyList<Channel> channels, CancellationToken cancellationToken)
    {
        var states = (await store.ListStatesAsync(cancellationToken)).ToDictionary(state => state.Id);
        var counts = (await outbox.CountAsync(cancellationToken)).ToDictionary(count => (count.Channel, count.State), count => count.Count);
        var kinds = sender.Kinds.ToDictionary(kind => kind.Kind);
        return
        [
            .. channels.Select(channel => channel.ToResponse(
                kinds.GetValueOrDefault(channel.Kind),
                states.GetValueOrDefault(channel.Id),
                counts.GetValueOrDefault((channel.Id, DeliveryState.Waiting)),
                counts.GetValueOrDefault((channel.Id, DeliveryState.Dead)))),
        ];
    }
}
