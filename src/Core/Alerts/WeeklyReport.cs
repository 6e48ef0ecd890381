using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Core.Alerts;

/// <summary>A name's spend in a week and in the week before, reporting currency.</summary>
/// <param name="Name">The project or model.</param>
/// <param name="Spend">In the week.</param>
/// <param name="Before">In the week before.</param>
public sealed record WeeklyLine(string Name, decimal Spend, decimal Before);

/// <summary>What a team's weekly report rests on. Amounts of effective cost in the reporting currency; projects, and models, add up to the whole.</summary>
/// <param name="Team">The team's scope.</param>
/// <param name="From">Inclusive start of the week, UTC.</param>
/// <param name="To">Its exclusive end, UTC.</param>
/// <param name="FirstDay">The week's first day, local.</param>
/// <param name="LastDay">Its last day, local.</param>
/// <param name="Spend">In the week.</param>
/// <param name="Before">In the week before.</param>
/// <param name="Projects">Largest first.</param>
/// <param name="Models">Largest first.</param>
public sealed record WeeklyReport(
    ScopePath Team,
    DateTimeOffset From,
    DateTimeOffset To,
    DateOnly FirstDay,
    DateOnly LastDay,
    decimal Spend,
    decimal Before,
    IReadOnlyList<WeeklyLine> Projects,
    IReadOnlyList<WeeklyLine> Models)
{
    /// <summary>ISO 4217 code of the amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>Whether neither week cost anything: there is nothing to tell then.</summary>
    public bool IsEmpty => Projects.All(line => line is { Spend: 0, Before: 0 });

    /// <summary>Why it differs from the week before; null when there is nothing to compare with.</summary>
    public Explanation? Why { get; init; }

    /// <summary>The team's budget for the calendar month (UTC); null without one.</summary>
    public decimal? MonthlyBudget { get; init; }

    /// <summary>Spend of that month so far.</summary>
    public decimal MonthToDate { get; init; }

    /// <summary>Its forecast to the month's end; null without one.</summary>
    public Quantiles? MonthEnd { get; init; }

    /// <summary>The incidents that go on.</summary>
    public IReadOnlyList<Incident> OpenIncidents { get; init; } = [];

    /// <summary>What the week would have cost more at list prices: discounts, credits and commitments.</summary>
    public decimal Savings { get; init; }
}
