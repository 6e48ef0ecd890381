namespace FinOpsAI.Core.Scenarios;

/// <summary>How many times its cost a day would have cost: by weekday where the baseline has enough of them, else overall.</summary>
public sealed class DayRatios
{
    /// <summary>With fewer, one odd day would speak for all of its kind.</summary>
    public const int LeastWeeks = 4;

    private readonly Dictionary<DayOfWeek, double> _byWeekday = [];

    /// <summary>Compares days.</summary>
    /// <param name="days">Cost before and after by UTC day.</param>
    public DayRatios(IReadOnlyDictionary<DateOnly, (decimal Before, decimal After)> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        Overall = Ratio([.. days.Values]) ?? 1;
        foreach (var weekday in days.Where(day => day.Value.Before > 0).GroupBy(day => day.Key.DayOfWeek))
        {
            if (weekday.Count() >= LeastWeeks && Ratio([.. weekday.Select(day => day.Value)]) is { } ratio)
            {
                _byWeekday[weekday.Key] = ratio;
            }
        }
    }

    /// <summary>Of the whole baseline; 1 when it cost nothing.</summary>
    public double Overall { get; }

    /// <summary>Of a day to come; never below 0.</summary>
    public double Of(DateOnly day) => _byWeekday.GetValueOrDefault(day.DayOfWeek, Overall);

    private static double? Ratio(IReadOnlyCollection<(decimal Before, decimal After)> days)
    {
        var (before, after) = (days.Sum(day => day.Before), days.Sum(day => day.After));
        return before <= 0 ? null : before == after ? 1 : Math.Max(0, (double)after / (double)before);
    }
}
