using FinOpsAI.Core.Alerts;

namespace FinOpsAI.Core.Ports;

/// <summary>Channels, how they fare, and the routes to them.</summary>
public interface IChannelStore
{
    /// <summary>All channels that people set up, by id.</summary>
    Task<IReadOnlyList<Channel>> ListChannelsAsync(CancellationToken cancellationToken);

    /// <summary>One channel; null when unknown.</summary>
    Task<Channel?> FindChannelAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes a channel; same id replaces.</summary>
    Task SaveChannelAsync(Channel channel, CancellationToken cancellationToken);

    /// <summary>Removes a channel with its state.</summary>
    /// <returns>The channel as it was; null when there was none.</returns>
    Task<Channel?> RemoveChannelAsync(string id, CancellationToken cancellationToken);

    /// <summary>The states of channels that were ever used, by id.</summary>
    Task<IReadOnlyList<ChannelState>> ListStatesAsync(CancellationToken cancellationToken);

    /// <summary>Writes a channel's state; same id replaces.</summary>
    Task SaveStateAsync(ChannelState state, CancellationToken cancellationToken);

    /// <summary>All routes, by id.</summary>
    Task<IReadOnlyList<Route>> ListRoutesAsync(CancellationToken cancellationToken);

    /// <summary>Writes a route; same id replaces.</summary>
    Task SaveRouteAsync(Route route, CancellationToken cancellationToken);

    /// <summary>Removes a route.</summary>
    /// <returns>The route as it was; null when there was none.</returns>
    Task<Route?> RemoveRouteAsync(string id, CancellationToken cancellationToken);
}
