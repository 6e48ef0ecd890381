using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Scenarios;

namespace FinOpsAI.Core.Efficiency;

/// <summary>
/// Finds what the same use would have cost otherwise, by replaying the traffic itself: no benchmark, no rule of thumb. docs/scenarios.md says what is
/// proposed, and what is not.
/// </summary>
public sealed class Advisor(IUsagePricer pricer)
{
    /// <summary>A model that makes less of the cost is not worth anybody's time.</summary>
    public const decimal LeastShare = 0.01m;

    /// <summary>A smaller saving does not pay for the change.</summary>
    public const decimal LeastSaving = 0.10m;

    /// <summary>The most models that are proposed for one.</summary>
    public const int MostModels = 3;

    /// <summary>Providers cache prompts from about this many tokens on.</summary>
    public const decimal LeastCachedInput = 1_024;

    /// <summary>A model with less of the input says nothing about what others can reach.</summary>
    private const decimal LeastExample = 0.05m;

    private const decimal Month = 30;

    /// <summary>Looks for savings.</summary>
    /// <param name="traffic">The scope's traffic.</param>
    /// <param name="used">Models that are in use beside the scope's own.</param>
    /// <returns>The largest saving first.</returns>
    public IReadOnlyList<AdviceItem> Advise(BaselineTraffic traffic, IEnumerable<(string Provider, string Model)> used)
    {
        ArgumentNullException.ThrowIfNull(traffic);
        var calibration = Calibration.Of(traffic);
        var total = traffic.Cost;
        var known = traffic.Rows.Where(row => row.Growth == Growth.Priced).Select(row => (row.Key.Provider, row.Key.Model)).Union(used).ToHashSet();
        var bestRate = BestCacheRate(traffic);
        var items = new List<AdviceItem>();
        foreach (var model in traffic.Rows
            .Where(row => row.Growth == Growth.Priced && row.Key.Tier != TrafficKey.Provisioned)
            .GroupBy(row => (row.Key.Provider, row.Key.Model)))
        {
            var part = new AdvisedTraffic(traffic, calibration, [.. model]);
            if (part.Cost <= 0 || part.Cost < LeastShare * total)
            {
                continue;
            }

            items.AddRange(Models(part, model.Key, known));
            var standard = part.Only(row => row.Key.Tier == TrafficKey.Standard);
            items.AddRange(standard.Cost >= LeastShare * total ? Batch(standard, model.Key) : []);
            items.AddRange(Cache(part, model.Key, bestRate));
        }

        return
        [
            .. items
                .OrderByDescending(item => item.SavingPerMonth)
                .ThenBy(item => item.Provider, StringComparer.Ordinal)
                .ThenBy(item => item.Model, StringComparer.Ordinal)
                .ThenBy(item => item.Kind)
                .ThenBy(item => item.ToModel, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Models that are in use already come first: people know what they can do. Then, and among them, the dearest: the smallest step down is the likeliest to
    /// do the same work, and the cheapest model of all is no advice.
    /// </summary>
    private IEnumerable<AdviceItem> Models(AdvisedTraffic part, (string Provider, string Model) from, HashSet<(string Provider, string Model)> known)
    {
        if (part.Tokens(UnitTable.Output) <= 0)
        {
            return [];
        }

        var midnight = new DateTimeOffset(part.LastDay, TimeOnly.MinValue, TimeSpan.Zero);
        return pricer.Models(from.Provider, midnight)
            .Where(model => !ModelNames.IsTuned(model))
            .Select(model => (from.Provider, Model: model))
            .Union(known)
            .Where(to => to != from && !ModelNames.AreOne(to.Model, from.Model) && ModelNames.AreForTheSame(to.Model, from.Model))
            .Select(to => part.MovedTo(from, to) is { } would
                ? Item(AdviceKind.Model, part, from, to, would, ["same_tokens", "quality_not_judged", "base_price"], part.Factor(to))
                : null)
            .OfType<AdviceItem>()
            .OrderByDescending(item => known.Contains((item.ToProvider!, item.ToModel!)))
            .ThenByDescending(item => item.WouldCost)
            .ThenBy(item => item.ToModel, StringComparer.Ordinal)
            .Take(MostModels);
    }

    private static IEnumerable<AdviceItem> Batch(AdvisedTraffic part, (string Provider, string Model) model) =>
        part.Batched() is { } would && Item(AdviceKind.Batch, part, model, null, would, ["may_wait_a_day"], 1) is { } item ? [item] : [];

    private static IEnumerable<AdviceItem> Cache(AdvisedTraffic part, (string Provider, string Model) model, decimal rate) =>
        part.Cached(rate, LeastCachedInput) is { } would && Item(AdviceKind.Cache, part, model, null, would, ["cache_rate"], 1, rate) is { } item ? [item] : [];

    /// <summary>The highest cache hit rate that a model of the scope with a good part of its input really has.</summary>
    private static decimal BestCacheRate(BaselineTraffic traffic)
    {
        var models = traffic.Rows
            .Where(row => row.Growth == Growth.Priced && traffic.Rates.HasCachePrice(row.Key, row.Day))
            .GroupBy(row => (row.Key.Provider, row.Key.Model))
            .Select(model => (Read: model.Sum(row => row.Usage[UnitTable.CacheRead]), Input: model.Sum(row => AdvisedTraffic.InputOf(row.Usage))))
            .ToList();
        var all = models.Sum(model => model.Input);
        return models
            .Where(model => model.Input > 0 && model.Input >= LeastExample * all)
            .Select(model => model.Read / model.Input)
            .DefaultIfEmpty(0)
            .Max();
    }

    private static AdviceItem? Item(
        AdviceKind kind, AdvisedTraffic part, (string Provider, string Model) model, (string Provider, string Model)? to, decimal would,
        string[] assumptions, decimal factor, decimal? rate = null)
    {
        var saving = part.Cost - would;
        var prices = part.IsAgreed || factor != 1 ? "agreed_prices" : "list_prices";
        return part.Cost <= 0 || saving < LeastSaving * part.Cost ? null : new(
            kind,
            model.Provider,
            model.Model,
            to?.Provider,
            to?.Model,
            Rounded(part.Cost),
            Rounded(would),
            Rounded(saving * Month / part.Days),
            part.Tokens(UnitTable.Request),
            rate,
            [.. assumptions, prices]);
    }

    private static decimal Rounded(decimal amount) => Math.Round(amount, ExactShares.Decimals);
}
