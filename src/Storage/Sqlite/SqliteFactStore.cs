using System.Runtime.CompilerServices;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>Daily facts in SQLite. Sums are added here, not in SQL: SQLite has no exact decimal arithmetic.</summary>
internal sealed class SqliteFactStore(SqliteDatabase database, NameCache cache) : IFactStore
{
    private const string Row = "kind = ? AND day = ? AND scope_id = ? AND model_id = ? AND status = ? AND facet_id = ?";

    private readonly FacetCache _facets = new();

    public Task<long> GetPositionAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var select = session.Sql("SELECT position FROM fact_position");
            select.Step();
            return select.Int64(0);
        },
        cancellationToken);

    public async Task<bool> CommitAsync(
        long previous, long upto, IReadOnlyDictionary<FactKey, FactSums> deltas, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deltas);
        ArgumentOutOfRangeException.ThrowIfLessThan(upto, previous);
        var names = new PendingNames(cache);
        var facets = new Dictionary<UsageFacets, int>();
        var committed = await database.WriteAsync(
            Durability.Derived,
            session =>
            {
                if (session.Sql("UPDATE fact_position SET position = ? WHERE position = ?").Bind(upto).Bind(previous).Run() == 0)
                {
                    return false;
                }

                foreach (var (key, delta) in deltas)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var model = session.ModelId(names, new(key.Provider, key.Model));
                    Add(session, key, new(FactPaging.Day(key.Day), session.ScopeId(names, key.Scope), model, (int)key.Status, session.FacetId(_facets, facets, key.Facets)), delta);
                }

                return true;
            },
            cancellationToken);
        names.Publish();
        foreach (var (known, id) in facets)
        {
            _facets.Add(known, id);
        }

        return committed;
    }

    public async IAsyncEnumerable<IReadOnlyList<CostFact>> ReadAsync(
        DateOnly from, DateOnly to, ScopeKind kind, ScopePath? within, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!FactPaging.IsPossible(kind, within))
        {
            yield break;
        }

        var scopes = within is null || within.Kind == ScopeKind.Organization
            ? null
            : await database.ReadAsync(session => Scopes(session, kind, within), cancellationToken);
        var paging = new FactPaging(from, to, scopes is not null);
        while (paging.Next() is { } window)
        {
            var (rows, page) = await database.ReadAsync(
                session =>
                {
                    var read = Read(session, kind, scopes, window);
                    return (read, read.ConvertAll(row => Fact(session, row)));
                },
                cancellationToken);
            paging.Read(rows);
            if (page.Count > 0)
            {
                yield return page;
            }
        }
    }

    public Task ResetAsync(CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Durable,
        session =>
        {
            session.RefuseAfterPruning();
            session.Sql("DELETE FROM facts").Run();
            return session.Sql("UPDATE fact_position SET position = 0").Run();
        },
        cancellationToken);

    private static void Add(SqliteSession session, in FactKey key, in FactPlace place, FactSums sums)
    {
        var kind = (int)key.Scope.Kind;
        var select = BindRow(
            session.Sql($"SELECT cost_effective, cost_billed, cost_list, usage, records, unpriced FROM facts WHERE {Row}"), kind, place);
        var known = select.Step();
        if (known)
        {
            sums = Sums(select, 0) + sums;
            select.Reset();
        }

        if (sums.IsNothing)
        {
            if (known)
            {
                BindRow(session.Sql($"DELETE FROM facts WHERE {Row}"), kind, place).Run();
            }

            return;
        }

        BindRow(
            session.Sql(
                """
                INSERT OR REPLACE INTO facts (
                  kind, day, scope_id, model_id, status, facet_id, cost_effective, cost_billed, cost_list, usage, records, unpriced)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """),
            kind,
            place)
            .Bind(sums.Cost.Effective).Bind(sums.Cost.Billed).Bind(sums.Cost.List).Bind(FactUsage.Write(sums.Usage))
            .Bind(sums.Records).Bind(sums.Unpriced)
            .Run();
    }

    private static string Scopes(SqliteSession session, ScopeKind kind, ScopePath within)
    {
        var keys = DailyCostKeys.Of(kind, within);
        var select = session.Sql("SELECT scope_id FROM scopes WHERE key = ? OR (key >= ? AND key < ?) ORDER BY scope_id")
            .Bind(keys.Key).Bind(keys.From).Bind(keys.To);
        var scopes = new List<int>();
        while (select.Step())
        {
            scopes.Add(select.Int32(0));
        }

        return Json(scopes);
    }

    private static List<FactRow> Read(SqliteSession session, ScopeKind kind, string? scopes, in FactWindow window)
    {
        // The order of the joins is said, because without statistics SQLite would rather walk all rows of the days.
        var select = scopes is null
            ? session.Sql(
                $"""
                SELECT {FactPaging.Columns} FROM facts f
                WHERE f.kind = ? AND f.day < ? AND ({FactPaging.Key}) > (?, ?, ?, ?, ?) ORDER BY {FactPaging.Key} LIMIT ?
                """).Bind((int)kind).Bind(window.End)
            : session.Sql(
                $"""
                SELECT {FactPaging.Columns} FROM json_each(?) d CROSS JOIN json_each(?) s
                CROSS JOIN facts f ON f.kind = ? AND f.day = d.value AND f.scope_id = s.value
                WHERE ({FactPaging.Key}) > (?, ?, ?, ?, ?) ORDER BY {FactPaging.Key} LIMIT ?
                """).Bind(Json(window.Days())).Bind(scopes).Bind((int)kind);
        select.Bind(window.After.Day).Bind(window.After.Scope).Bind(window.After.Model).Bind(window.After.Status).Bind(window.After.Facets)
            .Bind(FactPaging.PageSize);
        var rows = new List<FactRow>();
        while (select.Step())
        {
            rows.Add(new(
                select.Int32(0), select.Int32(1), select.Int32(2), (CostStatus)select.Int32(3), select.Int32(4), Sums(select, 5)));
        }

        return rows;
    }

    private CostFact Fact(SqliteSession session, FactRow row)
    {
        var model = session.Model(cache, row.Model);
        return new(
            new(FactPaging.Day(row.Day), session.Scope(cache, row.Scope), model.Provider, model.Model, row.Status, session.Facets(_facets, row.Facets)),
            row.Sums);
    }

    private static FactSums Sums(SqliteStatement row, int column) => new(
        new(row.Decimal(column), row.Decimal(column + 1), row.Decimal(column + 2)),
        FactUsage.Read(row.Bytes(column + 3)),
        row.Int64(column + 4),
        row.Int64(column + 5));

    private static SqliteStatement BindRow(SqliteStatement statement, int kind, in FactPlace place) => statement
        .Bind(kind).Bind(place.Day).Bind(place.Scope).Bind(place.Model).Bind(place.Status).Bind(place.Facets);

    private static string Json(IReadOnlyCollection<int> numbers) => $"[{string.Join(',', numbers)}]";
}
