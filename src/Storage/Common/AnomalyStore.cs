using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Anomalies and incidents: JSON with the columns that filters need.</summary>
internal sealed class AnomalyStore(IPayloads payloads) : IAnomalyStore
{
    public Task SaveAsync(IReadOnlyList<Anomaly> anomalies, IReadOnlyList<Incident> incidents, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(anomalies);
        ArgumentNullException.ThrowIfNull(incidents);
        return payloads.WriteAsync(
            [
                .. anomalies.Select(anomaly =>
                    Save("anomalies", anomaly.Id, anomaly, (int)anomaly.State, PayloadJson.Default.Anomaly, anomaly)),
                .. incidents.Select(incident =>
                    Save("incidents", incident.Id, incident.Cause, (int)incident.State, PayloadJson.Default.Incident, incident)),
            ],
            cancellationToken);
    }

    public Task<Anomaly?> FindAnomalyAsync(string id, CancellationToken cancellationToken) =>
        FindAsync("anomalies", id, PayloadJson.Default.Anomaly, cancellationToken);

    public Task<Incident?> FindIncidentAsync(string id, CancellationToken cancellationToken) =>
        FindAsync("incidents", id, PayloadJson.Default.Incident, cancellationToken);

    public Task<IReadOnlyList<Anomaly>> ListAnomaliesAsync(AnomalyFilter filter, CancellationToken cancellationToken) =>
        ListAsync("anomalies", filter, AnomalyQuery.AnomalyStates(filter), PayloadJson.Default.Anomaly, cancellationToken);

    public Task<IReadOnlyList<Incident>> ListIncidentsAsync(AnomalyFilter filter, CancellationToken cancellationToken) =>
        ListAsync("incidents", filter, AnomalyQuery.IncidentStates(filter), PayloadJson.Default.Incident, cancellationToken);

    private static PayloadSql Save<T>(string table, string id, Anomaly cause, int state, JsonTypeInfo<T> type, T value) => PayloadSql.Upsert(
        table,
        "id, path, start, state, payload",
        id,
        ScopeSearch.Path(cause.Scope),
        cause.Start.ToStored(),
        state,
        JsonSerializer.Serialize(value, type));

    private Task<T?> FindAsync<T>(string table, string id, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.ReadAsync(new($"SELECT payload FROM {table} WHERE id = $1", id), type, cancellationToken).FirstAsync();
    }

    private Task<IReadOnlyList<T>> ListAsync<T>(
        string table, AnomalyFilter filter, (int From, int To) states, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        Limits.Check(filter.Limit);
        var (path, belowFrom, belowTo) = AnomalyQuery.Paths(filter);
        var query = new PayloadSql(
            $"""
            SELECT payload FROM {table}
            WHERE ($1 IS NULL OR path = $1 OR (path >= $2 AND path < $3))
              AND ($4 IS NULL OR start >= $4) AND ($5 IS NULL OR start < $5)
              AND state BETWEEN $6 AND $7
            ORDER BY start DESC, id LIMIT $8
            """,
            path,
            belowFrom,
            belowTo,
            filter.From?.ToStored(),
            filter.To?.ToStored(),
            states.From,
            states.To,
            filter.Limit);
        return payloads.ReadAsync(query, type, cancellationToken);
    }
}
