using FinOpsAI.Core.Efficiency;
using FinOpsAI.Core.Scenarios;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Ingest.Tests.Scenarios;

public sealed class AdvisorTests
{
    private static readonly Advisor Advisor = new(RandomTraffic.Pricer);

    private static IReadOnlyList<AdviceItem> Advise(params Spent[] records) => Advisor.Advise(RandomTraffic.Fold(records), []);

    private static Spent Spend(string provider, string model, decimal cost, params (string Unit, decimal Quantity)[] usage) =>
        new(RandomTraffic.From, provider, model, "", "Usage", usage.ToDictionary(unit => unit.Unit, unit => unit.Quantity), cost);

    [Fact]
    public void Advice_for_random_traffic_is_what_its_records_cost_priced_again_one_by_one()
    {
        var advised = 0;
        Prop.ForAll(
            RandomTraffic.Records.ToArbitrary(),
            records =>
            {
                foreach (var item in Advise(records))
                {
                    var part = records
                        .Where(record => (record.Provider, record.Model) == (item.Provider, item.Model) && OneByOne.IsPriced(record))
                        .Where(record => item.Kind != AdviceKind.Batch || record.Tier is "" or "standard")
                        .ToList();
                    var drivers = item.Kind switch
                    {
                        AdviceKind.Model => new ScenarioDrivers { Moves = [new(item.Provider, item.Model, item.ToProvider!, item.ToModel!, 1)] },
                        AdviceKind.Batch => new() { BatchShare = 1 },
                        _ => new() { CacheHitRate = BestRate(records) },
                    };

                    // The others' real costs say what is agreed, but nothing of theirs is changed.
                    var would = new OneByOne(records, part).Cost(drivers);
                    Math.Abs(item.WouldCost - would).ShouldBeLessThanOrEqualTo(1e-9m * Math.Max(1, would), $"{item}");
                    item.Cost.ShouldBe(Math.Round(part.Sum(record => record.Cost), 12));
                    item.Cost.ShouldBeGreaterThanOrEqualTo(0.01m * records.Sum(record => record.Cost));
                    item.WouldCost.ShouldBeLessThanOrEqualTo(0.9m * item.Cost);
                    item.SavingPerMonth.ShouldBe(Math.Round((item.Cost - item.WouldCost) * 30 / RandomTraffic.Days, 12), 1e-9m);
                    advised++;
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
        advised.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Smaller_models_of_the_provider_are_proposed_the_smallest_step_down_among_them_and_no_others()
    {
        var items = Advise(Spend("openai", "gpt-4o", 12.5m, ("token.input", 1_000_000), ("token.output", 1_000_000), ("request", 10)))
            .Where(item => item.Kind == AdviceKind.Model)
            .ToList();

        items.Count.ShouldBe(Advisor.MostModels);
        items.Select(item => item.WouldCost).ShouldBeInOrder();
        items.ShouldContain(item => item.WouldCost > item.Cost / 2);
        items.ShouldAllBe(item => item.ToProvider == "openai" && item.Requests == 10);
        items.ShouldAllBe(item => item.Assumptions.SequenceEqual(new[] { "same_tokens", "quality_not_judged", "base_price", "list_prices" }));
        items.ShouldNotContain(item => item.ToModel!.Contains("transcribe") || item.ToModel.Contains("embed") || item.ToModel.Contains("ft:"));
    }

    [Fact]
    public void Models_in_use_elsewhere_are_proposed_as_well()
    {
        var traffic = RandomTraffic.Fold([Spend("anthropic", "claude-opus-4-1", 90m, ("token.input", 1_000_000), ("token.output", 1_000_000))]);

        Advisor.Advise(traffic, [("openai", "gpt-4o-mini"), ("openai", "text-embedding-3-small"), ("openai", "gpt-4o-mini-tts")])
            .Where(item => item.ToProvider == "openai")
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(item => item.ToModel.ShouldBe("gpt-4o-mini"), item => item.WouldCost.ShouldBe(0.75m));
    }

    [Fact]
    public void Models_in_use_come_before_others_of_the_provider()
    {
        var traffic = RandomTraffic.Fold([Spend("openai", "gpt-4o", 12.5m, ("token.input", 1_000_000), ("token.output", 1_000_000))]);

        string[] Proposed(params IEnumerable<(string Provider, string Model)> used) =>
            [.. Advisor.Advise(traffic, used).Where(item => item.Kind == AdviceKind.Model).Select(item => item.ToModel!)];

        Proposed().ShouldNotContain("gpt-4o-mini");
        Proposed(("openai", "gpt-4o-mini")).ShouldContain("gpt-4o-mini");
    }

    [Fact]
    public void Embeddings_are_never_told_to_chat_nor_a_model_to_become_its_own_dated_name()
    {
        Advise(Spend("openai", "text-embedding-3-large", 130m, ("token.embedding", 1_000_000_000))).ShouldNotContain(item => item.Kind == AdviceKind.Model);
        Advisor.Advise(
                RandomTraffic.Fold([Spend("openai", "gpt-4o-2024-05-13", 20m, ("token.input", 1_000_000), ("token.output", 1_000_000))]), [("openai", "gpt-4o")])
            .ShouldNotContain(item => item.ToModel == "gpt-4o");
    }

    [Fact]
    public void Standard_traffic_is_priced_in_batches_where_there_is_a_price_for_them()
    {
        var item = Advise(
            Spend("openai", "gpt-4o", 12.5m, ("token.input", 1_000_000), ("token.output", 1_000_000)),
            Spend("deepseek", "deepseek-chat", 12.5m, ("token.input", 1_000_000), ("token.output", 1_000_000))).Where(item => item.Kind == AdviceKind.Batch).ShouldHaveSingleItem();

        (item.Model, item.Cost, item.WouldCost).ShouldBe(("gpt-4o", 12.5m, 6.25m));
        item.SavingPerMonth.ShouldBe(6.25m * 30 / 28, 1e-9m);
        item.Assumptions.ShouldBe(["may_wait_a_day", "list_prices"]);
    }

    [Fact]
    public void Cache_rate_is_raised_to_the_best_one_of_the_scopes_own_models_where_prompts_are_long()
    {
        var good = Spend("openai", "gpt-4.1", 5m, ("token.input", 2_000_000), ("token.cache_read", 8_000_000), ("request", 100));
        var poor = Spend("openai", "gpt-4o", 25m, ("token.input", 10_000_000), ("request", 1_000));

        var item = Advise(good, poor).Where(item => item.Kind == AdviceKind.Cache).ShouldHaveSingleItem();

        (item.Model, item.Cost, item.WouldCost).ShouldBe(("gpt-4o", 25m, (2 * 2.5m) + (8 * 1.25m)));
        item.Assumptions[0].ShouldBe("cache_rate");
        Advise(good, poor with { Usage = new Dictionary<string, decimal> { ["token.input"] = 10_000_000, ["request"] = 100_000 } })
            .ShouldNotContain(item => item.Kind == AdviceKind.Cache);
    }

    [Fact]
    public void Models_that_cost_next_to_nothing_are_left_alone() =>
        Advise(
                Spend("ours", "own", 10_000m, ("token.input", 1)),
                Spend("openai", "gpt-4o", 12.5m, ("token.input", 1_000_000), ("token.output", 1_000_000)))
            .ShouldBeEmpty();

    private static decimal BestRate(Spent[] records)
    {
        static decimal Read(IEnumerable<Spent> some) => some.Sum(record => record.Usage.GetValueOrDefault("token.cache_read"));
        static decimal Input(IEnumerable<Spent> some) => some.Sum(record => record.Usage
            .Where(unit => unit.Key is "token.input" || unit.Key.StartsWith("token.cache", StringComparison.Ordinal)).Sum(unit => unit.Value));
        var models = records
            .Where(record => OneByOne.IsPriced(record) && HasCachePrice(record))
            .GroupBy(record => (record.Provider, record.Model))
            .ToList();
        var all = models.Sum(model => Input(model));
        return models.Where(model => Input(model) > 0 && Input(model) >= 0.05m * all).Select(model => Read(model) / Input(model)).DefaultIfEmpty(0).Max();
    }

    private static bool HasCachePrice(Spent record)
    {
        decimal One(string unit) => RandomTraffic.Prices.Price(
            record.Provider, record.Model, null, RandomTraffic.Midday(record.Day), new Dictionary<string, decimal> { [unit] = 1_000_000 }, 0).Cost.Effective;
        return One("token.cache_read") < One("token.input");
    }
}
