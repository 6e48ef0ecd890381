using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Silo.Hosting;

/// <summary>Stands for the alert grain.</summary>
internal sealed class AlertGrainProxy(GrainAddress grain) : IAlertGrain
{
    public Task ReportAsync(AnomalyReport report, CancellationToken cancellationToken) =>
        grain.TellAsync<IAlertGrain, AnomalyReport>(report, static (g, r, ct) => g.ReportAsync(r, ct), cancellationToken);

    public Task<Incident?> AcknowledgeAsync(string incidentId, CancellationToken cancellationToken) =>
        grain.AskAsync<IAlertGrain, string, Incident?>(incidentId, static (g, id, ct) => g.AcknowledgeAsync(id, ct), cancellationToken);
}
