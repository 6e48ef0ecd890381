using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Budgets;
using FinOpsAI.Grains.Pipeline;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Experiments;

/// <summary>Adds what is new in the ledger to the sums of experiments, and tells what is due about those that run.</summary>
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

    /// <summary>One look at every experiment that runs.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var experiment in await experiments.ListAsync(cancellationToken))
        {
            if (experiment.State != ExperimentState.Running)
            {
                continue;
            }

            var status = await reader.ReadAsync(experiment, time.GetUtcNow(), cancellationToken);
            var told = await experiments.FindToldAsync(experiment.Id, cancellationToken);
            if (ExperimentAlerts.Due(status, told, currencies.Reporting) is { } due)
            {
                // Told first: what is told twice is delivered once, what is noted and not told would be lost.
                await notices.TellAsync(due.Notices, cancellationToken);
                await experiments.SaveToldAsync(due.Told, cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 2611, Level = LogLevel.Warning, Message = "Experiments could not be looked at; it is tried again")]
    private partial void LogPostponed(Exception exception);
}
