using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Core.Forecasting;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Budgets;

/// <summary>How budgets stand, from rollups, reservation counters and the scopes' own forecasts.</summary>
public sealed class BudgetReader(
    IBudgetStore budgets,
    IReservationStore reservations,
    IRollupStore rollups,
    IExperimentStore experiments,
    IGrainResolver grains,
    ICurrencies currencies) : IBudgetReader
{
    /// <summary>Over which time the present pace is taken: long enough for providers that report by the hour.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromHours(3);

    /// <summary>How far back unspent money is added up.</summary>
    private static readonly TimeSpan CarriedAtMost = TimeSpan.FromDays(366);

    private static readonly DateTimeOffset Never = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public async Task<BudgetStatus> ReadSpendAsync(Budget budget, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var window = BudgetWindow.At(budget, now);
        var spent = await SpentAsync(budget, window, cancellationToken);
        return await LimitAsync(budget, window, now, cancellationToken) is { } limit
            ? new(budget, window, now, new(window.Key, limit.Amount, spent, 0, 0)) { CarriedOver = limit.CarriedOver, Rate = limit.Rate }
            : new(budget, window, now, new(window.Key, 0, spent, 0, 0)) { MissingRate = budget.Currency };
    }

    /// <inheritdoc />
    public async Task<BudgetStatus> ReadAsync(Budget budget, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var status = await ReadSpendAsync(budget, now, cancellationToken);
        var counters = await reservations.ListCountersAsync(budget.Id, cancellationToken);
        var counter = counters.FirstOrDefault(counter => counter.Period == status.Window.Key);
        var standing = status.Standing with { Settled = counter?.Settled ?? 0, Held = counter?.Held ?? 0 };
        var (forecast, reason) = await ForecastAsync(budget, status.Window, standing.Consumed, now, cancellationToken);
        return status with
        {
            Standing = standing,
            PerHour = await PerHourAsync(budget, now, cancellationToken),
            Forecast = forecast,
            ForecastReason = reason,
            Probability = status.MissingRate is not null ? null
                : standing.Consumed > standing.Limit ? 1
                : forecast is { } end ? Math.Round(ExceedProbability.Of(end, (double)standing.Limit), 4) : null,
        };
    }

    /// <inheritdoc />
    public async Task<decimal?> MonthlyLimitAsync(ScopePath scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        decimal? least = null;
        foreach (var budget in await budgets.FindAsync(scope, cancellationToken))
        {
            if (budget.Period == BudgetPeriod.Month && await LimitAsync(budget, BudgetWindow.At(budget, now), now, cancellationToken) is { } limit)
            {
                least = least < limit.Amount ? least : limit.Amount;
            }
        }

        return least;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<ScopePath, decimal>> MonthlyLimitsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var limits = new Dictionary<ScopePath, decimal>();
        foreach (var budget in await budgets.ListAsync(cancellationToken))
        {
            if (budget is { Period: BudgetPeriod.Month, Experiment: null }
                && await LimitAsync(budget, BudgetWindow.At(budget, now), now, cancellationToken) is { } limit)
            {
                limits[budget.Scope] = limits.TryGetValue(budget.Scope, out var known) ? Math.Min(known, limit.Amount) : limit.Amount;
            }
        }

        return limits;
    }

    /// <returns>Null when there is no exchange rate: one that was removed must not make the other budgets unreadable.</returns>
    private async Task<Limit?> LimitAsync(Budget budget, BudgetWindow window, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!currencies.TryConvert(budget.AmountAt(now), budget.Currency, window.Start, out var amount, out var rate))
        {
            return null;
        }

        return (budget.CarriesOver ? await CarriedAsync(budget, window, cancellationToken) : 0) is { } carried
            ? new(amount + carried, carried, rate)
            : null;
    }

    private async Task<decimal> SpentAsync(Budget budget, BudgetWindow window, CancellationToken cancellationToken)
    {
        if (budget.Experiment is { } experiment)
        {
            return (await experiments.FindTotalAsync(experiment, cancellationToken))?.Cost ?? 0;
        }

        var rows = await rollups.QueryAsync(new(budget.Scope, window.Start, window.End ?? Never, null, CostGroup.None), cancellationToken);
        return rows.Sum(row => row.Sums.Cost.Effective);
    }

    /// <summary>
    /// What earlier periods left, one after the other since the budget was made: each adds its amount of today less what it spent, never below 0 and
    /// never above the cap.
    /// </summary>
    /// <returns>Null when there is no exchange rate.</returns>
    private async Task<decimal?> CarriedAsync(Budget budget, BudgetWindow present, CancellationToken cancellationToken)
    {
        var earliest = present.Start - CarriedAtMost;
        var window = BudgetWindow.At(budget, budget.CreatedAt > earliest ? budget.CreatedAt : earliest);
        if (window.Start >= present.Start)
        {
            return 0;
        }

        var days = await rollups.QueryAsync(new(budget.Scope, window.Start, present.Start, Granularity.Day, CostGroup.None), cancellationToken);
        var settled = (await reservations.ListCountersAsync(budget.Id, cancellationToken)).ToDictionary(counter => counter.Period, counter => counter.Settled);
        var carried = 0m;
        for (; window.Start < present.Start; window = window.Next(budget)!.Value)
        {
            var spent = days.Where(day => day.Bucket >= window.Start && day.Bucket < window.End).Sum(day => day.Sums.Cost.Effective);
            if (!currencies.TryConvert(budget.Amount, budget.Currency, window.Start, out var amount, out var rate))
            {
                return null;
            }

            carried = Math.Max(0, amount + carried - Math.Max(spent, settled.GetValueOrDefault(window.Key)));
            if (budget.CarryOverCap is { } cap)
            {
                carried = Math.Min(carried, rate is null ? cap : cap * rate.Rate);
            }
        }

        return carried;
    }

    private async Task<decimal> PerHourAsync(Budget budget, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (budget.Experiment is { } experiment)
        {
            return ExperimentPace.PerHour(await experiments.ListCostsAsync(experiment, now - ExperimentPace.Span, cancellationToken), now);
        }

        var since = Granularity.Hour.Floor(now - Pace);
        var rows = await rollups.QueryAsync(new(budget.Scope, since, now, Granularity.Hour, CostGroup.None), cancellationToken);
        return Math.Round(rows.Sum(row => row.Sums.Cost.Effective) / (decimal)(now - since).TotalHours, 6);
    }

    private async Task<(Quantiles? Forecast, string? Reason)> ForecastAsync(
        Budget budget, BudgetWindow window, decimal consumed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (budget.Experiment is not null)
        {
            return (null, "experiment");
        }

        if (window.End is not { } end)
        {
            return (null, "open_end");
        }

        if (now < window.Start || PeriodForecast.Request(now, end) is not { } request)
        {
            return (null, now < window.Start ? "not_started" : end <= now ? "ended" : "too_far");
        }

        try
        {
            var forecast = await grains.Get<ICostGrain>(budget.Scope.Key).GetForecastAsync(request, cancellationToken);
            var quantiles = PeriodForecast.End(forecast, consumed, now, end);
            return (quantiles, quantiles is null ? forecast.Result.Reason ?? "unavailable" : null);
        }
        catch (GrainFault)
        {
            return (null, "unavailable");
        }
    }

    private readonly record struct Limit(decimal Amount, decimal CarriedOver, ExchangeRate? Rate);
}
