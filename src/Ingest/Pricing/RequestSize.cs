using System.Globalization;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>
/// How large the requests of an aggregate were, where its source tells: prices above a size need it. Kept with the record as a tag, so that the
/// record can be priced again.
/// </summary>
internal static class RequestSize
{
    private const string Tag = "request_input_tokens";

    /// <summary>The tag's name and value.</summary>
    public static (string Name, string Value) ToTag(decimal inputTokens) => (Tag, inputTokens.ToString(CultureInfo.InvariantCulture));

    /// <summary>What the record says; null when it says nothing.</summary>
    public static decimal? Of(UsageRecord record) =>
        record.Tags.TryGetValue(Tag, out var text) && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var size)
            ? size
            : null;
}
