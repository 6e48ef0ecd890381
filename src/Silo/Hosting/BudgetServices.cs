using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Budgets;
using FinOpsAI.Grains.Experiments;
using FinOpsAI.Grains.Pipeline;
using FinOpsAI.Web;

namespace FinOpsAI.Silo.Hosting;

/// <summary>Registers budgets, reservations and experiments.</summary>
internal static class BudgetServices
{
    public static void AddBudgets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<BudgetOptions>(configuration.GetSection("FinOpsAI:Budgets"), options => options.Validate());
        services.AddSingleton<IBudgetReader, BudgetReader>();
        services.AddSingleton<IReservations, ReservationDesk>();
        services.AddSingleton<IExperimentReader, ExperimentReader>();
        services.AddSingleton<IEnginePart, BudgetWatch>();
        services.AddSingleton<IEnginePart, ExperimentWatch>();
    }

    /// <summary>The grain of a budget.</summary>
    public static GrainRegistration BudgetGrains(IServiceProvider provider) => GrainRegistration.Of<Core.Contracts.IBudgetGrain, BudgetGrain>(
        key => new(
            key,
            provider.GetRequiredService<IBudgetStore>(),
            provider.GetRequiredService<IReservationStore>(),
            provider.GetRequiredService<IBudgetReader>(),
            provider.GetRequiredService<BudgetOptions>(),
            provider.GetRequiredService<TimeProvider>()),
        address => new BudgetGrainProxy(address));
}
