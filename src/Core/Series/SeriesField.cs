using System.Globalization;

namespace FinOpsAI.Core.Series;

/// <summary>Reads times and values the way people write them in CSV files.</summary>
internal static class SeriesField
{
    private static readonly string[] _formats =
    [
        "yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "MM/dd/yyyy", "MM/dd/yyyy HH:mm", "MM/dd/yyyy HH:mm:ss", "dd.MM.yyyy", "dd.MM.yyyy HH:mm",
        "dd.MM.yyyy HH:mm:ss", "yyyy/MM/dd HH:mm", "yyyy/MM/dd HH:mm:ss", "yyyy-MM-dd HH", "yyyy-MM",
    ];

    /// <summary>ISO 8601, common local forms (taken as UTC), or Unix time in seconds, milliseconds or microseconds.</summary>
    public static bool TryTime(string text, out DateTimeOffset time)
    {
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        time = default;
        var trimmed = text.Trim();
        if (trimmed.Length < 6)
        {
            return false;
        }

        if (DateTimeOffset.TryParseExact(trimmed, _formats, CultureInfo.InvariantCulture, Style, out time))
        {
            return true;
        }

        if (double.TryParse(trimmed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var unix))
        {
            // 1990 to 2100 in each unit; anything else is a number, not a time.
            foreach (var unit in (ReadOnlySpan<double>)[1, 1e3, 1e6])
            {
                if (unix / unit is >= 631152000 and <= 4102444800)
                {
                    time = DateTimeOffset.UnixEpoch.AddTicks((long)(unix / unit * TimeSpan.TicksPerSecond));
                    return true;
                }
            }

            return false;
        }

        return trimmed.Length >= 8 && char.IsAsciiDigit(trimmed[0])
            && DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, Style, out time);
    }

    /// <summary>A finite number; false for empty, NaN, NA, null and anything unreadable.</summary>
    public static bool TryValue(string text, char separator, out double value)
    {
        var trimmed = text.Trim().TrimStart('$', '€', '₩').Trim();
        if (separator == ';' && !trimmed.Contains('.', StringComparison.Ordinal))
        {
            trimmed = trimmed.Replace(',', '.');
        }

        return double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }
}
