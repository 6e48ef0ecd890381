using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Channels, their states and routes as JSON.</summary>
internal sealed class ChannelStore(IPayloads payloads) : IChannelStore
{
    public Task<IReadOnlyList<Channel>> ListChannelsAsync(CancellationToken cancellationToken) =>
        ListAsync("channels", PayloadJson.Default.Channel, cancellationToken);

    public Task<Channel?> FindChannelAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.ReadAsync(new("SELECT payload FROM channels WHERE id = $1", id), PayloadJson.Default.Channel, cancellationToken).FirstAsync();
    }

    public Task SaveChannelAsync(Channel channel, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return SaveAsync("channels", channel.Id, channel, PayloadJson.Default.Channel, cancellationToken);
    }

    public async Task<Channel?> RemoveChannelAsync(string id, CancellationToken cancellationToken)
    {
        var removed = await RemoveAsync("channels", id, PayloadJson.Default.Channel, cancellationToken);
        await RemoveAsync("channel_states", id, PayloadJson.Default.ChannelState, cancellationToken);
        return removed;
    }

    public Task<IReadOnlyList<ChannelState>> ListStatesAsync(CancellationToken cancellationToken) =>
        ListAsync("channel_states", PayloadJson.Default.ChannelState, cancellationToken);

    public Task SaveStateAsync(ChannelState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        return SaveAsync("channel_states", state.Id, state, PayloadJson.Default.ChannelState, cancellationToken);
    }

    public Task<IReadOnlyList<Route>> ListRoutesAsync(CancellationToken cancellationToken) =>
        ListAsync("routes", PayloadJson.Default.Route, cancellationToken);

    public Task SaveRouteAsync(Route route, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(route);
        return SaveAsync("routes", route.Id, route, PayloadJson.Default.Route, cancellationToken);
    }

    public Task<Route?> RemoveRouteAsync(string id, CancellationToken cancellationToken) =>
        RemoveAsync("routes", id, PayloadJson.Default.Route, cancellationToken);

    private Task<IReadOnlyList<T>> ListAsync<T>(string table, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        payloads.ReadAsync(new($"SELECT payload FROM {table} ORDER BY id"), type, cancellationToken);

    private Task SaveAsync<T>(string table, string id, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        payloads.WriteAsync([PayloadSql.Upsert(table, "id, payload", id, JsonSerializer.Serialize(value, type))], cancellationToken);

    private Task<T?> RemoveAsync<T>(string table, string id, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.WriteAsync(new($"DELETE FROM {table} WHERE id = $1 RETURNING payload", id), type, cancellationToken).FirstAsync();
    }
}
