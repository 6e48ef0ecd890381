using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Pipeline;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Budgets;

/// <summary>
/// Lets time pass for every budget: its grain reads spend and lets leases run out; what is due is told. Status and forecast are read here and not on the
/// grain's turn, so that no reservation waits for them.
/// </summary>
public sealed partial class BudgetWatch(
    IBudgetStore budgets,
    IReservationStore reservations,
    IBudgetReader reader,
    IGrainResolver grains,
    IExplainer explainer,
    INoticeSink notices,
    ICurrencies currencies,
    IEngineStatus engine,
    BudgetOptions options,
    TimeProvider time,
    ILogger<BudgetWatch> logger) : IEnginePart
{
    private const int PrunedAtOnce = 10_000;

    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(1);

    private DateTimeOffset _pruneAt = DateTimeOffset.MinValue;

    /// <inheritdoc />
    public string Name => "budgets";

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.TickInterval, time);
        do
        {
            try
            {
                await TickAsync(cancellationToken);
            }
            catch (StoreUnavailableException e)
            {
                LogTickPostponed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>One look at every budget.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var budget in await budgets.ListAsync(cancellationToken))
        {
            try
            {
                await grains.Get<IBudgetGrain>(budget.Id).TickAsync(now, cancellationToken);

                // Half a history says nothing about a limit yet.
                if (engine.IsCaughtUp)
                {
                    await TellAsync(budget, now, cancellationToken);
                }
            }
            catch (GrainFault fault)
            {
                LogBudgetFailed(fault, budget.Id);
            }
        }

        await PruneAsync(now, cancellationToken);
    }

    private async Task TellAsync(Budget budget, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var told = await budgets.FindToldAsync(budget.Id, cancellationToken);
        if (BudgetAlerts.Ended(budget, told, now) is { End: { } end })
        {
            // Nobody is told of a breach for ever: what was opened for the period, such as a pager's alert, ends with it.
            var ended = await reader.ReadSpendAsync(budget, end.AddTicks(-1), cancellationToken);
            await notices.TellAsync([BudgetNarrative.Over(ended, told!, now, currencies.Reporting)], cancellationToken);
            told = told! with { IsClosed = true };
            await budgets.SaveToldAsync(told, cancellationToken);
        }

        var status = await reader.ReadAsync(budget, now, cancellationToken);
        if (BudgetAlerts.Due(status, told, currencies.Reporting) is { } due)
        {
            if (due.Notices.Count > 0 && await ExplainAsync(status, cancellationToken) is { } why)
            {
                due = BudgetAlerts.Due(status with { Why = why }, told, currencies.Reporting)!.Value;
            }

            // Told first: what is told twice is delivered once, what is noted and not told would be lost.
            if (due.Notices.Count > 0)
            {
                await notices.TellAsync(due.Notices, cancellationToken);
            }

            await budgets.SaveToldAsync(due.Told, cancellationToken);
            if (due.Notices.Count > 0 && await budgets.FindAsync(budget.Id, cancellationToken) is null)
            {
                // Removed meanwhile, by somebody who could not close what was not told yet.
                await notices.TellAsync([BudgetNarrative.Removed(status, due.Told, now, currencies.Reporting)], cancellationToken);
                await budgets.SaveToldAsync(due.Told with { IsClosed = true }, cancellationToken);
            }
        }
    }

    /// <summary>Against the period before, up to the same point of it; a total, and an experiment, have nothing like it.</summary>
    private async Task<Explanation?> ExplainAsync(BudgetStatus status, CancellationToken cancellationToken)
    {
        if (status.Budget.Experiment is not null || status.Window.Previous(status.Budget) is not { End: { } end } before || status.AsOf <= status.Window.Start)
        {
            return null;
        }

        var until = before.Start + (status.AsOf - status.Window.Start);
        return await explainer.ExplainAsync(
            new(status.Budget.Scope, status.Window.Start, status.AsOf)
            {
                BaselineFrom = before.Start,
                BaselineTo = until < end ? until : end,
                Occasion = ExplanationOccasion.Budget,
            },
            cancellationToken);
    }

    private async Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now < _pruneAt)
        {
            return;
        }

        _pruneAt = now + PruneInterval;
        while (await reservations.PruneAsync(now - options.KeepReservations, PrunedAtOnce, cancellationToken) == PrunedAtOnce)
        {
            // In parts, so that no grant waits long for the store.
        }
    }

    [LoggerMessage(EventId = 2601, Level = LogLevel.Warning, Message = "Budgets could not be looked at; it is tried again")]
    private partial void LogTickPostponed(Exception exception);

    [LoggerMessage(EventId = 2602, Level = LogLevel.Warning, Message = "Budget {Budget} could not be looked at; it is tried again")]
    private partial void LogBudgetFailed(Exception exception, string budget);
}
