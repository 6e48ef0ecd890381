using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Scenarios;

namespace FinOpsAI.Ingest.Tests.Scenarios;

/// <summary>
/// The definitions of docs/scenarios.md once more, in the plainest way: each record by itself, priced by the resolver that prices records, no
/// folding, no table of prices, no shortcuts.
/// </summary>
/// <param name="records">All records: they say what is agreed.</param>
/// <param name="only">The records that are changed; null for all.</param>
internal sealed class OneByOne(IReadOnlyList<Spent> records, IReadOnlyList<Spent>? only = null)
{
    private const string Input = "token.input", Read = "token.cache_read";

    private static readonly string[] Writes = ["token.cache_write", "token.cache_write_5m", "token.cache_write_1h"];

    /// <summary>What the records would have cost.</summary>
    public decimal Cost(ScenarioDrivers drivers) => (only ?? records).Sum(record => Cost(record, drivers));

    /// <summary>Whether the catalogue prices all of a record.</summary>
    public static bool IsPriced(Spent record) =>
        record.Category is "Usage" && record.Model.Length > 0 && Price(Key(record), record.Day, record.Usage) is not null;

    private decimal Cost(Spent record, ScenarioDrivers drivers)
    {
        if (!IsPriced(record))
        {
            return record.Usage.ContainsKey("gpu_hour")
                ? record.Cost * drivers.GpuHours * drivers.GpuRate
                : record.Cost * drivers.Users * drivers.RequestsPerUser;
        }

        var moves = drivers.Moves.Where(move => IsMoved(record, move)).Select(move => (Where: Tier(record, move), move.Share)).ToList();
        var leaving = moves.Sum(move => move.Share);
        var cost = moves.Sum(move => Cost(record, move.Where, move.Share / Math.Max(1, leaving), drivers));
        return cost + (leaving >= 1 ? 0 : Cost(record, Key(record), 1 - leaving, drivers));
    }

    private decimal Cost(Spent record, TrafficKey where, decimal share, ScenarioDrivers drivers)
    {
        var usage = record.Usage.ToDictionary(unit => unit.Key, unit => unit.Value * share * Factor(unit.Key, drivers));
        var input = usage.GetValueOrDefault(Input) + usage.GetValueOrDefault(Read) + Writes.Sum(unit => usage.GetValueOrDefault(unit));
        if (drivers.CacheHitRate is { } rate && input > 0 && One(where, Read, record.Day) < One(where, Input, record.Day))
        {
            var alike = records.Where(other => IsPriced(other) && (other.Provider, other.Model) == (record.Provider, record.Model)).ToList();
            var plain = alike.Sum(other => other.Usage.GetValueOrDefault(Input));
            var written = Writes.ToDictionary(unit => unit, unit => alike.Sum(other => other.Usage.GetValueOrDefault(unit)));
            var uncached = plain + written.Values.Sum();
            foreach (var unit in Writes)
            {
                usage[unit] = uncached == 0 ? 0 : input * (1 - rate) * written[unit] / uncached;
            }

            usage[Read] = input * rate;
            usage[Input] = input - usage[Read] - Writes.Sum(unit => usage[unit]);
        }

        var price = drivers.Prices.FirstOrDefault(change => (change.Provider is "*" || change.Provider == where.Provider) && (change.Model is "*" || change.Model == where.Model))?.Factor ?? 1;
        decimal At(TrafficKey key, decimal part) => part * price * Agreed(key) * (Price(key, record.Day, usage) ?? throw new InvalidOperationException($"{key} has no price"));
        var isBatchable = where.Tier is "standard" or "batch" && Price(where with { Tier = "batch" }, record.Day, usage) is not null && Price(where with { Tier = "standard" }, record.Day, usage) is not null;
        if (usage.Values.All(quantity => quantity == 0))
        {
            return 0;
        }

        return drivers.BatchShare is { } batch && isBatchable
            ? (batch > 0 ? At(where with { Tier = "batch" }, batch) : 0) + (batch < 1 ? At(where with { Tier = "standard" }, 1 - batch) : 0)
            : At(where, 1);
    }

    private static decimal Factor(string unit, ScenarioDrivers drivers) => unit switch
    {
        "gpu_hour" => drivers.GpuHours,
        Input or "token.embedding" => drivers.Users * drivers.RequestsPerUser * drivers.InputTokensPerRequest,
        _ when unit.StartsWith("token.cache", StringComparison.Ordinal) => drivers.Users * drivers.RequestsPerUser * drivers.InputTokensPerRequest,
        "token.output" or "token.output_reasoning" => drivers.Users * drivers.RequestsPerUser * drivers.OutputTokensPerRequest,
        _ => drivers.Users * drivers.RequestsPerUser,
    };

    /// <summary>What such records really cost, by what the catalogue says for them: of the tier, the model, the provider.</summary>
    private decimal Agreed(TrafficKey key)
    {
        Func<Spent, bool>[] alike =
        [
            record => Key(record) == key,
            record => record.Provider == key.Provider && record.Model == key.Model,
            record => record.Provider == key.Provider,
        ];
        foreach (var isAlike in alike)
        {
            var some = records.Where(record => isAlike(record) && IsPriced(record)).ToList();
            var catalogue = some.Sum(record => Price(Key(record), record.Day, record.Usage)!.Value);
            if (catalogue > 0)
            {
                return some.Sum(record => record.Cost) / catalogue;
            }
        }

        return 1;
    }

    private static bool IsMoved(Spent record, ModelMove move) =>
        move.Share > 0
        && (record.Provider, record.Model) != (move.ToProvider, move.ToModel)
        && (move.FromModel is "*" ? record.Usage.GetValueOrDefault("token.output") > 0 : (record.Provider, record.Model) == (move.FromProvider, move.FromModel))
        && Price(new(move.ToProvider, move.ToModel, "standard"), record.Day, record.Usage) is not null;

    private static TrafficKey Tier(Spent record, ModelMove move)
    {
        var same = new TrafficKey(move.ToProvider, move.ToModel, Key(record).Tier);
        return Price(same, record.Day, record.Usage) is null ? same with { Tier = "standard" } : same;
    }

    private static TrafficKey Key(Spent record) => new(record.Provider, record.Model, record.Tier.Length == 0 ? "standard" : record.Tier);

    private static decimal? One(TrafficKey key, string unit, DateOnly day) => Price(key, day, new Dictionary<string, decimal> { [unit] = 1_000_000 });

    private static decimal? Price(TrafficKey key, DateOnly day, IReadOnlyDictionary<string, decimal> usage) =>
        RandomTraffic.Prices.Price(key.Provider, key.Model, key.Tier, RandomTraffic.Midday(day), usage, 0) is { State: PricingState.Catalogue } quote
            ? quote.Cost.Effective
            : null;
}
