using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>Anomalies and incidents in SQLite: JSON with the columns that filters need.</summary>
internal sealed class SqliteAnomalyStore(SqliteDatabase database) : IAnomalyStore
{
    public Task SaveAsync(IReadOnlyList<Anomaly> anomalies, IReadOnlyList<Incident> incidents, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(anomalies);
        ArgumentNullException.ThrowIfNull(incidents);
        return database.WriteAsync(
            Durability.Durable,
            session =>
            {
                foreach (var anomaly in anomalies)
                {
                    Save(session, "anomalies", anomaly.Id, anomaly, (int)anomaly.State, PayloadJson.Default.Anomaly, anomaly);
                }

                foreach (var incident in incidents)
                {
                    Save(session, "incidents", incident.Id, incident.Cause, (int)incident.State, PayloadJson.Default.Incident, incident);
                }

                return true;
            },
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

    private static void Save<T>(
        SqliteSession session, string table, string id, Anomaly cause, int state, JsonTypeInfo<T> type, T value) => session
        .Sql($"INSERT OR REPLACE INTO {table} (id, path, start, state, payload) VALUES (?, ?, ?, ?, ?)")
        .Bind(id).Bind(ScopeSearch.Path(cause.Scope)).Bind(cause.Start.ToStored()).Bind(state)
        .BindText(JsonSerializer.SerializeToUtf8Bytes(value, type)).Run();

    private Task<T?> FindAsync<T>(string table, string id, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(id);
        return database.ReadAsync(
            session =>
            {
                var select = session.Sql($"SELECT payload FROM {table} WHERE id = ?").Bind(id);
                return select.Step() ? JsonSerializer.Deserialize(select.Bytes(0), type) : null;
            },
            cancellationToken);
    }

    private Task<IReadOnlyList<T>> ListAsync<T>(
        string table, AnomalyFilter filter, (int From, int To) states, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        Limits.Check(filter.Limit);
        return database.ReadAsync(
            session =>
            {
                var (path, belowFrom, belowTo) = AnomalyQuery.Paths(filter);
                var select = session.Sql(
                    $"""
                    SELECT payload FROM {table}
                    WHERE (?1 IS NULL OR path = ?1 OR (path >= ?2 AND path < ?3))
                      AND (?4 IS NULL OR start >= ?4) AND (?5 IS NULL OR start < ?5)
                      AND state BETWEEN ?6 AND ?7
                    ORDER BY start DESC, id LIMIT ?8
                    """)
                    .Bind(path).Bind(belowFrom).Bind(belowTo).Bind(filter.From?.ToStored()).Bind(filter.To?.ToStored())
                    .Bind(states.From).Bind(states.To).Bind(filter.Limit);
                var found = new List<T>();
                while (select.Step())
                {
                    found.Add(JsonSerializer.Deserialize(select.Bytes(0), type)!);
                }

                return (IReadOnlyList<T>)found;
            },
            cancellationToken);
    }
}
