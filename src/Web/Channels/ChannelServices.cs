using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Apis;
using Microsoft.Extensions.DependencyInjection;

namespace FinOpsAI.Web.Channels;

/// <summary>Registers the ways to reach people: one line each.</summary>
internal static class ChannelServices
{
    /// <summary>Adds all channels and the API's readers of them. The host adds the outbox and an <see cref="ISecretStore"/>.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services)
    {
        services.AddSingleton<IncidentDesk>();
        services.AddSingleton<DeliveryReader>();
        services.AddSingleton<ChannelsReader>();
        services.AddSingleton<INoticeChannel, ConsoleChannel>();
        return services;
    }
}
