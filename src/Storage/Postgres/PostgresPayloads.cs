using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FinOpsAI.Storage.Common;
using Npgsql;
using NpgsqlTypes;

namespace FinOpsAI.Storage.Postgres;

/// <summary>Tables of JSON in PostgreSQL.</summary>
internal sealed class PostgresPayloads(PostgresDatabase database) : IPayloads
{
    public Task<IReadOnlyList<T>> ReadAsync<T>(PayloadSql query, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => RowsAsync(connection, query, type, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<T>> WriteAsync<T>(PayloadSql statement, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => RowsAsync(connection, statement, type, cancellationToken), cancellationToken);

    public Task WriteAsync(IReadOnlyList<PayloadSql> statements, CancellationToken cancellationToken) => database.WriteAsync(
        async connection =>
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var statement in statements)
            {
                batch.Add(statement.Text, [.. statement.Values.Select(Parameter)]);
            }

            return batch.BatchCommands.Count == 0 ? 0 : await batch.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);

    private static async Task<IReadOnlyList<T>> RowsAsync<T>(
        NpgsqlConnection connection, PayloadSql sql, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var command = connection.Sql(sql.Text);
        command.Parameters.AddRange(sql.Values.Select(Parameter).ToArray());
        return await command.ListAsync(row => JsonSerializer.Deserialize(row.GetString(0), type)!, cancellationToken);
    }

    /// <summary>Its type is said, since the server cannot guess that of a null.</summary>
    private static NpgsqlParameter Parameter(PayloadValue value) => value.IsText
        ? new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value.Text ?? DBNull.Value }
        : new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (object?)value.Number ?? DBNull.Value };
}
