using System.Globalization;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Showback;

/// <summary>Showback as a CSV file for a spreadsheet: one row for each team, project, model and status, amounts in full precision.</summary>
public static class ShowbackCsv
{
    private static readonly string[] Columns =
    [
        "period", "from", "to", "team", "project", "provider", "model", "status", "currency",
        "effective_direct", "effective_allocated_in", "effective_allocated_out", "effective_total",
        "billed_direct", "billed_allocated_in", "billed_allocated_out", "billed_total",
        "list_direct", "list_allocated_in", "list_allocated_out", "list_total",
    ];

    /// <summary>Writes the file.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="period">The period's name.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="team">The team; null for all.</param>
    /// <param name="currency">ISO 4217 code of the amounts.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public static async Task WriteAsync(
        TextWriter writer, string period, ShowbackCells cells, string? team, string currency, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(CsvText.Row(Columns).AsMemory(), cancellationToken);
        foreach (var (key, amounts) in cells.Cells.Where(cell => team is null || cell.Key.Team == team)
            .OrderBy(cell => cell.Key.Team, StringComparer.Ordinal).ThenBy(cell => cell.Key.Project, StringComparer.Ordinal)
            .ThenBy(cell => cell.Key.Provider, StringComparer.Ordinal).ThenBy(cell => cell.Key.Model, StringComparer.Ordinal)
            .ThenBy(cell => cell.Key.Status))
        {
            await writer.WriteAsync(
                CsvText.Row(
                [
                    period, Day(cells.From), Day(cells.To), CsvText.Plain(key.Team), CsvText.Plain(key.Project ?? ""), CsvText.Plain(key.Provider),
                    CsvText.Plain(key.Model), key.Status.ToString().ToLowerInvariant(), currency,
                    .. Amounts(amounts, cost => cost.Effective), .. Amounts(amounts, cost => cost.Billed), .. Amounts(amounts, cost => cost.List),
                ]).AsMemory(),
                cancellationToken);
        }
    }

    private static IEnumerable<string> Amounts(ShowbackAmounts amounts, Func<CostAmounts, decimal> pick) =>
        new[] { pick(amounts.Direct), pick(amounts.In), pick(amounts.Out), pick(amounts.Total) }.Select(CsvText.Number);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
