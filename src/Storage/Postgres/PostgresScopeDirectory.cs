using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;
using Npgsql;
using NpgsqlTypes;

namespace FinOpsAI.Storage.Postgres;

/// <summary>The scopes seen, from PostgreSQL.</summary>
internal sealed class PostgresScopeDirectory(PostgresDatabase database) : IScopeDirectory
{
    private const string Select = "SELECT key, first_seen, last_seen FROM scopes WHERE first_seen IS NOT NULL";

    public Task<ScopeInfo?> FindAsync(ScopePath scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return database.ReadAsync(
            connection => connection.Sql($"{Select} AND key = $1").With(scope.Key).FirstAsync(Info, cancellationToken), cancellationToken);
    }

    public Task<IReadOnlyList<ScopeInfo>> ListAsync(
        ScopePath? parent, string? search, DateTimeOffset? seenSince, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return database.ReadAsync<IReadOnlyList<ScopeInfo>>(
            async connection => await connection.Sql(
                $"""
                {Select}
                  AND ($1 IS NULL OR parent_id = (SELECT scope_id FROM scopes WHERE key = $1))
                  AND ($2 IS NULL OR strpos(search_name, $2) > 0)
                  AND ($3 IS NULL OR last_seen >= $3)
                ORDER BY key LIMIT $4
                """)
                .With(parent?.Key, NpgsqlDbType.Text)
                .With(search is null ? null : ScopeSearch.Fold(search), NpgsqlDbType.Text)
                .With(seenSince?.ToStored(), NpgsqlDbType.Bigint)
                .With(limit)
                .ListAsync(Info, cancellationToken),
            cancellationToken);
    }

    private static ScopeInfo Info(NpgsqlDataReader row) =>
        new(ScopePath.Parse(row.GetString(0)), StoredTime.ToInstant(row.GetInt64(1)), StoredTime.ToInstant(row.GetInt64(2)));
}
