using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>The scopes seen, from SQLite.</summary>
internal sealed class SqliteScopeDirectory(SqliteDatabase database) : IScopeDirectory
{
    private const string Select = "SELECT key, first_seen, last_seen FROM scopes WHERE first_seen IS NOT NULL";

    public Task<ScopeInfo?> FindAsync(ScopePath scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return database.ReadAsync(
            session =>
            {
                var select = session.Sql($"{Select} AND key = ?").Bind(scope.Key);
                return select.Step() ? Info(select) : null;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<ScopeInfo>> ListAsync(
        ScopePath? parent, string? search, DateTimeOffset? seenSince, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return database.ReadAsync(
            session =>
            {
                var select = session.Sql(
                    $"""
                    {Select}
                      AND (?1 IS NULL OR parent_id = (SELECT scope_id FROM scopes WHERE key = ?1))
                      AND (?2 IS NULL OR instr(search_name, ?2) > 0)
                      AND (?3 IS NULL OR last_seen >= ?3)
                    ORDER BY key LIMIT ?4
                    """)
                    .Bind(parent?.Key).Bind(search is null ? null : ScopeSearch.Fold(search)).Bind(seenSince?.ToStored()).Bind(limit);
                var scopes = new List<ScopeInfo>();
                while (select.Step())
                {
                    scopes.Add(Info(select));
                }

                return (IReadOnlyList<ScopeInfo>)scopes;
            },
            cancellationToken);
    }

    private static ScopeInfo Info(SqliteStatement row) =>
        new(ScopePath.Parse(row.Text(0)), StoredTime.ToInstant(row.Int64(1)), StoredTime.ToInstant(row.Int64(2)));
}
