using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Aws;

/// <summary>One group of one day.</summary>
/// <param name="UsageType">The usage type.</param>
/// <param name="Second">The key of the second group, as answered.</param>
/// <param name="Effective">Net amortised cost.</param>
/// <param name="Billed">Unblended cost.</param>
/// <param name="Currency">Currency of both.</param>
/// <param name="Quantity">How much was used.</param>
/// <param name="Unit">Of what; null when Cost Explorer adds unlike things.</param>
internal sealed record CostExplorerRow(
    string UsageType, string Second, decimal Effective, decimal Billed, string Currency, decimal Quantity, string? Unit);

/// <summary>The days of an answer. Pages are put together, as a day's groups may stand on several.</summary>
internal sealed class CostExplorerDays
{
    private readonly Dictionary<DateOnly, (bool IsEstimated, List<CostExplorerRow> Rows)> _days = [];

    /// <summary>A day's groups, and whether they are still estimated; null when the answer does not have the day.</summary>
    public (bool IsEstimated, List<CostExplorerRow> Rows)? Find(DateOnly day) => _days.TryGetValue(day, out var known) ? known : null;

    /// <summary>Adds a page.</summary>
    /// <exception cref="SourceException">It is not of the format.</exception>
    public void Add(JsonElement page)
    {
        try
        {
            foreach (var result in page.GetProperty("ResultsByTime").EnumerateArray())
            {
                var day = DateOnly.ParseExact(
                    result.GetProperty("TimePeriod").GetProperty("Start").GetString()!.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture);
                if (!_days.TryGetValue(day, out var known))
                {
                    _days[day] = known = (!result.TryGetProperty("Estimated", out var estimated) || estimated.GetBoolean(), []);
                }

                if (result.TryGetProperty("Groups", out var groups) && groups.ValueKind is JsonValueKind.Array)
                {
                    known.Rows.AddRange(groups.EnumerateArray().Select(Row));
                }
            }
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"Cost Explorer's answer is not as expected: {e.Message}", null, e);
        }
    }

    private static CostExplorerRow Row(JsonElement group)
    {
        var keys = group.GetProperty("Keys");
        var metrics = group.GetProperty("Metrics");
        var (effective, currency) = Metric(metrics, CostExplorerRequest.Effective);
        var (billed, _) = Metric(metrics, CostExplorerRequest.Billed);
        var (quantity, unit) = Metric(metrics, CostExplorerRequest.Quantity);
        return new(Text(keys[0]), Text(keys[1]), effective, billed, currency, quantity, unit is "" or "N/A" ? null : unit);
    }

    private static string Text(JsonElement value) => value.GetString() ?? throw new FormatException("a key of a group is null");

    /// <summary>Amounts are strings; a metric that is not there is 0.</summary>
    private static (decimal Amount, string Unit) Metric(JsonElement metrics, string name)
    {
        if (!metrics.TryGetProperty(name, out var metric))
        {
            return (0, "");
        }

        var amount = metric.GetProperty("Amount");
        var value = amount.ValueKind is JsonValueKind.Number
            ? amount.GetDecimal()
            : decimal.Parse(amount.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);
        return (value, metric.TryGetProperty("Unit", out var unit) ? unit.GetString() ?? "" : "");
    }
}
