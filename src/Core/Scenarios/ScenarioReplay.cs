using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Scenarios;

/// <summary>Replays a baseline under a scenario's drivers. Pure: the same traffic and drivers give the same figures.</summary>
public static class ScenarioReplay
{
    private static readonly ScenarioDrivers None = new();

    /// <summary>Replays.</summary>
    public static ScenarioOutcome Run(BaselineTraffic baseline, ScenarioDrivers drivers)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(drivers);
        var traffic = baseline.Condensed(Keys(baseline, drivers));
        var calibration = Calibration.Of(traffic);
        var before = Rounded(traffic.Cost);
        var active = drivers.Active();
        var after = active.Count == 0 ? before : Rounded(new Replay(traffic, drivers).Cost(calibration));
        return new(
            Figures(traffic, None, before),
            Figures(traffic, drivers, after),
            ScenarioEffects.Of(active, before, after, kept => Rounded(new Replay(traffic, drivers.Only(kept)).Cost(calibration))),
            Models(traffic, drivers, calibration),
            Rounded(traffic.NotReplayed),
            Ratios(baseline, drivers, calibration),
            Assumptions(traffic, drivers, calibration));
    }

    /// <summary>Everything whose price decides what the replay comes to.</summary>
    private static HashSet<TrafficKey> Keys(BaselineTraffic traffic, ScenarioDrivers drivers)
    {
        var keys = traffic.Rows.Where(row => row.Growth == Growth.Priced).Select(row => row.Key).ToHashSet();
        var tiers = keys.Select(key => key.Tier).Append(TrafficKey.Standard).Distinct().ToList();
        keys.UnionWith(drivers.Moves.SelectMany(move => tiers.Select(tier => new TrafficKey(move.ToProvider, move.ToModel, tier))));
        if (drivers.BatchShare is not null)
        {
            keys.UnionWith(keys.SelectMany(key => new[] { key.In(TrafficKey.Batch), key.In(TrafficKey.Standard) }).ToList());
        }

        return keys;
    }

    private static TrafficFigures Figures(BaselineTraffic traffic, ScenarioDrivers drivers, decimal cost)
    {
        decimal read = 0, input = 0, batched = 0, batchable = 0;
        var units = traffic.Units;
        var all = new decimal[units.Count];
        foreach (var (key, row, usage) in new Replay(traffic, drivers).Lots())
        {
            for (var place = 0; place < usage.Length; place++)
            {
                all[place] += usage[place];
            }

            read += usage[UnitTable.CacheRead];
            input += usage[UnitTable.Input] + usage[UnitTable.CacheRead] + usage[UnitTable.CacheWrite]
                + usage[UnitTable.CacheWrite5Minutes] + usage[UnitTable.CacheWrite1Hour];
            if (row.Growth == Growth.Priced && traffic.Rates.IsBatchable(key, row.Day, usage))
            {
                var tokens = usage.Where((_, place) => units.IsToken(place)).Sum();
                batchable += tokens;
                batched += key.Tier == TrafficKey.Batch ? tokens : 0;
            }
        }

        return new(cost, UsageTotals.From(units.ToUsage(all)), input > 0 ? read / input : null, batchable > 0 ? batched / batchable : null);
    }

    private static List<ScenarioModel> Models(BaselineTraffic traffic, ScenarioDrivers drivers, Calibration calibration)
    {
        var models = new Dictionary<(string Provider, string Model), ScenarioModel>();
        void Add(TrafficKey key, Func<ScenarioModel, ScenarioModel> add)
        {
            var name = (key.Provider, key.Model);
            models[name] = add(models.GetValueOrDefault(name) ?? new(key.Provider, key.Model, 0, 0, 0, 0));
        }

        var replay = new Replay(traffic, drivers);
        foreach (var row in traffic.Rows)
        {
            var after = row.Growth == Growth.Priced ? 0 : replay.UnpricedCost(row);
            Add(row.Key, model => model with
            {
                CostBefore = model.CostBefore + row.Cost,
                CostAfter = model.CostAfter + after,
                RequestsBefore = model.RequestsBefore + row.Usage[UnitTable.Request],
            });
        }

        foreach (var (key, catalogue) in replay.Catalogue())
        {
            Add(key, model => model with { CostAfter = model.CostAfter + calibration.Apply(key, catalogue) });
        }

        foreach (var lot in replay.Lots())
        {
            Add(lot.Key, model => model with { RequestsAfter = model.RequestsAfter + lot.Usage[UnitTable.Request] });
        }

        return
        [
            .. models.Values
                .Select(model => model with { CostBefore = Rounded(model.CostBefore), CostAfter = Rounded(model.CostAfter) })
                .OrderByDescending(model => model.CostAfter)
                .ThenByDescending(model => model.CostBefore)
                .ThenBy(model => model.Provider, StringComparer.Ordinal)
                .ThenBy(model => model.Model, StringComparer.Ordinal),
        ];
    }

    private static DayRatios Ratios(BaselineTraffic baseline, ScenarioDrivers drivers, Calibration calibration)
    {
        var days = new Dictionary<DateOnly, (decimal Before, decimal After)>();
        foreach (var day in baseline.Rows.GroupBy(row => row.Day))
        {
            var traffic = baseline with { Rows = [.. day] };
            days[day.Key] = (new Replay(traffic, None).Estimate(calibration), new Replay(traffic, drivers).Estimate(calibration));
        }

        return new(days);
    }

    private static List<string> Assumptions(BaselineTraffic traffic, ScenarioDrivers drivers, Calibration calibration)
    {
        List<string> codes = [];
        void Add(bool holds, params ReadOnlySpan<string> said)
        {
            if (holds)
            {
                codes.AddRange(said);
            }
        }

        var active = drivers.Active();
        var isMore = active.Contains(ScenarioDriver.Users) || active.Contains(ScenarioDriver.RequestsPerUser);
        Add(active.Contains(ScenarioDriver.ModelMix), "same_tokens", "quality_not_judged");
        Add(active.Contains(ScenarioDriver.ModelMix) || active.Contains(ScenarioDriver.InputTokens), "base_price");
        Add(active.Count > 0 && calibration.IsAgreed, "agreed_prices");
        Add(active.Contains(ScenarioDriver.CacheHitRate), "cache_writes_kept");
        Add(active.Contains(ScenarioDriver.BatchShare), "batch_may_wait");
        Add(isMore && traffic.Rows.Any(row => row.Usage[UnitTable.GpuHour] != 0), "gpu_by_the_hour");
        Add(isMore, "mix_as_before");
        return codes;
    }

    private static decimal Rounded(decimal amount) => Math.Round(amount, ExactShares.Decimals);
}
