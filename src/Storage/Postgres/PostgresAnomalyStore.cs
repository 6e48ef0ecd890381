using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;
using Npgsql;
using NpgsqlTypes;
using static FinOpsAI.Storage.Postgres.PostgresCommands;

namespace FinOpsAI.Storage.Postgres;

/// <summary>Anomalies and incidents in PostgreSQL: JSON with the columns that filters need.</summary>
internal sealed class PostgresAnomalyStore(PostgresDatabase database) : IAnomalyStore
{
    public Task SaveAsync(IReadOnlyList<Anomaly> anomalies, IReadOnlyList<Incident> incidents, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(anomalies);
        ArgumentNullException.ThrowIfNull(incidents);
        return database.WriteAsync(
            async connection =>
            {
                await using var batch = new NpgsqlBatch(connection);
                foreach (var anomaly in anomalies)
                {
                    Save(batch, "anomalies", anomaly.Id, anomaly, (int)anomaly.State, PayloadJson.Default.Anomaly, anomaly);
                }

                foreach (var incident in incidents)
                {
                    Save(batch, "incidents", incident.Id, incident.Cause, (int)incident.State, PayloadJson.Default.Incident, incident);
                }

                return batch.BatchCommands.Count == 0 ? 0 : await batch.ExecuteNonQueryAsync(cancellationToken);
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
        NpgsqlBatch batch, string table, string id, Anomaly cause, int state, JsonTypeInfo<T> type, T value) => batch.Add(
        $"""
        INSERT INTO {table} (id, path, start, state, payload) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO UPDATE SET
          path = excluded.path, start = excluded.start, state = excluded.state, payload = excluded.payload
        """,
        Value(id),
        Value(ScopeSearch.Path(cause.Scope)),
        Value(cause.Start.ToStored()),
        Value((short)state),
        Value(JsonSerializer.Serialize(value, type)));

    private Task<T?> FindAsync<T>(string table, string id, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(id);
        return database.ReadAsync(
            connection => connection.Sql($"SELECT payload FROM {table} WHERE id = $1").With(id)
                .FirstAsync(row => JsonSerializer.Deserialize(row.GetString(0), type), cancellationToken),
            cancellationToken);
    }

    private Task<IReadOnlyList<T>> ListAsync<T>(
        string table, AnomalyFilter filter, (int From, int To) states, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        Limits.Check(filter.Limit);
        var (path, belowFrom, belowTo) = AnomalyQuery.Paths(filter);
        return database.ReadAsync<IReadOnlyList<T>>(
            async connection => await connection.Sql(
                $"""
                SELECT payload FROM {table}
                WHERE ($1 IS NULL OR path = $1 OR (path >= $2 AND path < $3))
                  AND ($4 IS NULL OR start >= $4) AND ($5 IS NULL OR start < $5)
                  AND state BETWEEN $6 AND $7
                ORDER BY start DESC, id LIMIT $8
                """)
                .With(path, NpgsqlDbType.Text).With(belowFrom).With(belowTo)
                .With(filter.From?.ToStored(), NpgsqlDbType.Bigint).With(filter.To?.ToStored(), NpgsqlDbType.Bigint)
                .With(states.From).With(states.To).With(filter.Limit)
                .ListAsync(row => JsonSerializer.Deserialize(row.GetString(0), type)!, cancellationToken),
            cancellationToken);
    }
}
