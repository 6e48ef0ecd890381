using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;
using Npgsql;
using static FinOpsAI.Storage.Postgres.PostgresCommands;

namespace FinOpsAI.Storage.Postgres;

/// <summary>Rollups in PostgreSQL, added and summed by the server in exact numerics.</summary>
internal sealed class PostgresRollupStore(PostgresDatabase database, NameCache cache, RetentionOptions retention, TimeProvider time)
    : IRollupStore
{
    private const int RowsPerStatement = 10_000;

    public Task<long> GetPositionAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Sql("SELECT position FROM rollup_position").FirstAsync(row => row.GetInt64(0), cancellationToken),
        cancellationToken);

    public async Task<bool> CommitAsync(
        long previous, long upto, IReadOnlyDictionary<RollupKey, RollupSums> deltas, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deltas);
        ArgumentOutOfRangeException.ThrowIfLessThan(upto, previous);
        var names = new PendingNames(cache);
        var committed = await database.WriteDerivedAsync(
            async connection =>
            {
                var moved = await connection.Sql("UPDATE rollup_position SET position = $1 WHERE position = $2").With(upto).With(previous)
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
                foreach (var chunk in deltas.Chunk(RowsPerStatement))
                {
                    await AddAsync(connection, names, chunk, cancellationToken);
                }

                return true;
            },
            cancellationToken);
        names.Publish();
        return committed;
    }

    public Task<IReadOnlyList<CostRow>> QueryAsync(CostQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(
            async connection =>
            {
                var answer = new CostAnswer(query);
                var ranges = RollupRanges.Of(query, time.GetUtcNow() - retention.HourRollups).ToList();
                var scopes = await ScopesAsync(connection, query, cancellationToken);
                if (ranges.Count > 0 && scopes.Length > 0)
                {
                    await ReadAsync(connection, answer, query, scopes, ranges, cancellationToken);
                }

                await connection.LoadAsync(
                    cache,
                    query.GroupBy is CostGroup.Child ? answer.Groups : [],
                    query.GroupBy is CostGroup.Provider or CostGroup.Model ? answer.Groups : [],
                    cancellationToken);
                return answer.Rows(id => cache.Scopes[id], id => cache.Models[id]);
            },
            cancellationToken);
    }

    public Task ResetAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async connection =>
        {
            await connection.RefuseAfterPruningAsync(cancellationToken);
            await connection.Sql("UPDATE rollup_position SET position = 0").RunAsync(cancellationToken);
            return await connection.Sql("TRUNCATE rollups").RunAsync(cancellationToken);
        },
        cancellationToken);

    private static async Task AddAsync(
        NpgsqlConnection connection, PendingNames names, KeyValuePair<RollupKey, RollupSums>[] deltas, CancellationToken cancellationToken)
    {
        NpgsqlParameter Column<T>(Func<RollupKey, RollupSums, T> value) =>
            Value(Array.ConvertAll(deltas, delta => value(delta.Key, delta.Value)));

        NpgsqlParameter[] key =
        [
            Column((key, _) => (short)key.Granularity),
            Column((key, _) => (short)key.Status),
            Column((key, _) => names.Id(key.Scope)),
            Column((key, _) => RollupRanges.ToBucket(key.Bucket)),
            Column((key, _) => names.Id(new ModelName(key.Provider, key.Model))),
        ];
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            """
            INSERT INTO rollups (
              granularity, status, scope_id, bucket, model_id, cost_effective, cost_billed, cost_list,
              input_tokens, cached_tokens, output_tokens, requests, gpu_hours, records, unpriced)
            SELECT * FROM unnest(
              $1::smallint[], $2::smallint[], $3::integer[], $4::bigint[], $5::integer[], $6::numeric[], $7::numeric[], $8::numeric[],
              $9::numeric[], $10::numeric[], $11::numeric[], $12::numeric[], $13::numeric[], $14::bigint[], $15::bigint[])
            ON CONFLICT (granularity, scope_id, bucket, model_id, status) DO UPDATE SET
              cost_effective = rollups.cost_effective + excluded.cost_effective,
              cost_billed = rollups.cost_billed + excluded.cost_billed,
              cost_list = rollups.cost_list + excluded.cost_list,
              input_tokens = rollups.input_tokens + excluded.input_tokens,
              cached_tokens = rollups.cached_tokens + excluded.cached_tokens,
              output_tokens = rollups.output_tokens + excluded.output_tokens,
              requests = rollups.requests + excluded.requests,
              gpu_hours = rollups.gpu_hours + excluded.gpu_hours,
              records = rollups.records + excluded.records,
              unpriced = rollups.unpriced + excluded.unpriced
            """,
            [
                .. key,
                Column((_, sums) => sums.Cost.Effective), Column((_, sums) => sums.Cost.Billed), Column((_, sums) => sums.Cost.List),
                Column((_, sums) => sums.Usage.InputTokens), Column((_, sums) => sums.Usage.CachedTokens),
                Column((_, sums) => sums.Usage.OutputTokens), Column((_, sums) => sums.Usage.Requests),
                Column((_, sums) => sums.Usage.GpuHours),
                Column((_, sums) => sums.Records), Column((_, sums) => sums.Unpriced),
            ]);

        // Only what takes something back can leave a row without anything in it.
        if (Array.Exists(deltas, delta => delta.Value.Records <= 0))
        {
            batch.Add(
                """
                DELETE FROM rollups r
                USING unnest($1::smallint[], $2::smallint[], $3::integer[], $4::bigint[], $5::integer[])
                  AS changed (granularity, status, scope_id, bucket, model_id)
                WHERE (r.granularity, r.status, r.scope_id, r.bucket, r.model_id)
                    = (changed.granularity, changed.status, changed.scope_id, changed.bucket, changed.model_id)
                  AND r.records = 0 AND r.unpriced = 0 AND r.cost_effective = 0 AND r.cost_billed = 0 AND r.cost_list = 0
                  AND r.input_tokens = 0 AND r.cached_tokens = 0 AND r.output_tokens = 0 AND r.requests = 0 AND r.gpu_hours = 0
                """,
                [.. key.Select(parameter => parameter.Clone())]);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<int[]> ScopesAsync(NpgsqlConnection connection, CostQuery query, CancellationToken cancellationToken)
    {
        if (await connection.FindScopeAsync(cache, query.Scope, cancellationToken) is not { } scope)
        {
            return [];
        }

        return query.GroupBy == CostGroup.Child
            ? [.. await connection.Sql("SELECT scope_id FROM scopes WHERE parent_id = $1").With(scope)
                .ListAsync(row => row.GetInt32(0), cancellationToken)]
            : [scope];
    }

    /// <summary>One statement for all ranges, so that they are read at one moment.</summary>
    private static async Task ReadAsync(
        NpgsqlConnection connection,
        CostAnswer answer,
        CostQuery query,
        int[] scopes,
        List<RollupRange> ranges,
        CancellationToken cancellationToken)
    {
        var bucket = query.Granularity is null ? "0::bigint" : "bucket";
        var column = CostAnswer.Column(query.GroupBy);

        // As text: a sum may have more digits than a decimal, which then keeps the leading ones.
        var sql = string.Join(" UNION ALL ", ranges.Select((_, index) =>
            $"""
            SELECT {bucket}, {column}::integer, sum(cost_effective)::text, sum(cost_billed)::text, sum(cost_list)::text, sum(input_tokens)::text,
              sum(cached_tokens)::text, sum(output_tokens)::text, sum(requests)::text, sum(gpu_hours)::text,
              sum(records)::bigint, sum(unpriced)::bigint
            FROM rollups
            WHERE granularity = ${(3 * index) + 2} AND scope_id = ANY($1) AND bucket >= ${(3 * index) + 3} AND bucket < ${(3 * index) + 4}
            GROUP BY 1, 2
            """));
        var command = connection.Sql(sql).With(scopes);
        foreach (var range in ranges)
        {
            command.With((short)range.Granularity).With(range.From).With(range.To);
        }

        await command.ForEachAsync(row => answer.Add(row.GetInt64(0), row.GetInt32(1), ReadSums(row)), cancellationToken);
    }

    private static RollupSums ReadSums(NpgsqlDataReader row) => new(
        new(Decimal(row, 2), Decimal(row, 3), Decimal(row, 4)),
        new(Decimal(row, 5), Decimal(row, 6), Decimal(row, 7), Decimal(row, 8), Decimal(row, 9)),
        row.GetInt64(10),
        row.GetInt64(11));

    private static decimal Decimal(NpgsqlDataReader row, int column) =>
        decimal.Parse(row.GetString(column), NumberStyles.Number, CultureInfo.InvariantCulture);
}
