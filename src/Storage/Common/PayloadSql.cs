using System.Text.Json.Serialization.Metadata;

namespace FinOpsAI.Storage.Common;

/// <summary>A statement on tables of JSON that every database takes as it is.</summary>
/// <param name="Text">Its parameters are <c>$1</c>, <c>$2</c>, …, numbered in the order in which the text first names them.</param>
/// <param name="Values">Their values.</param>
internal sealed record PayloadSql(string Text, params IReadOnlyList<PayloadValue> Values)
{
    /// <summary>Writes a row; same id replaces.</summary>
    /// <param name="table">A table whose first column, <paramref name="columns"/>' first, is its key.</param>
    /// <param name="columns">All columns, comma between.</param>
    /// <param name="values">One for each column.</param>
    public static PayloadSql Upsert(string table, string columns, params IReadOnlyList<PayloadValue> values)
    {
        var names = columns.Split(", ");
        var parameters = string.Join(", ", Enumerable.Range(1, names.Length).Select(number => $"${number}"));
        var changes = string.Join(", ", names.Skip(1).Select(name => $"{name} = excluded.{name}"));
        return new($"INSERT INTO {table} ({columns}) VALUES ({parameters}) ON CONFLICT ({names[0]}) DO UPDATE SET {changes}", values);
    }
}

/// <summary>A parameter's value: a text or a whole number, or nothing of either kind.</summary>
internal readonly record struct PayloadValue
{
    private PayloadValue(bool isText, string? text, long? number) => (IsText, Text, Number) = (isText, text, number);

    public bool IsText { get; }

    public string? Text { get; }

    public long? Number { get; }

    public static implicit operator PayloadValue(string? text) => new(true, text, null);

    public static implicit operator PayloadValue(long? number) => new(false, null, number);

    public static implicit operator PayloadValue(int number) => new(false, null, number);
}

/// <summary>A database's tables of JSON. Statements give back one column, the payload.</summary>
internal interface IPayloads
{
    /// <summary>Reads payloads.</summary>
    Task<IReadOnlyList<T>> ReadAsync<T>(PayloadSql query, JsonTypeInfo<T> type, CancellationToken cancellationToken);

    /// <summary>Runs a statement that writes and gives back payloads.</summary>
    Task<IReadOnlyList<T>> WriteAsync<T>(PayloadSql statement, JsonTypeInfo<T> type, CancellationToken cancellationToken);

    /// <summary>Runs statements in one transaction.</summary>
    Task WriteAsync(IReadOnlyList<PayloadSql> statements, CancellationToken cancellationToken);
}

internal static class PayloadRows
{
    /// <summary>The first payload; null without one.</summary>
    public static async Task<T?> FirstAsync<T>(this Task<IReadOnlyList<T>> rows)
        where T : class => await rows is [var first, ..] ? first : null;
}
