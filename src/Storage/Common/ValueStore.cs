using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Value;

namespace FinOpsAI.Storage.Common;

/// <summary>Units of value: JSON; their counts: a row a day, so that a day is replaced by itself.</summary>
internal sealed class ValueStore(IPayloads payloads) : IValueStore
{
    // A count of a unit that was removed meanwhile finds no unit to belong to.
    private const string Counting = """
        INSERT INTO value_counts (unit, day, amount) SELECT id, $1, $2 FROM value_units WHERE id = $3
        ON CONFLICT (unit, day) DO UPDATE SET amount = excluded.amount
        """;

    public async Task<IReadOnlyList<ValueUnit>> ListAsync(CancellationToken cancellationToken)
    {
        var units = await payloads.ReadAsync(new("SELECT payload FROM value_units"), PayloadJson.Default.ValueUnit, cancellationToken);
        return [.. units.OrderBy(unit => unit.Name, StringComparer.Ordinal).ThenBy(unit => unit.Id, StringComparer.Ordinal)];
    }

    public Task<ValueUnit?> FindAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.ReadAsync(
            new("SELECT payload FROM value_units WHERE id = $1", id), PayloadJson.Default.ValueUnit, cancellationToken).FirstAsync();
    }

    public Task SaveAsync(ValueUnit unit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var payload = JsonSerializer.Serialize(unit, PayloadJson.Default.ValueUnit);
        return payloads.WriteAsync(
            [PayloadSql.Upsert("value_units", "id, saved, payload", unit.Id, unit.SavedAt.ToStored(), payload)], cancellationToken);
    }

    public async Task<ValueUnit?> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var unit = await FindAsync(id, cancellationToken);
        await payloads.WriteAsync(
            [new("DELETE FROM value_units WHERE id = $1", id), new("DELETE FROM value_counts WHERE unit = $1", id)], cancellationToken);
        return unit;
    }

    public Task CountAsync(string unit, IReadOnlyList<ValueCountChange> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(changes);
        return payloads.WriteAsync(
            [
                .. changes.Select(change => change.Amount is { } amount
                    ? new PayloadSql(Counting, FactPaging.Day(change.Day), amount.ToString(CultureInfo.InvariantCulture), unit)
                    : new PayloadSql("DELETE FROM value_counts WHERE unit = $1 AND day = $2", unit, FactPaging.Day(change.Day))),
            ],
            cancellationToken);
    }

    public async Task<IReadOnlyList<ValueCount>> ListCountsAsync(string unit, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var rows = await payloads.ReadAsync(
            new(
                """SELECT '{"day":' || day || ',"amount":"' || amount || '"}' FROM value_counts WHERE unit = $1 AND day >= $2 AND day < $3 ORDER BY day""",
                unit,
                FactPaging.Day(from),
                FactPaging.Day(to)),
            PayloadJson.Default.ValueCountRow,
            cancellationToken);
        return [.. rows.Select(row => new ValueCount(FactPaging.Day(row.Day), decimal.Parse(row.Amount, CultureInfo.InvariantCulture)))];
    }
}

/// <summary>A count as it is stored.</summary>
/// <param name="Day">Days since 1970-01-01.</param>
/// <param name="Amount">A decimal in plain notation.</param>
internal sealed record ValueCountRow(int Day, string Amount);
