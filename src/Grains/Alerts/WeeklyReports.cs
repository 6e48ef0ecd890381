using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Forecasting;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Alerts;

/// <summary>Gathers what a team's weekly report rests on.</summary>
public sealed class WeeklyReports(
    IRollupStore rollups, IBudgetReader budgets, IAnomalyStore anomalies, IGrainResolver grains, IExplainer explainer, AlertOptions alerts, ReportOptions options)
{
    private const int IncidentsListed = 100;

    /// <summary>The last moment at which reports were due, UTC, and the first day of the week that they are on.</summary>
    public (DateTimeOffset At, DateOnly FirstDay) LastDue(DateTimeOffset now)
    {
        var firstDay = LastFullWeek(now);
        if (DueAt(firstDay) > now)
        {
            firstDay = firstDay.AddDays(-7);
        }

        return (DueAt(firstDay), firstDay);
    }

    /// <summary>The first day of the last week that is over, whether its report has been due or not.</summary>
    public DateOnly LastFullWeek(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone()).Date);
        return today.AddDays(-7 - (((int)today.DayOfWeek - (int)options.Day + 7) % 7));
    }

    /// <summary>The report on the week that begins on a day.</summary>
    public async Task<WeeklyReport> ReadAsync(ScopePath team, DateOnly firstDay, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var zone = Zone();
        DateTimeOffset Midnight(int days) => LocalTime.ToUtc(firstDay.AddDays(days).ToDateTime(TimeOnly.MinValue), zone);
        var (before, from, to) = (Midnight(-7), Midnight(0), Midnight(7));
        var month = new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var week = await SumAsync(team, from, to, cancellationToken);
        var forecast = await ForecastAsync(team, cancellationToken);
        return new(
            team,
            from,
            to,
            firstDay,
            firstDay.AddDays(6),
            week.Effective,
            (await SumAsync(team, before, from, cancellationToken)).Effective,
            await LinesAsync(team, CostGroup.Child, before, from, to, key => ScopePath.Parse(key).Name, cancellationToken),
            await LinesAsync(team, CostGroup.Model, before, from, to, model => model.Length > 0 ? model : "–", cancellationToken))
        {
            Currency = alerts.Currency,
            Why = await explainer.ExplainAsync(
                new(team, from, to) { BaselineFrom = before, BaselineTo = from, Occasion = ExplanationOccasion.Report }, cancellationToken),
            MonthlyBudget = await budgets.MonthlyLimitAsync(team, now, cancellationToken),
            MonthToDate = (await SumAsync(team, month, now, cancellationToken)).Effective,
            MonthEnd = forecast,
            OpenIncidents = [.. (await anomalies.ListIncidentsAsync(new(team, OpenOnly: true, Limit: IncidentsListed), cancellationToken))
                .Where(incident => incident.Cause.State != AnomalyState.Retracted)],
            Savings = Math.Max(0, week.List - week.Effective),
        };
    }

    private async Task<Quantiles?> ForecastAsync(ScopePath team, CancellationToken cancellationToken)
    {
        try
        {
            return (await grains.Get<ICostGrain>(team.Key).GetForecastAsync(new(Granularity.Day, null), cancellationToken)).MonthEnd;
        }
        catch (GrainFault fault) when (fault.Retry)
        {
            // A report without a forecast is better than none.
            return null;
        }
    }

    private async Task<CostAmounts> SumAsync(ScopePath scope, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        (await rollups.QueryAsync(new(scope, from, to, null, CostGroup.None), cancellationToken))
            .Aggregate(default(CostAmounts), (sum, row) => sum + row.Sums.Cost);

    private async Task<IReadOnlyList<WeeklyLine>> LinesAsync(
        ScopePath scope,
        CostGroup group,
        DateTimeOffset before,
        DateTimeOffset from,
        DateTimeOffset to,
        Func<string, string> name,
        CancellationToken cancellationToken)
    {
        var now = (await rollups.QueryAsync(new(scope, from, to, null, group), cancellationToken)).ToDictionary(row => row.Group, row => row.Sums.Cost.Effective);
        var then = (await rollups.QueryAsync(new(scope, before, from, null, group), cancellationToken)).ToDictionary(row => row.Group, row => row.Sums.Cost.Effective);
        return
        [
            .. now.Keys.Union(then.Keys)
                .Select(key => new WeeklyLine(name(key), now.GetValueOrDefault(key), then.GetValueOrDefault(key)))
                .OrderByDescending(line => Math.Max(line.Spend, line.Before)).ThenBy(line => line.Name, StringComparer.Ordinal),
        ];
    }

    private DateTimeOffset DueAt(DateOnly firstDay) => LocalTime.ToUtc(firstDay.AddDays(7).ToDateTime(TimeOnly.MinValue) + options.Time, Zone());

    private TimeZoneInfo Zone() => TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
}
