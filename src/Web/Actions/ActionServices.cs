using FinOpsAI.Core.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace FinOpsAI.Web.Actions;

/// <summary>Registers what hands actions to other systems.</summary>
internal static class ActionServices
{
    public static void AddActions(this IServiceCollection services)
    {
        services.AddSingleton<IActionSender, WebhookActionSender>();
    }
}
