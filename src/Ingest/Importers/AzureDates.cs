using System.Globalization;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// The dates of one Azure cost file: <c>2026-01-05</c> with or without a time, <c>01/05/2026</c> or, from some locales, <c>05/01/2026</c>. The
/// order is decided once for the file, by the end of its billing period, whose day is above 12; a row that does not fit it ends the file, as those
/// before it may have been misread.
/// </summary>
internal sealed class AzureDates(CsvHeader header)
{
    private readonly int _periodEnd = header.Find("BillingPeriodEndDate", "BillingPeriodEnd");
    private Order _order;

    private enum Order
    {
        Unknown,
        Iso,
        MonthFirst,
        DayFirst,
    }

    /// <summary>Reads a row's day, UTC.</summary>
    /// <returns>False when it is no date at all.</returns>
    /// <exception cref="ImportException">It is written in another order than the rows before it.</exception>
    public bool TryRead(CsvRow row, int column, out DateTimeOffset day)
    {
        var text = row[column];
        if (_order is Order.Unknown)
        {
            _order = Decide(text, row[_periodEnd]);
        }

        var wasRead = _order is Order.Iso ? IsoTimestamp.TryParse(text, out day) : TrySlashes(text, _order, out day);
        if (!wasRead && (IsoTimestamp.TryParse(text, out _) || TrySlashes(text, Order.MonthFirst, out _) || TrySlashes(text, Order.DayFirst, out _)))
        {
            throw new ImportException(
                $"Line {row.Line}: the date \"{text}\" is written in another order than those before it. Export the file with dates as YYYY-MM-DD.");
        }

        return wasRead;
    }

    private static Order Decide(ReadOnlySpan<char> text, ReadOnlySpan<char> periodEnd) =>
        text.IndexOf('/') < 0 ? Order.Iso
        : TrySlashes(periodEnd, Order.DayFirst, out _) && !TrySlashes(periodEnd, Order.MonthFirst, out _) ? Order.DayFirst
        : TrySlashes(periodEnd, Order.MonthFirst, out _) || TrySlashes(text, Order.MonthFirst, out _) ? Order.MonthFirst
        : Order.DayFirst;

    private static bool TrySlashes(ReadOnlySpan<char> text, Order order, out DateTimeOffset day) => DateTimeOffset.TryParseExact(
        text,
        order is Order.DayFirst ? ["d/M/yyyy", "d/M/yyyy H:mm:ss"] : ["M/d/yyyy", "M/d/yyyy H:mm:ss"],
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out day);
}
