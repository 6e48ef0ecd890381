using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Showback;
using FinOpsAI.Grains.Attribution;
using FinOpsAI.Grains.Pipeline;

namespace FinOpsAI.Silo.Hosting;

/// <summary>Registers attribution, shared costs and showback.</summary>
internal static class AttributionServices
{
    public static void AddAttribution(this IServiceCollection services)
    {
        services.AddSingleton<AttributionBook>();
        services.AddSingleton<Reattribution>();
        services.AddSingleton<UnattributedReader>();
        services.AddSingleton<ShowbackReader>();
        services.AddSingleton<ShowbackFiles>();
        services.AddSingleton<AttributionJobs>();
        services.AddSingleton<IAttributionJobs>(provider => provider.GetRequiredService<AttributionJobs>());
        services.AddSingleton<IEnginePart>(provider => provider.GetRequiredService<AttributionJobs>());
    }
}
