using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>The canonical unit of a FOCUS quantity; anything not known for certain stays <c>other:</c> with the provider's own name.</summary>
internal static class FocusUnits
{
    private const int LongestUnit = 64;

    /// <summary>Maps a quantity.</summary>
    /// <param name="unit">As written: <c>Tokens</c>, <c>1000 Tokens</c>, <c>1M Tokens</c>, <c>GB-Hours</c>.</param>
    /// <param name="quantity">How many of them.</param>
    /// <param name="meter">What is measured, which tells input from output tokens.</param>
    /// <param name="names">Shared names.</param>
    public static KeyValuePair<string, decimal> Map(string unit, decimal quantity, string? meter, NamePool names)
    {
        var (count, word) = Split(unit);
        var canonical = word.ToUpperInvariant() switch
        {
            "TOKEN" or "TOKENS" => Token(meter),
            "REQUEST" or "REQUESTS" or "API REQUESTS" or "API CALLS" => UsageUnits.Request,
            "IMAGE" or "IMAGES" => "image",
            "CHARACTER" or "CHARACTERS" => "character",
            "GPU-HOUR" or "GPU-HOURS" or "GPU HOURS" => UsageUnits.GpuHour,
            "PTU-HOURS" or "PTU HOURS" => "ptu_hour",
            "DBU" or "DBUS" => "dbu",
            "CREDIT" or "CREDITS" => "credit",
            _ => null,
        };
        return canonical is not null && Math.Abs(quantity) <= decimal.MaxValue / count
            ? new(canonical, quantity * count)
            : new(Other(unit, names), quantity);
    }

    /// <summary>How many tokens a unit is; null when it does not count tokens.</summary>
    public static decimal? Scale(string unit)
    {
        var (count, word) = Split(unit);
        return word.Equals("tokens", StringComparison.OrdinalIgnoreCase) || word.Equals("token", StringComparison.OrdinalIgnoreCase) ? count : null;
    }

    /// <summary>Splits <c>1000 Tokens</c>, <c>1K Tokens</c>, <c>1M Tokens</c> into factor and word.</summary>
    private static (decimal Count, string Word) Split(string unit)
    {
        var blank = unit.IndexOf(' ', StringComparison.Ordinal);
        if (blank <= 0)
        {
            return (1, unit);
        }

        var number = unit[..blank];
        var factor = char.ToUpperInvariant(number[^1]) switch
        {
            'K' => 1_000m,
            'M' => 1_000_000m,
            _ => 1m,
        };
        return decimal.TryParse(factor > 1 ? number[..^1] : number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and <= 1_000_000_000
                ? (count * factor, unit[(blank + 1)..].Trim())
                : (1, unit);
    }

    private static string? Token(string? meter)
    {
        if (meter is null)
        {
            return null;
        }

        var isCache = Says(meter, "cache");
        return isCache && (Says(meter, "write") || Says(meter, "creation")) ? UsageUnits.CacheWrite
            : isCache && !Says(meter, "output") ? UsageUnits.CacheRead
            : Says(meter, "embedding") ? UsageUnits.Embedding
            : Says(meter, "output") || Says(meter, "completion") ? UsageUnits.Output
            : Says(meter, "input") || Says(meter, "prompt") ? UsageUnits.Input
            : null;
    }

    private static string Other(string unit, NamePool names)
    {
        var text = Excerpt.Of(unit.Length > LongestUnit ? unit[..LongestUnit] : unit);
        return names.Get(string.Concat("other:", text));
    }

    private static bool Says(string meter, string word) => meter.Contains(word, StringComparison.OrdinalIgnoreCase);
}
