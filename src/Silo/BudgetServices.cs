using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Budgets;
using FinOpsAI.Grains.Experiments;
using FinOpsAI.Grains.Pipeline;
using FinOpsAI.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Silo;

/// <summary>Registers budgets, reservations and experiments.</summary>
internal static class BudgetServices
{
    public static void AddBudgets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BudgetOptions>().Bind(configuration.GetSection("FinOpsAI:Budgets")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BudgetOptions>, Rules>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<BudgetOptions>>().Value);
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

    private sealed class Rules : IValidateOptions<BudgetOptions>
    {
        public ValidateOptionsResult Validate(string? name, BudgetOptions options) =>
            options.Validate().ToList() is { Count: > 0 } errors ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }
}
