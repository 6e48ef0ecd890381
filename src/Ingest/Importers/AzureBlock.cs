using System.Globalization;

namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// The block in which Azure sells a unit: <c>1K</c> and <c>1M</c> count single units, <c>100 Hours</c> counts hours.
/// </summary>
/// <param name="Size">How many single units are one block.</param>
/// <param name="Unit">The single unit; <c>Units</c> where the text names none.</param>
internal readonly record struct AzureBlock(decimal Size, string Unit)
{
    /// <summary>Whether the unit is hours.</summary>
    public bool IsHours => Unit.StartsWith("Hour", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads <c>1K</c>, <c>1M</c>, <c>10K</c>, <c>100 Hours</c>, <c>1 GB/Month</c>; anything else is a block of one.</summary>
    public static AzureBlock Parse(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length : digits;
        if (!decimal.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count is <= 0 or > 1_000_000_000)
        {
            return new(1, text.Length == 0 ? "Units" : text);
        }

        var rest = text[digits..];
        var factor = rest is ['K', ..] or ['k', ..] && (rest.Length == 1 || rest[1] == ' ') ? 1_000m
            : rest is ['M', ..] && (rest.Length == 1 || rest[1] == ' ') ? 1_000_000m
            : 1m;
        var unit = (factor > 1 ? rest[1..] : rest).Trim();
        return new(count * factor, unit.Length == 0 ? "Units" : unit);
    }
}
