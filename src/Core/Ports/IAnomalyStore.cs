using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>Which anomalies or incidents to list; newest start first.</summary>
/// <param name="Scope">This scope and below; null for all.</param>
/// <param name="ExactScope">True for this scope alone.</param>
/// <param name="From">Inclusive earliest start, UTC; null for no bound.</param>
/// <param name="To">Exclusive latest start, UTC; null for no bound.</param>
/// <param name="OpenOnly">Leaves out what is over.</param>
/// <param name="Limit">1 to 1,000.</param>
public sealed record AnomalyFilter(
    ScopePath? Scope = null, bool ExactScope = false, DateTimeOffset? From = null, DateTimeOffset? To = null, bool OpenOnly = false, int Limit = 100);

/// <summary>Anomalies and the incidents that collect them.</summary>
public interface IAnomalyStore
{
    /// <summary>Writes both as they now are, in one transaction; same id replaces.</summary>
    Task SaveAsync(IReadOnlyList<Anomaly> anomalies, IReadOnlyList<Incident> incidents, CancellationToken cancellationToken);

    /// <summary>One anomaly; null when unknown.</summary>
    Task<Anomaly?> FindAnomalyAsync(string id, CancellationToken cancellationToken);

    /// <summary>One incident; null when unknown.</summary>
    Task<Incident?> FindIncidentAsync(string id, CancellationToken cancellationToken);

    /// <summary>Anomalies, newest start first. Retracted ones are left out.</summary>
    Task<IReadOnlyList<Anomaly>> ListAnomaliesAsync(AnomalyFilter filter, CancellationToken cancellationToken);

    /// <summary>Incidents whose cause matches, newest start first.</summary>
    Task<IReadOnlyList<Incident>> ListIncidentsAsync(AnomalyFilter filter, CancellationToken cancellationToken);
}
