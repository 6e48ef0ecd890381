using System.Globalization;

namespace FinOpsAI.Core.Narratives;

/// <summary>Amounts, shares and times in a narrative's language.</summary>
internal static class NarrativeFormat
{
    private static readonly Dictionary<string, string> Symbols = new(StringComparer.Ordinal)
    {
        ["USD"] = "$",
        ["KRW"] = "₩",
        ["EUR"] = "€",
        ["JPY"] = "¥",
        ["GBP"] = "£",
    };

    /// <summary>An amount with its currency; KRW and JPY have no decimals, amounts below 0.01 keep two significant digits.</summary>
    public static string Money(decimal amount, string currency)
    {
        var culture = CultureInfo.InvariantCulture;
        var whole = currency is "KRW" or "JPY";
        var absolute = Math.Abs(amount);
        var digits = whole && absolute >= 1 ? "#,0" : absolute is > 0 and < 0.01m ? "0.######" : whole ? "0.##" : "#,0.00";
        var text = absolute.ToString(digits, culture);
        var sign = amount < 0 ? "-" : string.Empty;
        return Symbols.TryGetValue(currency, out var symbol) ? $"{sign}{symbol}{text}" : $"{sign}{text} {currency}";
    }

    /// <summary>An amount as <see cref="Money(decimal, string)"/> shows it: what differences of shown amounts are taken of, so that a reader finds them.</summary>
    public static decimal Shown(decimal amount, string currency)
    {
        var absolute = Math.Abs(amount);
        var decimals = currency is "KRW" or "JPY" && absolute >= 1 ? 0 : absolute is > 0 and < 0.01m ? 6 : 2;
        return Math.Round(amount, decimals, MidpointRounding.AwayFromZero);
    }

    /// <summary>
    /// An amount rounded before to a number of decimals, so that figures rounded together still add up. Decimals beyond the currency's own are written
    /// only where they are not 0.
    /// </summary>
    public static string Money(decimal amount, string currency, int decimals)
    {
        var text = Math.Abs(amount).ToString(
            currency is "KRW" or "JPY" ? $"#,0.{new string('#', decimals)}" : $"#,0.00{new string('#', Math.Max(0, decimals - 2))}",
            CultureInfo.InvariantCulture);
        var sign = amount < 0 ? "-" : string.Empty;
        return Symbols.TryGetValue(currency, out var symbol) ? $"{sign}{symbol}{text}" : $"{sign}{text} {currency}";
    }

    /// <summary>A share as per cent without decimals.</summary>
    public static string Percent(decimal share) => $"{Math.Round(share * 100).ToString("#,0", CultureInfo.InvariantCulture)} %";

    /// <summary>A share as per cent, with as many decimals (at most two) as it takes to tell two shares apart.</summary>
    public static string Share(decimal share, decimal one, decimal other)
    {
        var decimals = Enumerable.Range(0, 3).FirstOrDefault(d => Math.Round(one * 100, d) != Math.Round(other * 100, d), 2);
        return $"{Math.Round(share * 100, decimals).ToString($"#,0.{new string('0', decimals)}", CultureInfo.InvariantCulture)} %";
    }

    /// <summary>A count, with as many decimals (at most two) as it takes to tell two counts apart.</summary>
    public static string Count(decimal count, decimal one, decimal other)
    {
        var fewest = Math.Max(Math.Abs(one), Math.Abs(other)) < 100 ? 1 : 0;
        var decimals = Enumerable.Range(fewest, 3 - fewest).FirstOrDefault(d => Math.Round(one, d) != Math.Round(other, d), 2);
        return Math.Round(count, decimals).ToString($"#,0.{new string('#', decimals)}", CultureInfo.InvariantCulture);
    }

    /// <summary>A price: at least two decimals (none where the currency has none), at most four.</summary>
    public static string Price(decimal amount, string currency)
    {
        var text = Math.Abs(amount).ToString(
            currency is "KRW" or "JPY" ? Math.Abs(amount) >= 100 ? "#,0" : "#,0.####" : "#,0.00##", CultureInfo.InvariantCulture);
        var sign = amount < 0 ? "-" : string.Empty;
        return Symbols.TryGetValue(currency, out var symbol) ? $"{sign}{symbol}{text}" : $"{sign}{text} {currency}";
    }

    /// <summary>A UTC time to the minute.</summary>
    public static string Time(DateTimeOffset instant, NarrativeLanguage language) => language == NarrativeLanguage.Korean
        ? instant.UtcDateTime.ToString("M월 d일 HH:mm 'UTC'", CultureInfo.InvariantCulture)
        : instant.UtcDateTime.ToString("MMM d, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
