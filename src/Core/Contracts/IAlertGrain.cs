using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Contracts;

/// <summary>Turns anomalies of all scopes into one incident per cause. One per organization; its key is <c>org</c>.</summary>
public interface IAlertGrain
{
    /// <summary>Takes new, grown, closed and retracted anomalies. Idempotent by anomaly id.</summary>
    Task ReportAsync(AnomalyReport report, CancellationToken cancellationToken);

    /// <summary>Takes a person's step. Idempotent; audited when it changes something.</summary>
    /// <returns>The incident as it then is; null when there is none of that id.</returns>
    Task<Incident?> HandleAsync(IncidentStep step, CancellationToken cancellationToken);

    /// <summary>Lets time pass: tells what is due, such as an incident that nobody took in time.</summary>
    /// <param name="now">The host's time, UTC.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task TickAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
