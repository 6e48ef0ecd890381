using FinOpsAI.Core.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace FinOpsAI.Web.Actions;

/// <summary>Registers what hands actions to other systems.</summary>
internal static class ActionServices
{
    public static IServiceCollection AddActions(this IServiceCollection services)
    {
        // A redirect may lead anywhere, so none is followed.
        services.AddHttpClient(WebhookActionSender.ClientName)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        return services.AddSingleton<IActionSender, WebhookActionSender>();
    }
}
