using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Budgets;

namespace FinOpsAI.Grains.Experiments;

/// <summary>How experiments stand, from their sums in the ledger and the reservations of their cap.</summary>
public sealed class ExperimentReader(IExperimentStore experiments, IReservationStore reservations, ICurrencies currencies, BudgetOptions options)
    : IExperimentReader
{
    /// <inheritdoc />
    public async Task<ExperimentStatus> ReadAsync(Experiment experiment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var total = await experiments.FindTotalAsync(experiment.Id, cancellationToken);
        var estimate = Convert(experiment, experiment.Estimate);
        var pace = experiment.State == ExperimentState.Running
            ? ExperimentPace.PerHour(await experiments.ListCostsAsync(experiment.Id, now - ExperimentPace.Span, cancellationToken), now)
            : 0;
        var held = experiment.BudgetId is { } budget
            ? (await reservations.ListCountersAsync(budget, cancellationToken)).Sum(counter => counter.Held)
            : 0;
        return new(
            experiment,
            now,
            estimate,
            experiment.Cap is { } cap ? Convert(experiment, cap) : null,
            total,
            held,
            pace,
            Math.Round(estimate / (decimal)(experiment.Duration ?? options.UsualDuration).TotalHours, 6),
            options.RunawayFactor);
    }

    private decimal Convert(Experiment experiment, decimal amount) =>
        currencies.TryConvert(amount, experiment.Currency, experiment.StartedAt, out var converted, out _)
            ? converted
            : throw new GrainFault(
                GrainFaultCode.Failed, retry: false, $"Experiment {experiment.Id} is in {experiment.Currency}, for which there is no exchange rate.");
}
