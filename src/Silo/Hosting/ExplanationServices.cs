using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Explanations;
using FinOpsAI.Grains.Pipeline;

namespace FinOpsAI.Silo.Hosting;

/// <summary>Registers what explains costs and forecasts.</summary>
internal static class ExplanationServices
{
    public static void AddExplanations(this IServiceCollection services)
    {
        services.AddSingleton<IExplainer, Explainer>();
        services.AddSingleton<IForecastExplainer, ForecastExplainer>();
        services.AddSingleton<ForecastNoteTaker>();
        services.AddSingleton<IEnginePart>(provider => provider.GetRequiredService<ForecastNoteTaker>());
    }
}
