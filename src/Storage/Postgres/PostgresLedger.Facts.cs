using System.Runtime.CompilerServices;
using System.Text;
using FinOpsAI.Core.Facts;
using FinOpsAI.Storage.Common;
using Npgsql;

namespace FinOpsAI.Storage.Postgres;

internal sealed partial class PostgresLedger
{
    private const int FactPayloadColumn = 16;

    public async IAsyncEnumerable<IReadOnlyList<FactEntry>> ReadFactsAsync(
        long after, long upto, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var paging = new LedgerPaging(after, Math.Min(upto, await GetHeadAsync(cancellationToken)), null);
        while (paging.Next() is { } window)
        {
            var (rows, page) = await database.ReadAsync(
                async connection =>
                {
                    var read = await FactRowsAsync(connection, window, cancellationToken);
                    await connection.LoadAsync(cache, read.Select(row => row.Row.Resource), read.Select(row => row.Row.Model), cancellationToken);
                    return (read, read.Where(row => row.Payload is not null)
                        .Select(row => StoredFacets.Read(Encoding.UTF8.GetBytes(row.Payload!), Entry(row.Row))).ToList());
                },
                cancellationToken);
            paging.Read(rows.Count, rows.Count == 0 ? 0 : rows[^1].Row.Entry.Position);
            if (page.Count > 0)
            {
                yield return page;
            }
        }
    }

    private static Task<List<(EntryRow Row, string? Payload)>> FactRowsAsync(
        NpgsqlConnection connection, LedgerWindow window, CancellationToken cancellationToken) => connection.Sql(
            $"""
            SELECT {Columns}, coalesce(l.payload, c.payload) FROM ledger l LEFT JOIN ledger c ON c.seq = l.reverses
            WHERE l.seq > $1 AND l.seq <= $2 ORDER BY l.seq LIMIT $3
            """).With(window.After).With(window.Upto).With(window.Limit)
            .ListAsync(row => (Row(row), row.IsDBNull(FactPayloadColumn) ? null : row.GetString(FactPayloadColumn)), cancellationToken);
}
