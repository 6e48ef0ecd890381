using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Explanations;

/// <summary>Reads a scope's forecast of the month as a note.</summary>
internal sealed class MonthForecast(IGrainResolver grains, IGuidanceBook guidance)
{
    private const int Digits = 6;

    /// <summary>The forecast of now; null when there is none.</summary>
    public async Task<ForecastNote?> ReadAsync(ScopePath scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var forecast = await grains.Get<ICostGrain>(scope.Key).GetForecastAsync(new(Granularity.Day, null), cancellationToken);
        if (forecast.MonthEnd is not { } end || forecast.FirstBucket != Granularity.Day.Floor(now))
        {
            return null;
        }

        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var left = (int)(month.AddMonths(1) - forecast.FirstBucket).TotalDays;
        return new(
            scope,
            now,
            forecast.MonthToDate,
            Money(end.P50),
            [.. forecast.Result.Steps.Take(left).Select(step => Money(step.P50))],
            [.. guidance.For(scope).Plans
                .Where(plan => scope.Contains(plan.Scope) && plan.End > now && plan.Start < month.AddMonths(1))
                .Select(plan => new NotedPlan(plan.Id, plan.Start, plan.End, plan.ExtraCost))]);
    }

    private static decimal Money(double amount) => double.IsFinite(amount) ? Math.Round((decimal)Math.Clamp(amount, -1e15, 1e15), Digits) : 0;
}
