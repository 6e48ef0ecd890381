using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Silo.Hosting;

/// <summary>Stands for the alert grain.</summary>
internal sealed class AlertGrainProxy(GrainAddress grain) : IAlertGrain
{
    public Task ReportAsync(AnomalyReport report, CancellationToken cancellationToken) =>
        grain.TellAsync<IAlertGrain, AnomalyReport>(report, static (g, r, ct) => g.ReportAsync(r, ct), cancellationToken);

    public Task<Incident?> HandleAsync(IncidentStep step, CancellationToken cancellationToken) =>
        grain.AskAsync<IAlertGrain, IncidentStep, Incident?>(step, static (g, s, ct) => g.HandleAsync(s, ct), cancellationToken);

    public Task TickAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        grain.TellAsync<IAlertGrain, DateTimeOffset>(now, static (g, n, ct) => g.TickAsync(n, ct), cancellationToken);
}
