using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Storage.Common;

/// <summary>The bill layer as JSON, one row a source and day.</summary>
internal sealed class BillStore(IPayloads payloads) : IBillStore
{
    public Task SaveAsync(BillDay day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(day);
        return payloads.WriteAsync([Upsert(day)], cancellationToken);
    }

    public async Task<IReadOnlyList<DateOnly>> FindWindowAsync(string source, string window, CancellationToken cancellationToken) =>
        await payloads.ReadAsync(
            new("SELECT payload FROM bill_windows WHERE id = $1", WindowId(source, window)), PayloadJson.Default.DateOnlyArray, cancellationToken)
            .FirstAsync() ?? [];

    public Task SaveWindowAsync(
        string source, string window, IReadOnlyList<DateOnly> holds, IReadOnlyList<BillDay> changed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(holds);
        ArgumentNullException.ThrowIfNull(changed);
        var days = JsonSerializer.Serialize([.. holds], PayloadJson.Default.DateOnlyArray);
        return payloads.WriteAsync(
            [PayloadSql.Upsert("bill_windows", "id, payload", WindowId(source, window), days), .. changed.Select(Upsert)], cancellationToken);
    }

    public Task<BillDay?> FindAsync(string source, DateOnly day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return payloads.ReadAsync(
            new("SELECT payload FROM bill_days WHERE id = $1", Id(source, day)), PayloadJson.Default.BillDay, cancellationToken).FirstAsync();
    }

    public Task<IReadOnlyList<BillDay>> ListAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) => payloads.ReadAsync(
        new("SELECT payload FROM bill_days WHERE day >= $1 AND day < $2 ORDER BY id", from.DayNumber, to.DayNumber),
        PayloadJson.Default.BillDay,
        cancellationToken);

    private static PayloadSql Upsert(BillDay day) => PayloadSql.Upsert(
        "bill_days", "id, day, payload", Id(day.Source, day.Day), day.Day.DayNumber, JsonSerializer.Serialize(day, PayloadJson.Default.BillDay));

    private static string WindowId(string source, string window) => $"{source} {window}";

    private static string Id(string source, DateOnly day) => $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {source}";
}
