using System.Globalization;

namespace FinOpsAI.Core.Series;

/// <summary>A false-alert budget as people write it: <c>0.5/30d</c>, <c>1/7d</c>, <c>2/day</c>; a bare number is per 30 days.</summary>
public static class AlertBudget
{
    /// <summary>Expected false alerts in 30 days.</summary>
    /// <exception cref="FormatException">The text is no budget.</exception>
    public static double Parse(string text)
    {
        var parts = text.Trim().Split('/');
        if (parts.Length <= 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var alerts)
            && alerts > 0
            && (parts.Length == 1 ? 30 : Days(parts[1])) is > 0 and var days)
        {
            return alerts * 30 / days;
        }

        throw new FormatException($"'{text}' is no budget; write it like 0.5/30d (expected false alerts per time).");
    }

    private static double Days(string text)
    {
        var trimmed = text.Trim().ToLowerInvariant();
        var digits = trimmed.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        var number = digits == 0 ? 1 : double.TryParse(trimmed[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : 0;
        return trimmed[digits..] switch
        {
            "h" or "hour" or "hours" => number / 24,
            "d" or "day" or "days" or "" => number,
            "w" or "week" or "weeks" => number * 7,
            "m" or "mo" or "month" or "months" => number * 30,
            _ => 0,
        };
    }
}
