using System.Globalization;
using System.Text;

namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// The billing period of a FOCUS file. A source that replaces periods as a whole must know that a file holds no other one: the next delivery
/// would not take its rows back.
/// </summary>
/// <param name="column">The column BillingPeriodStart; below 0 when the file has none.</param>
/// <param name="period">The period that the file is known by.</param>
internal sealed class FocusPeriod(int column, string period)
{
    private string _last = "";

    /// <summary>The period's name, such as <c>2026-01</c>, in the zone that the file writes its times in: UTC.</summary>
    public static string Name(DateTimeOffset start) => start.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The period of a file's first row; null when it has none.</summary>
    /// <exception cref="CsvHeaderException">It is no FOCUS file.</exception>
    /// <exception cref="InvalidDataException">It cannot be decompressed.</exception>
    public static async Task<string?> OfAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        using var rows = new CsvRowReader(stream, limit);
        var first = await rows.PeekHeaderAsync(cancellationToken).ConfigureAwait(false);
        rows.Delimiter = CsvHeader.DelimiterOf(Encoding.UTF8.GetString(first.Span));
        string? period = null;
        if (await rows.NextAsync(cancellationToken).ConfigureAwait(false))
        {
            var header = new CsvHeader(rows.Row);
            int[] columns = [header.Find("BillingPeriodStart"), header.Find("ChargePeriodStart")];
            if (columns is [< 0, < 0])
            {
                throw CsvColumns.Missing("FOCUS", "BillingPeriodStart and ChargePeriodStart", header);
            }

            while (period is null && await rows.NextAsync(cancellationToken).ConfigureAwait(false))
            {
                period = columns.Select(column => Of(rows, column)).FirstOrDefault(found => found is not null);
            }
        }

        return rows.Stop is null || period is not null ? period : throw new InvalidDataException(rows.StopMessage);
    }

    /// <summary>Holds a row against the file's period.</summary>
    /// <exception cref="ImportException">It is of another one.</exception>
    public void Check(CsvRow row)
    {
        var text = row[column];
        if (text.IsEmpty || text.SequenceEqual(_last))
        {
            return;
        }

        if (FocusValues.TryTime(text, out var start) && Name(start) is var found && found != period)
        {
            throw new ImportException(
                $"Line {row.Line}: got a charge of billing period {found} in a file of {period}. A period is replaced as a whole, so a file must hold one "
                + "period alone; choose the delivery 'path' for files that hold several.");
        }

        _last = text.ToString();
    }

    private static string? Of(CsvRowReader rows, int column) =>
        rows.Problem is null && FocusValues.TryTime(rows.Row[column], out var start) ? Name(start) : null;
}
