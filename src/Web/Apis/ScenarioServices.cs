using FinOpsAI.Core.Efficiency;
using Microsoft.Extensions.DependencyInjection;

namespace FinOpsAI.Web.Apis;

/// <summary>Registers scenarios and advice.</summary>
internal static class ScenarioServices
{
    public static void AddScenarios(this IServiceCollection services)
    {
        services.AddSingleton<BaselineReader>();
        services.AddSingleton<ScenarioDesk>();
        services.AddSingleton<Advisor>();
    }
}
