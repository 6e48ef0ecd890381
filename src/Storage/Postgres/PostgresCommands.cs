using Npgsql;
using NpgsqlTypes;

namespace FinOpsAI.Storage.Postgres;

/// <summary>Short ways to positional parameters (<c>$1</c>, <c>$2</c>, …).</summary>
internal static class PostgresCommands
{
    /// <summary>A statement whose text is fixed but for constants of ours.</summary>
    public static NpgsqlCommand Sql(this NpgsqlConnection connection, string text) =>
#pragma warning disable CA2100 // Values always go into parameters.
        new(text, connection);
#pragma warning restore CA2100

    public static NpgsqlCommand With<T>(this NpgsqlCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    /// <summary>A parameter that may be null, whose type the server cannot guess then.</summary>
    public static NpgsqlCommand With<T>(this NpgsqlCommand command, T? value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = (object?)value ?? DBNull.Value });
        return command;
    }

    public static NpgsqlBatch Add(this NpgsqlBatch batch, string text, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
#pragma warning disable CA2100 // Values always go into parameters.
        var command = new NpgsqlBatchCommand(text);
#pragma warning restore CA2100
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
        return batch;
    }

    public static NpgsqlParameter Value<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    public static async Task<int> RunAsync(this NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>All rows.</summary>
    public static async Task<List<T>> ListAsync<T>(
        this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
    }

    /// <summary>Hands over row by row.</summary>
    public static async Task ForEachAsync(
        this NpgsqlCommand command, Action<NpgsqlDataReader> take, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                take(reader);
            }
        }
    }

    /// <summary>The first row, or the default without one.</summary>
    public static async Task<T?> FirstAsync<T>(
        this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? read(reader) : default;
        }
    }
}
