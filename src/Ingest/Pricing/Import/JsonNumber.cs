using System.Globalization;
using System.Text.Json;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>Numbers as price files write them.</summary>
internal static class JsonNumber
{
    /// <summary>A number, or a text that holds one; never through binary floating point.</summary>
    /// <exception cref="FormatException">It is none, or beyond decimal.</exception>
    public static decimal Of(JsonElement element) => TryRead(element, out var value)
        ? value
        : throw new FormatException($"{element.GetRawText()} is not a number");

    /// <returns>False when it is none, or beyond decimal.</returns>
    public static bool TryRead(JsonElement element, out decimal value)
    {
        value = 0;
        return element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetDecimal(out value),
            JsonValueKind.String => decimal.TryParse(element.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out value),
            _ => false,
        };
    }
}
