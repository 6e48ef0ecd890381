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
        var pace = experiment.State == ExperimentState.Running
            ? ExperimentPace.PerHour(await experiments.ListCostsAsync(experiment.Id, now - ExperimentPace.Span, cancellationToken), now)
            : 0;
        var held = experiment.BudgetId is { } budget
            ? (await reservations.ListCountersAsync(budget, cancellationToken)).Sum(counter => counter.Held)
            : 0;
        if (Convert(experiment, experiment.Estimate) is not { } estimate)
        {
            return new(experiment, now, 0, null, total, held, pace, 0, options.RunawayFactor) { MissingRate = experiment.Currency };
        }

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

    /// <returns>Null when there is no exchange rate: one that was removed must not make the other experiments unreadable.</returns>
    private decimal? Convert(Experiment experiment, decimal amount) =>
        currencies.TryConvert(amount, experiment.Currency, experiment.StartedAt, out var converted, out _) ? converted : null;
}
