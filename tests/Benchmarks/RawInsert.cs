using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace FinOpsAI.Benchmarks;

/// <summary>
/// The yardstick: the least that a store must do for these rows, a deduplicating bulk insert of key, time, resource, model, usage and
/// text, in the same transactions of 5,000, with the same durability, and nothing of the product around it.
/// </summary>
internal static class RawInsert
{
    private const int RowsPerTransaction = 5_000;

    public static async Task<TimeSpan> SqliteAsync(string path, UsageLoad load)
    {
        await using var connection = new SqliteConnection($"Data Source={path}");
        await connection.OpenAsync();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        Execute(connection, "CREATE TABLE raw (key BLOB PRIMARY KEY, ts INTEGER, resource INTEGER, model INTEGER, input INTEGER, output INTEGER, cost TEXT, payload TEXT)");
        var rows = Rows(load);
        return await Measure.TimeAsync(() =>
        {
            for (var first = 0; first < rows.Count; first += RowsPerTransaction)
            {
                using var transaction = connection.BeginTransaction();
                using var insert = connection.CreateCommand();
                insert.Transaction = transaction;
                insert.CommandText = "INSERT OR IGNORE INTO raw VALUES (@key, @ts, @resource, @model, @input, @output, @cost, @payload)";
                foreach (var name in new[] { "@key", "@ts", "@resource", "@model", "@input", "@output", "@cost", "@payload" })
                {
                    insert.Parameters.Add(new() { ParameterName = name });
                }

                insert.Prepare();
                for (var i = first; i < Math.Min(rows.Count, first + RowsPerTransaction); i++)
                {
                    var row = rows[i];
                    insert.Parameters[0].Value = row.Key;
                    insert.Parameters[1].Value = (long)i;
                    insert.Parameters[2].Value = i % 1000;
                    insert.Parameters[3].Value = i % 4;
                    insert.Parameters[4].Value = 800L;
                    insert.Parameters[5].Value = 100L;
                    insert.Parameters[6].Value = "0.00345";
                    insert.Parameters[7].Value = row.Payload;
                    insert.ExecuteNonQuery();
                }

                transaction.Commit();
            }

            return Task.CompletedTask;
        });
    }

    public static async Task<TimeSpan> PostgresAsync(string connectionString, UsageLoad load)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync();
        await ExecuteAsync(connection, "CREATE TABLE raw (key bytea PRIMARY KEY, ts bigint, resource int, model int, input bigint, output bigint, cost numeric, payload text)");
        await ExecuteAsync(connection, "CREATE TEMP TABLE staging (LIKE raw)");
        var rows = Rows(load);
        return await Measure.TimeAsync(async () =>
        {
            for (var first = 0; first < rows.Count; first += RowsPerTransaction)
            {
                await using var transaction = await connection.BeginTransactionAsync();
                await using (var copy = await connection.BeginBinaryImportAsync("COPY staging FROM STDIN (FORMAT BINARY)"))
                {
                    for (var i = first; i < Math.Min(rows.Count, first + RowsPerTransaction); i++)
                    {
                        await copy.StartRowAsync();
                        await copy.WriteAsync(rows[i].Key, NpgsqlDbType.Bytea);
                        await copy.WriteAsync((long)i, NpgsqlDbType.Bigint);
                        await copy.WriteAsync(i % 1000, NpgsqlDbType.Integer);
                        await copy.WriteAsync(i % 4, NpgsqlDbType.Integer);
                        await copy.WriteAsync(800L, NpgsqlDbType.Bigint);
                        await copy.WriteAsync(100L, NpgsqlDbType.Bigint);
                        await copy.WriteAsync(0.00345m, NpgsqlDbType.Numeric);
                        await copy.WriteAsync(rows[i].Payload, NpgsqlDbType.Text);
                    }

                    await copy.CompleteAsync();
                }

                await ExecuteAsync(connection, "INSERT INTO raw SELECT * FROM staging ON CONFLICT DO NOTHING");
                await ExecuteAsync(connection, "TRUNCATE staging");
                await transaction.CommitAsync();
            }
        });
    }

    private static List<(byte[] Key, string Payload)> Rows(UsageLoad load) =>
        [.. Enumerable.Range(0, load.Records).Select(i => (SHA256.HashData(Encoding.UTF8.GetBytes(UsageLoad.Id(i)))[..16], load.Line(i)))];

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant statements of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Constant statements of this file.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
