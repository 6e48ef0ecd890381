using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Apis;
using FinOpsAI.Web.Channels.Email;
using FinOpsAI.Web.Channels.Outbound;
using FinOpsAI.Web.Channels.Slack;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Channels;

/// <summary>Registers the ways to reach people: one line each.</summary>
internal static class ChannelServices
{
    /// <summary>Adds all channels and the API's readers of them. The host adds the outbox and an <see cref="ISecretStore"/>.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IncidentDesk>();
        services.AddSingleton<DeliveryReader>();
        services.AddSingleton<ChannelsReader>();
        services.AddSingleton<SlackActions>();
        services.AddSingleton<IHostResolver, DnsResolver>();
        services.AddSingleton<OutboundGuard>();
        services.AddSingleton<OutboundHttp>();
        services.AddChecked<OutboundOptions>(configuration.GetSection("FinOpsAI:Outbound"), options => options.Validate());
        services.AddSingleton<INoticeChannel, ConsoleChannel>();
        services.AddSingleton<INoticeChannel, SlackChannel>();
        services.AddSingleton<INoticeChannel, TeamsChannel>();
        services.AddSingleton<INoticeChannel, PagerDutyChannel>();
        services.AddSingleton<INoticeChannel, EmailChannel>();
        services.AddSingleton<INoticeChannel, WebhookChannel>();
        return services;
    }
}
