using FinOpsAI.Core.Scenarios;

namespace FinOpsAI.Core.Efficiency;

/// <summary>A model's part of the traffic, and what it would cost otherwise. All answers are null where the question makes no sense for it.</summary>
internal sealed class AdvisedTraffic(BaselineTraffic traffic, Calibration calibration, IReadOnlyList<TrafficRow> rows)
{
    private readonly BaselineTraffic _part = traffic with { Rows = rows };

    public decimal Cost { get; } = rows.Sum(row => row.Cost);

    public int Days => traffic.To.DayNumber - traffic.From.DayNumber;

    public DateOnly LastDay => traffic.To.AddDays(-1);

    public bool IsAgreed => rows.Any(row => Math.Abs(calibration.Factor(row.Key) - 1) > 1e-9m);

    public AdvisedTraffic Only(Func<TrafficRow, bool> which) => new(traffic, calibration, [.. rows.Where(which)]);

    public decimal Tokens(int place) => rows.Sum(row => row.Usage[place]);

    /// <summary>Real cost by catalogue cost of another model.</summary>
    public decimal Factor((string Provider, string Model) model) => calibration.Factor(new(model.Provider, model.Model, TrafficKey.Standard));

    /// <summary>All input tokens that could be read from a cache.</summary>
    public static decimal InputOf(decimal[] usage) =>
        usage[UnitTable.Input] + usage[UnitTable.CacheRead] + usage[UnitTable.CacheWrite] + usage[UnitTable.CacheWrite5Minutes] + usage[UnitTable.CacheWrite1Hour];

    /// <summary>On another model; it must price all of the traffic on all of its days, and in the tiers that it has.</summary>
    public decimal? MovedTo((string Provider, string Model) from, (string Provider, string Model) to)
    {
        var replay = new Replay(_part, new() { Moves = [new(from.Provider, from.Model, to.Provider, to.Model, 1)] });
        return replay.Lots().All(lot => (lot.Key.Provider, lot.Key.Model) == to && HasOutputPrice(lot.Key, lot.Row.Day)) ? replay.Estimate(calibration) : null;
    }

    /// <summary>In batches.</summary>
    public decimal? Batched()
    {
        var replay = new Replay(_part, new() { BatchShare = 1 });
        return rows.Count > 0 && replay.Lots().All(lot => lot.Key.Tier == TrafficKey.Batch) ? replay.Estimate(calibration) : null;
    }

    /// <summary>With a cache hit rate, where requests are long enough and the traffic shows what writing to the cache costs.</summary>
    public decimal? Cached(decimal rate, decimal leastInput)
    {
        var (input, requests) = (rows.Sum(row => InputOf(row.Usage)), Tokens(UnitTable.Request));
        if (requests <= 0 || input < requests * leastInput || Tokens(UnitTable.CacheRead) >= rate * input || !rows.All(KnowsItsCache))
        {
            return null;
        }

        return new Replay(_part, new() { CacheHitRate = rate }).Estimate(calibration);
    }

    private bool HasOutputPrice(TrafficKey key, DateOnly day) => traffic.Rates.Of(key, day)[UnitTable.Output] is not null;

    /// <summary>Where writing costs more than plain input, only traffic that writes already says how much of it there is.</summary>
    private bool KnowsItsCache(TrafficRow row)
    {
        var rates = traffic.Rates.Of(row.Key, row.Day);
        return traffic.Rates.HasCachePrice(row.Key, row.Day)
            && (!(rates[UnitTable.CacheWrite] > rates[UnitTable.Input]) || traffic.CacheWrites[(row.Key.Provider, row.Key.Model)].Count > 0);
    }
}
