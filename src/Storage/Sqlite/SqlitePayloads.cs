using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FinOpsAI.Storage.Common;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>Tables of JSON in SQLite.</summary>
internal sealed class SqlitePayloads(SqliteDatabase database) : IPayloads
{
    public Task<IReadOnlyList<T>> ReadAsync<T>(PayloadSql query, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<T>>(session => Rows(session, query, type), cancellationToken);

    public Task<IReadOnlyList<T>> WriteAsync<T>(PayloadSql statement, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<T>>(Durability.Durable, session => Rows(session, statement, type), cancellationToken);

    public Task WriteAsync(IReadOnlyList<PayloadSql> statements, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Durable,
        session =>
        {
            foreach (var statement in statements)
            {
                Bound(session, statement).Run();
            }

            return true;
        },
        cancellationToken);

    private static List<T> Rows<T>(SqliteSession session, PayloadSql sql, JsonTypeInfo<T> type)
    {
        var statement = Bound(session, sql);
        var rows = new List<T>();
        while (statement.Step())
        {
            rows.Add(JsonSerializer.Deserialize(statement.Bytes(0), type)!);
        }

        return rows;
    }

    private static SqliteStatement Bound(SqliteSession session, PayloadSql sql)
    {
        var statement = session.Sql(sql.Text);
        foreach (var value in sql.Values)
        {
            _ = value.IsText ? statement.Bind(value.Text) : statement.Bind(value.Number);
        }

        return statement;
    }
}
