using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Explanations;

/// <summary>A month's forecast as it was issued. Amounts in the reporting currency.</summary>
/// <param name="Scope">Whose spend.</param>
/// <param name="IssuedAt">UTC.</param>
/// <param name="MonthToDate">Spent in the UTC month up to then.</param>
/// <param name="MonthEnd">The median of the month's total.</param>
/// <param name="Days">Medians of the whole days from that of <paramref name="IssuedAt"/> to the month's last; they say how the rest of the month was spread.</param>
/// <param name="Plans">Planned events of the scope and below that reached into the rest of the month.</param>
public sealed record ForecastNote(
    ScopePath Scope, DateTimeOffset IssuedAt, decimal MonthToDate, decimal MonthEnd, IReadOnlyList<decimal> Days, IReadOnlyList<NotedPlan> Plans)
{
    /// <summary>The month's first moment, UTC.</summary>
    public DateTimeOffset Month => new(IssuedAt.Year, IssuedAt.Month, 1, 0, 0, 0, TimeSpan.Zero);
}

/// <summary>What a forecast knew of a planned event.</summary>
/// <param name="Id">The event's.</param>
/// <param name="Start">UTC, inclusive.</param>
/// <param name="End">UTC, exclusive.</param>
/// <param name="ExtraCost">Beyond what is usual over the whole event.</param>
public sealed record NotedPlan(string Id, DateTimeOffset Start, DateTimeOffset End, decimal ExtraCost);
