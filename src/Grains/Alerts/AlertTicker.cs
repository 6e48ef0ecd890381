using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Pipeline;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Alerts;

/// <summary>Lets time pass for incidents: settled ones are told, untaken ones told again, snoozed ones awake.</summary>
public sealed partial class AlertTicker(IGrainResolver grains, AlertOptions options, TimeProvider time, ILogger<AlertTicker> logger) : IEnginePart
{
    /// <inheritdoc />
    public string Name => "alerts";

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.TickInterval, time);
        do
        {
            try
            {
                await grains.Get<IAlertGrain>(ScopePath.Organization.Key).TickAsync(time.GetUtcNow(), cancellationToken);
            }
            catch (Exception e) when (e is GrainFault or StoreUnavailableException)
            {
                LogTickFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    [LoggerMessage(EventId = 2411, Level = LogLevel.Warning, Message = "Incidents could not be looked through; it is tried again")]
    private partial void LogTickFailed(Exception exception);
}
