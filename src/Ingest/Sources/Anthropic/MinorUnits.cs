using System.Collections.Frozen;
using System.Text.Json;

namespace FinOpsAI.Ingest.Sources.Anthropic;

/// <summary>Amounts in a currency's smallest unit, which is not always a hundredth of it (ISO 4217).</summary>
internal static class MinorUnits
{
    private static readonly FrozenSet<string> Whole =
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Thousandths =
        "BHD IQD JOD KWD LYD OMR TND".Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A field's amount in the currency's major unit; null when the field is absent.</summary>
    /// <exception cref="RowException">It is no number.</exception>
    public static decimal? Read(JsonElement row, string name, string currency) =>
        JsonFields.Number(row, name) / (Whole.Contains(currency) ? 1m : Thousandths.Contains(currency) ? 1_000m : 100m);
}
