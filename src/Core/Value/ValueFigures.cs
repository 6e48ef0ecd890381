namespace FinOpsAI.Core.Value;

/// <summary>A UTC day of a unit of value.</summary>
/// <param name="Day">The day.</param>
/// <param name="Count">Units; null when nobody counted.</param>
/// <param name="Cost">The scope's effective cost, reporting currency; null when it has no records.</param>
/// <param name="Value">What the units are worth, reporting currency, by the day's exchange rate; null without a count, a worth or a rate.</param>
public sealed record ValueDay(DateOnly Day, decimal? Count, decimal? Cost, decimal? Value)
{
    /// <summary>Whether the day says what a unit costs: it has a count and records.</summary>
    public bool IsUsed => Count is not null && Cost is not null;

    /// <summary>Cost of one unit; null when that cannot be said.</summary>
    public decimal? CostPerUnit => Count is > 0 ? Cost / Count : null;
}

/// <summary>
/// The sums of a period. Only days that have both a count and records are in them, so that cost and count are of the same days: a day that
/// nobody counted is neither a day of nothing nor a day for nothing.
/// </summary>
/// <param name="UsedDays">Days with a count and records.</param>
/// <param name="DaysWithoutCount">Days that are over and that nobody counted.</param>
/// <param name="DaysWithoutCost">Days with a count but without records.</param>
/// <param name="Count">Units of the used days.</param>
/// <param name="Cost">Effective cost of the used days, reporting currency.</param>
/// <param name="TotalCost">Effective cost of all days, reporting currency.</param>
/// <param name="Value">What the units of the used days are worth, reporting currency; null without a worth, its rate, or a used day.</param>
public sealed record ValueFigures(
    int UsedDays, int DaysWithoutCount, int DaysWithoutCost, decimal Count, decimal Cost, decimal TotalCost, decimal? Value)
{
    /// <summary>Cost of one unit: a ratio of sums; null without units.</summary>
    public decimal? CostPerUnit => Count > 0 ? Cost / Count : null;

    /// <summary>Return on what was spent, (value - cost) / cost: 0.5 is half as much again as was spent; null without a value or a cost above 0.</summary>
    public decimal? Roi => Cost > 0 ? (Value - Cost) / Cost : null;

    /// <summary>Adds days up.</summary>
    /// <param name="days">The period's days.</param>
    /// <param name="today">The UTC day that is not over: its count may still come.</param>
    public static ValueFigures Of(IReadOnlyCollection<ValueDay> days, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(days);
        var used = days.Where(day => day.IsUsed).ToList();
        return new(
            used.Count,
            days.Count(day => day.Count is null && day.Day < today),
            days.Count(day => day.Count is not null && day.Cost is null),
            used.Sum(day => day.Count!.Value),
            used.Sum(day => day.Cost!.Value),
            days.Sum(day => day.Cost ?? 0),
            used.Count > 0 && used.All(day => day.Value is not null) ? used.Sum(day => day.Value!.Value) : null);
    }
}

/// <summary>What a unit costs and is worth, in a period and in the one before, which is as long.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Now">This period.</param>
/// <param name="Previous">The period before; null when it has no count.</param>
/// <param name="Days">The days of this period, oldest first.</param>
public sealed record ValueReport(ValueUnit Unit, ValueFigures Now, ValueFigures? Previous, IReadOnlyList<ValueDay> Days);
