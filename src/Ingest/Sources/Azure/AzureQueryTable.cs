using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Azure;

/// <summary>One row of a Cost Management answer.</summary>
/// <param name="Day">Its day.</param>
/// <param name="Cost">Its cost.</param>
/// <param name="Quantity">How much was used; null when not answered.</param>
/// <param name="Currency">Currency of the cost.</param>
/// <param name="Meter">The meter's name.</param>
/// <param name="Second">The value of the second group; null when it has none.</param>
internal sealed record AzureQueryRow(DateOnly Day, decimal Cost, decimal? Quantity, string? Currency, string Meter, string? Second);

/// <summary>
/// Reads the rows of an answer. Values stand by position, so each answer's own list of columns says where; costs are named differently between
/// agreements and versions.
/// </summary>
internal static class AzureQueryTable
{
    private static readonly string[] Costs = ["totalCost", "Cost", "PreTaxCost", "CostInBillingCurrency", "CostUSD"];
    private static readonly string[] Quantities = ["quantity", "UsageQuantity", "Quantity"];

    /// <summary>The rows of one page.</summary>
    /// <param name="properties">The part <c>properties</c> of the answer.</param>
    /// <param name="group">The second group: a dimension's name, or <c>TagValue</c>.</param>
    /// <exception cref="SourceException">They are not of the format.</exception>
    public static List<AzureQueryRow> Read(JsonElement properties, string group)
    {
        try
        {
            var columns = Columns(properties.GetProperty("columns"));
            var (cost, day, meter) = (Find(columns, Costs), Find(columns, "UsageDate"), Find(columns, "Meter"));
            var (quantity, currency, second) = (Find(columns, Quantities), Find(columns, "Currency", "BillingCurrency"), Find(columns, group));
            if (cost < 0 || day < 0 || meter < 0)
            {
                throw new SourceException(
                    SourceFaultCode.BadAnswer, $"Cost Management answers with the columns {string.Join(", ", columns.Keys)}; expected a cost, UsageDate and Meter.");
            }

            return
            [
                .. properties.GetProperty("rows").EnumerateArray().Select(row => new AzureQueryRow(
                    Day(row[day]),
                    Number(row[cost]),
                    quantity < 0 ? null : Number(row[quantity]),
                    Text(row, currency),
                    Text(row, meter) ?? "",
                    Text(row, second))),
            ];
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"Cost Management's answer is not as expected: {e.Message}", null, e);
        }
    }

    private static Dictionary<string, int> Columns(JsonElement columns)
    {
        Dictionary<string, int> found = new(StringComparer.OrdinalIgnoreCase);
        foreach (var column in columns.EnumerateArray())
        {
            found.TryAdd(column.GetProperty("name").GetString() ?? "", found.Count);
        }

        return found;
    }

    private static int Find(Dictionary<string, int> columns, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (columns.TryGetValue(name, out var at))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>A day comes as the number 20260105, from some versions as text.</summary>
    private static DateOnly Day(JsonElement value)
    {
        var text = value.ValueKind is JsonValueKind.Number ? value.GetRawText() : value.GetString() ?? "";
        return DateOnly.ParseExact(text.Length > 10 ? text[..10] : text, ["yyyyMMdd", "yyyy-MM-dd"], CultureInfo.InvariantCulture);
    }

    private static decimal Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDecimal(),
        JsonValueKind.Null => 0,
        _ => decimal.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static string? Text(JsonElement row, int column) =>
        column >= 0 && row[column].ValueKind is JsonValueKind.String && row[column].GetString() is { Length: > 0 } text ? text : null;
}
