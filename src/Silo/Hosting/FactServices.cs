using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Pipeline;
using FinOpsAI.Web;

namespace FinOpsAI.Silo.Hosting;

/// <summary>Registers the daily facts' way from the ledger.</summary>
internal static class FactServices
{
    public static void AddFacts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<FactOptions>(configuration.GetSection("FinOpsAI:Facts"), options => options.Validate());
        services.AddSingleton<FactPump>();
        services.AddSingleton<IEnginePart>(provider => provider.GetRequiredService<FactPump>());
        services.AddSingleton<IFactStatus>(provider => provider.GetRequiredService<FactPump>());
    }
}
