using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Pipeline;
using FinOpsAI.Grains.Policies;

namespace FinOpsAI.Silo.Hosting;

/// <summary>Registers what hears notices for the policies, and what carries their decisions out.</summary>
internal static class PolicyServices
{
    public static void AddPolicies(this IServiceCollection services)
    {
        services.AddSingleton<WorkSignal<PolicyRunner>>();
        services.AddSingleton<INoticeListener, PolicyListener>();
        services.AddSingleton<IPolicyAnswers, PolicyAnswers>();
        services.AddSingleton<PolicyRunner>();
        services.AddSingleton<IEnginePart>(provider => provider.GetRequiredService<PolicyRunner>());
    }
}
