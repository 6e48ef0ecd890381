using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;
using FinOpsAI.Grains.Guidance;

namespace FinOpsAI.Grains.Cost;

/// <summary>
/// Forecasts a scope from its whole buckets and keeps the answers until the next hour. Once a UTC day it notes what it foretold for the next seven days, compares it
/// when they are whole, and widens or narrows the bands of daily forecasts accordingly.
/// </summary>
internal sealed class ScopeForecaster(ScopePath scope, GrainOptions options)
{
    private const int HourHistory = 24 * 91;
    private const int DayHistory = 400;

    /// <summary>A change of closed days by this share is an import or a restatement, not the usual late record.</summary>
    private const decimal ChangedShare = 0.005m;

    /// <summary>While an import runs, each batch changes the past: forecasting it again each time would hold up the import.</summary>
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(2);

    /// <summary>Records of a day still arrive after its end.</summary>
    private static readonly TimeSpan DayGrace = TimeSpan.FromHours(6);

    private readonly Dictionary<ForecastRequest, ScopeForecast> _kept = [];
    private IssuedForecasts _issued = new();
    private DateTimeOffset _keptSince;
    private decimal _keptFor;
    private ScopeGuidance _guidance = ScopeGuidance.None;
    private Func<PlannedEvent, double> _remaining = plan => (double)plan.ExtraCost;

    /// <summary>Takes what people said about the scope.</summary>
    /// <param name="guidance">The words and plans.</param>
    /// <param name="remaining">What is left of a plan, with its sign.</param>
    public void Guide(ScopeGuidance guidance, Func<PlannedEvent, double> remaining)
    {
        if (!ReferenceEquals(guidance, _guidance))
        {
            (_guidance, _remaining) = (guidance, remaining);
            _kept.Clear();
        }
    }

    /// <summary>The forecast; computed at most once an hour per request, and again when the past has changed.</summary>
    public ScopeForecast Get(CostState state, ForecastRequest request, DateTimeOffset now)
    {
        var past = state.Total.Spend.Total - state.Day(now).Spend.Total;
        var isNextHour = Granularity.Hour.Floor(now) != Granularity.Hour.Floor(_keptSince);
        var isChanged = Math.Abs(past - _keptFor) > ChangedShare * Math.Abs(past) && now - _keptSince >= ShortestLife;
        if (isNextHour || isChanged)
        {
            _kept.Clear();
            _keptSince = now;
            _keptFor = past;
        }

        if (!_kept.TryGetValue(request, out var forecast))
        {
            forecast = Compute(state, request, now);
            if (forecast.Result.Reason is null)
            {
                _kept[request] = forecast;
            }
        }

        // What has been spent is always up to date, and no forecast of a month may fall below it.
        var monthToDate = state.Month(now).Spend.Total;
        return forecast with
        {
            MonthToDate = monthToDate,
            MonthEnd = forecast.MonthEnd is { } end ? AtLeast(end, (double)monthToDate) : null,
            LiveRecord = _issued.Record,
        };
    }

    /// <summary>Closes the days that are whole and, once a UTC day, notes the forecast of the next seven.</summary>
    public void Tick(CostState state, DateTimeOffset now)
    {
        var whole = CostState.BucketOf(Granularity.Day, now - DayGrace) - 1;
        while (_issued.FirstOpen is { } day && day <= whole)
        {
            var spend = state.History(Granularity.Day, day, 1);
            _issued.Close(day, spend.Length == 1 ? spend[0] : double.NaN);
        }

        var today = CostState.BucketOf(Granularity.Day, now);
        if (!state.IsEmpty && _issued.IsDue(today))
        {
            _issued.Add(today, Get(state, new(Granularity.Day, IssuedForecasts.Leads), now).Result.Steps);
        }
    }

    /// <summary>Writes what was issued and how it turned out; forecasts themselves are made anew.</summary>
    public void Save(BinaryWriter writer) => _issued.Save(writer);

    /// <summary>Takes over what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another format.</exception>
    public void Load(BinaryReader reader) => _issued = IssuedForecasts.Load(reader);

    private ScopeForecast Compute(CostState state, ForecastRequest request, DateTimeOffset now)
    {
        var granularity = request.Granularity;
        var current = CostState.BucketOf(granularity, now);
        var history = state.History(granularity, current - 1, granularity == Granularity.Hour ? HourHistory : DayHistory);
        var monthStart = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var toMonthEnd = (int)(CostState.BucketOf(granularity, monthStart.AddMonths(1)) - current);
        var horizon = Math.Max(request.Horizon ?? toMonthEnd, toMonthEnd);
        var first = CostState.StartOf(granularity, current - history.Length);
        var length = granularity.Length();
        PlannedSpend.TakeOut(history, first, length, scope, _guidance);
        var settings = ForecastSettings.For(granularity, first, horizon) with
        {
            TimeZone = options.Zone(),
            Holidays = options.Holidays,
            Planned = PlannedSpend.Ahead(horizon, CostState.StartOf(granularity, current), length, scope, _guidance, _remaining),
            Bands = granularity == Granularity.Day ? _issued.Bands : BandScale.One,
        };
        var result = CostForecaster.Forecast(history, settings);
        var monthEnd = result.Reason is null ? MonthEnd(state, result, granularity, current, toMonthEnd, now) : (Quantiles?)null;
        var steps = request.Horizon ?? toMonthEnd;
        return new(
            scope.Key,
            now,
            granularity,
            CostState.StartOf(granularity, current),
            result with { Steps = [.. result.Steps.Take(steps)], Totals = [.. result.Totals.Take(steps)] },
            0,
            monthEnd);
    }

    /// <summary>
    /// Whole buckets of the month as they are, plus the forecast total from the current bucket on; of the current bucket's forecast
    /// the part that has passed is replaced by what was really spent in it.
    /// </summary>
    private static Quantiles MonthEnd(
        CostState state, ForecastResult result, Granularity granularity, long current, int toMonthEnd, DateTimeOffset now)
    {
        var total = result.Totals[toMonthEnd - 1];
        var elapsed = (now - CostState.StartOf(granularity, current)) / granularity.Length();
        var spent = (double)state.Month(now).Spend.Total;
        var shift = spent - (elapsed * result.Steps[0].P50);
        return AtLeast(
            new(total.P025 + shift, total.P10 + shift, total.P50 + shift, total.P90 + shift, total.P975 + shift, total.Mean + shift), spent);
    }

    private static Quantiles AtLeast(Quantiles q, double floor) => new(
        Math.Max(floor, q.P025),
        Math.Max(floor, q.P10),
        Math.Max(floor, q.P50),
        Math.Max(floor, q.P90),
        Math.Max(floor, q.P975),
        Math.Max(floor, q.Mean));
}
