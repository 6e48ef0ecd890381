using System.Runtime.CompilerServices;
using FinOpsAI.Core.Facts;
using FinOpsAI.Storage.Common;

namespace FinOpsAI.Storage.Sqlite;

internal sealed partial class SqliteLedger
{
    public async IAsyncEnumerable<IReadOnlyList<FactEntry>> ReadFactsAsync(
        long after, long upto, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var paging = new LedgerPaging(after, Math.Min(upto, await GetHeadAsync(cancellationToken)), null);
        while (paging.Next() is { } window)
        {
            var (count, last, page) = await database.ReadAsync(session => ReadFacts(session, window), cancellationToken);
            paging.Read(count, last);
            if (page.Count > 0)
            {
                yield return page;
            }
        }
    }

    private (int Count, long Last, List<FactEntry> Page) ReadFacts(SqliteSession session, LedgerWindow window)
    {
        var select = session.Sql(
            $"""
            SELECT {Columns}, coalesce(l.payload, c.payload) FROM ledger l LEFT JOIN ledger c ON c.seq = l.reverses
            WHERE l.seq > ? AND l.seq <= ? ORDER BY l.seq LIMIT ?
            """).Bind(window.After).Bind(window.Upto).Bind(window.Limit);
        var (count, last, page) = (0, 0L, new List<FactEntry>());
        while (select.Step())
        {
            (count, last) = (count + 1, select.Int64(0));
            if (!select.IsNull(FactPayloadColumn))
            {
                page.Add(StoredFacets.Read(select.Bytes(FactPayloadColumn), Entry(session, select)));
            }
        }

        return (count, last, page);
    }
}
