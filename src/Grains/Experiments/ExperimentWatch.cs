using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Budgets;
using FinOpsAI.Grains.Pipeline;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Experiments;

/// <summary>Adds what is new in the ledger to the sums of experiments, and tells what is due about those that run or have just ended.</summary>
public sealed partial class ExperimentWatch(
    IExperimentStore experiments,
    IExperimentReader reader,
    IGrainResolver grains,
    INoticeSink notices,
    ICurrencies currencies,
    BudgetOptions options,
    TimeProvider time,
    ILogger<ExperimentWatch> logger) : IEnginePart
{
    /// <summary>How long after its end an experiment is still looked at, so that its end is told also by a process that was down for long.</summary>
    private static readonly TimeSpan EndToldWithin = TimeSpan.FromDays(31);

    /// <inheritdoc />
    public string Name => "experiments";

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.ExperimentInterval, time);
        var lookAt = DateTimeOffset.MinValue;
        do
        {
            try
            {
                await FollowAsync(cancellationToken);
                if (time.GetUtcNow() >= lookAt)
                {
                    lookAt = time.GetUtcNow() + options.TickInterval;
                    await LookAsync(cancellationToken);
                }
            }
            catch (Exception e) when (e is StoreUnavailableException or GrainFault)
            {
                LogPostponed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Takes everything that is in the ledger now, and lets the budgets of the caps concerned know.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        while (await experiments.FollowLedgerAsync(cancellationToken) is { } names)
        {
            changed.UnionWith(names);
            cancellationToken.ThrowIfCancellationRequested();
        }

        foreach (var name in changed)
        {
            if ((await experiments.FindAsync(name, cancellationToken))?.BudgetId is { } budget)
            {
                await grains.Get<IBudgetGrain>(budget).TickAsync(time.GetUtcNow(), cancellationToken);
            }
        }
    }

    /// <summary>One look at every experiment that runs, and at those that ended of late.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var experiment in await experiments.ListAsync(cancellationToken))
        {
            if (experiment.State != ExperimentState.Running)
            {
                if (experiment.EndedAt > now - EndToldWithin)
                {
                    await CloseAsync(experiment, now, cancellationToken);
                }

                continue;
            }

            var status = await reader.ReadAsync(experiment, now, cancellationToken);
            var told = await experiments.FindToldAsync(experiment.Id, cancellationToken);
            if (ExperimentAlerts.Due(status, told, currencies.Reporting) is { } due)
            {
                // Told first: what is told twice is delivered once, what is noted and not told would be lost.
                await notices.TellAsync(due.Notices, cancellationToken);
                await experiments.SaveToldAsync(due.Told, cancellationToken);
            }
        }
    }

    /// <summary>Nobody is told of a runaway for ever: what was opened for an experiment, such as a pager's alert, ends with it.</summary>
    private async Task CloseAsync(Experiment ended, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await experiments.FindToldAsync(ended.Id, cancellationToken) is { IsClosed: false } told)
        {
            var status = await reader.ReadAsync(ended, now, cancellationToken);
            await notices.TellAsync([ExperimentNarrative.Over(status, told, currencies.Reporting)], cancellationToken);
            await experiments.SaveToldAsync(told with { IsClosed = true }, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 2611, Level = LogLevel.Warning, Message = "Experiments could not be looked at; it is tried again")]
    private partial void LogPostponed(Exception exception);
}
