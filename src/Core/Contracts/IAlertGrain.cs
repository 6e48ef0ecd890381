using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Contracts;

/// <summary>Turns anomalies of all scopes into one incident per cause. One per organization; its key is <c>org</c>.</summary>
public interface IAlertGrain
{
    /// <summary>Takes new, grown, closed and retracted anomalies. Idempotent by anomaly id.</summary>
    Task ReportAsync(AnomalyReport report, CancellationToken cancellationToken);

    /// <summary>Marks an incident as taken by somebody.</summary>
    /// <returns>The incident; null when there is none of that id.</returns>
    Task<Incident?> AcknowledgeAsync(string incidentId, CancellationToken cancellationToken);
}
