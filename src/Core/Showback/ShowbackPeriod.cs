using System.Globalization;

namespace FinOpsAI.Core.Showback;

/// <summary>How long a showback period is.</summary>
public enum ShowbackPeriodKind
{
    /// <summary>An ISO 8601 week, Monday to Sunday, UTC.</summary>
    Week = 0,

    /// <summary>A calendar month, UTC.</summary>
    Month = 1,
}

/// <summary>A week or month of showback.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Start">First UTC day.</param>
/// <param name="End">The UTC day after the last.</param>
public readonly record struct ShowbackPeriod(ShowbackPeriodKind Kind, DateOnly Start, DateOnly End)
{
    /// <summary><c>2026-05</c> or <c>2026-W21</c>.</summary>
    public string Name => Kind is ShowbackPeriodKind.Month
        ? Start.ToString("yyyy-MM", CultureInfo.InvariantCulture)
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{ISOWeek.GetYear(Start.ToDateTime(TimeOnly.MinValue)):0000}-W{ISOWeek.GetWeekOfYear(Start.ToDateTime(TimeOnly.MinValue)):00}");

    /// <summary>The period before.</summary>
    public ShowbackPeriod Previous => Of(Kind, Start.AddDays(-1));

    /// <summary>The period that holds a UTC day.</summary>
    public static ShowbackPeriod Of(ShowbackPeriodKind kind, DateOnly day)
    {
        if (kind is ShowbackPeriodKind.Month)
        {
            var first = new DateOnly(day.Year, day.Month, 1);
            return new(kind, first, first.AddMonths(1));
        }

        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        return new(kind, monday, monday.AddDays(7));
    }

    /// <summary>Reads <c>2026-05</c> or <c>2026-W21</c>, from 2000 to 2100.</summary>
    public static bool TryParse(string? text, out ShowbackPeriod period)
    {
        period = default;
        var number = 0;
        if (text is not { Length: 7 or 8 }
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 2000 or > 2100
            || text[4] != '-' || !int.TryParse(text.AsSpan(text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return false;
        }

        if (text.Length == 7 && number is >= 1 and <= 12)
        {
            period = Of(ShowbackPeriodKind.Month, new(year, number, 1));
            return true;
        }

        if (text.Length == 8 && text[5] is 'W' or 'w' && number >= 1 && number <= ISOWeek.GetWeeksInYear(year))
        {
            period = Of(ShowbackPeriodKind.Week, DateOnly.FromDateTime(ISOWeek.ToDateTime(year, number, DayOfWeek.Monday)));
            return true;
        }

        return false;
    }
}
