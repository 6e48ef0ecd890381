using System.Runtime.CompilerServices;
using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;
using Npgsql;
using static FinOpsAI.Storage.Postgres.PostgresCommands;

namespace FinOpsAI.Storage.Postgres;

/// <summary>Daily facts in PostgreSQL. Sums are added here, because usage is JSON; whoever commits holds the position's row until then.</summary>
internal sealed class PostgresFactStore(PostgresDatabase database, NameCache cache) : IFactStore
{
    private const int RowsPerStatement = 5_000;

    private const string KeyColumns = "kind, status, day, scope_id, model_id, facet_id";

    private const string Keys = "unnest($1::smallint[], $2::smallint[], $3::integer[], $4::integer[], $5::integer[], $6::integer[])";

    private readonly FacetCache _facets = new();

    public Task<long> GetPositionAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Sql("SELECT position FROM fact_position").FirstAsync(row => row.GetInt64(0), cancellationToken),
        cancellationToken);

    public async Task<bool> CommitAsync(
        long previous, long upto, IReadOnlyDictionary<FactKey, FactSums> deltas, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deltas);
        ArgumentOutOfRangeException.ThrowIfLessThan(upto, previous);
        var names = new PendingNames(cache);
        Dictionary<UsageFacets, int> facets = [];
        var committed = await database.WriteDerivedAsync(
            async connection =>
            {
                var moved = await connection.Sql("UPDATE fact_position SET position = $1 WHERE position = $2").With(upto).With(previous)
                    .RunAsync(cancellationToken);
                if (moved == 0)
                {
                    return false;
                }

                await connection.ResolveAsync(
                    names,
                    deltas.Keys.Select(key => key.Scope),
                    deltas.Keys.Select(key => new ModelName(key.Provider, key.Model)),
                    cancellationToken);
                facets = await connection.ResolveAsync(_facets, deltas.Keys.Select(key => key.Facets), cancellationToken);
                foreach (var chunk in deltas.Chunk(RowsPerStatement))
                {
                    await AddAsync(connection, Array.ConvertAll(chunk, delta => new Changed(Place(delta.Key), delta.Key.Scope.Kind, delta.Value)), cancellationToken);
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

        FactPlace Place(FactKey key) => new(
            FactPaging.Day(key.Day), names.Id(key.Scope), names.Id(new ModelName(key.Provider, key.Model)), (int)key.Status,
            facets.TryGetValue(key.Facets, out var id) || _facets.TryGet(key.Facets, out id) ? id : throw new KeyNotFoundException("Facets have no number."));
    }

    public async IAsyncEnumerable<IReadOnlyList<CostFact>> ReadAsync(
        DateOnly from, DateOnly to, ScopeKind kind, ScopePath? within, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!FactPaging.IsPossible(kind, within))
        {
            yield break;
        }

        var scopes = within is null || within.Kind == ScopeKind.Organization ? null : await ScopesAsync(kind, within, cancellationToken);
        var paging = new FactPaging(from, to, scopes is not null);
        while (paging.Next() is { } window)
        {
            var (rows, page) = await database.ReadAsync(
                async connection =>
                {
                    var read = await ReadAsync(connection, kind, scopes, window, cancellationToken);
                    return (read, await FactsAsync(connection, read, cancellationToken));
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
        async connection =>
        {
            await connection.RefuseAfterPruningAsync(cancellationToken);
            await connection.Sql("UPDATE fact_position SET position = 0").RunAsync(cancellationToken);
            return await connection.Sql("TRUNCATE facts").RunAsync(cancellationToken);
        },
        cancellationToken);

    private static async Task AddAsync(NpgsqlConnection connection, Changed[] rows, CancellationToken cancellationToken)
    {
        var known = connection.Sql(
            $"""
            SELECT changed.number, f.cost_effective, f.cost_billed, f.cost_list, f.usage, f.records, f.unpriced
            FROM {Keys} WITH ORDINALITY AS changed ({KeyColumns}, number) JOIN facts f USING ({KeyColumns})
            """);
        known.Parameters.AddRange(Key(rows));
        var isKnown = new bool[rows.Length];
        await known.ForEachAsync(
            row =>
            {
                var index = (int)row.GetInt64(0) - 1;
                isKnown[index] = true;
                rows[index] = rows[index] with { Sums = Sums(row, 1) + rows[index].Sums };
            },
            cancellationToken);

        await using var batch = new NpgsqlBatch(connection);
        var kept = Array.FindAll(rows, row => !row.Sums.IsNothing);
        if (kept.Length > 0)
        {
            batch.Add(
                $"""
                INSERT INTO facts ({KeyColumns}, cost_effective, cost_billed, cost_list, usage, records, unpriced)
                SELECT * FROM unnest(
                  $1::smallint[], $2::smallint[], $3::integer[], $4::integer[], $5::integer[], $6::integer[],
                  $7::numeric[], $8::numeric[], $9::numeric[], $10::text[], $11::bigint[], $12::bigint[])
                ON CONFLICT (kind, day, scope_id, model_id, status, facet_id) DO UPDATE SET
                  cost_effective = excluded.cost_effective, cost_billed = excluded.cost_billed, cost_list = excluded.cost_list,
                  usage = excluded.usage, records = excluded.records, unpriced = excluded.unpriced
                """,
                [
                    .. Key(kept),
                    Value(Array.ConvertAll(kept, row => row.Sums.Cost.Effective)),
                    Value(Array.ConvertAll(kept, row => row.Sums.Cost.Billed)),
                    Value(Array.ConvertAll(kept, row => row.Sums.Cost.List)),
                    Value(Array.ConvertAll(kept, row => FactUsage.Write(row.Sums.Usage))),
                    Value(Array.ConvertAll(kept, row => row.Sums.Records)),
                    Value(Array.ConvertAll(kept, row => row.Sums.Unpriced)),
                ]);
        }

        var gone = rows.Where((row, index) => isKnown[index] && row.Sums.IsNothing).ToArray();
        if (gone.Length > 0)
        {
            batch.Add(
                $"""
                DELETE FROM facts f USING {Keys} AS gone ({KeyColumns})
                WHERE (f.kind, f.status, f.day, f.scope_id, f.model_id, f.facet_id)
                    = (gone.kind, gone.status, gone.day, gone.scope_id, gone.model_id, gone.facet_id)
                """,
                Key(gone));
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static NpgsqlParameter[] Key(Changed[] rows) =>
    [
        Value(Array.ConvertAll(rows, row => (short)row.Kind)),
        Value(Array.ConvertAll(rows, row => (short)row.Place.Status)),
        Value(Array.ConvertAll(rows, row => row.Place.Day)),
        Value(Array.ConvertAll(rows, row => row.Place.Scope)),
        Value(Array.ConvertAll(rows, row => row.Place.Model)),
        Value(Array.ConvertAll(rows, row => row.Place.Facets)),
    ];

    private Task<int[]> ScopesAsync(ScopeKind kind, ScopePath within, CancellationToken cancellationToken)
    {
        var keys = DailyCostKeys.Of(kind, within);
        return database.ReadAsync<int[]>(
            async connection => [.. await connection.Sql("SELECT scope_id FROM scopes WHERE key = $1 OR (key >= $2 AND key < $3)")
                .With(keys.Key).With(keys.From).With(keys.To).ListAsync(row => row.GetInt32(0), cancellationToken)],
            cancellationToken);
    }

    private static Task<List<FactRow>> ReadAsync(
        NpgsqlConnection connection, ScopeKind kind, int[]? scopes, FactWindow window, CancellationToken cancellationToken)
    {
        var days = scopes is null ? "f.day < $2" : "f.day = ANY($2) AND f.scope_id = ANY($9)";
        var select = connection.Sql(
            $"""
            SELECT {FactPaging.Columns} FROM facts f
            WHERE f.kind = $1 AND {days} AND ({FactPaging.Key}) > ($3, $4, $5, $6, $7) ORDER BY {FactPaging.Key} LIMIT $8
            """).With((short)kind);
        select = scopes is null ? select.With(window.End) : select.With(window.Days());
        select.With(window.After.Day).With(window.After.Scope).With(window.After.Model).With((short)window.After.Status).With(window.After.Facets)
            .With(FactPaging.PageSize);
        select = scopes is null ? select : select.With(scopes);
        return select.ListAsync(
            row => new FactRow(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), (CostStatus)row.GetInt16(3), row.GetInt32(4), Sums(row, 5)),
            cancellationToken);
    }

    private async Task<List<CostFact>> FactsAsync(NpgsqlConnection connection, List<FactRow> rows, CancellationToken cancellationToken)
    {
        await connection.LoadAsync(cache, rows.Select(row => row.Scope), rows.Select(row => row.Model), cancellationToken);
        var facets = await connection.FacetsAsync(_facets, rows.Select(row => row.Facets), cancellationToken);
        return rows.ConvertAll(row =>
        {
            var model = cache.Models[row.Model];
            return new CostFact(
                new(FactPaging.Day(row.Day), cache.Scopes[row.Scope], model.Provider, model.Model, row.Status, facets[row.Facets]), row.Sums);
        });
    }

    private static FactSums Sums(NpgsqlDataReader row, int column) => new(
        new(row.GetDecimal(column), row.GetDecimal(column + 1), row.GetDecimal(column + 2)),
        FactUsage.Read(Encoding.UTF8.GetBytes(row.GetString(column + 3))),
        row.GetInt64(column + 4),
        row.GetInt64(column + 5));

    /// <summary>A row and what it will hold.</summary>
    private readonly record struct Changed(FactPlace Place, ScopeKind Kind, FactSums Sums);
}
