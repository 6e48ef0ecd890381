using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Scenarios;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Ingest.Tests.Scenarios;

public sealed class ScenarioReplayTests
{
    private static readonly IReadOnlyDictionary<string, decimal> Million = new Dictionary<string, decimal>
    {
        ["token.input"] = 1_000_000, ["token.output"] = 1_000_000, ["request"] = 1_000,
    };

    private static Spent Gpt4o(int day = 0, decimal cost = 12.5m, string tier = "") =>
        new(RandomTraffic.From.AddDays(day), "openai", "gpt-4o", tier, "Usage", Million, cost);

    private static ScenarioOutcome Run(ScenarioDrivers drivers, params Spent[] records) => ScenarioReplay.Run(RandomTraffic.Fold(records), drivers);

    private static void ShouldBeClose(decimal actual, decimal expected) =>
        Math.Abs(actual - expected).ShouldBeLessThanOrEqualTo(1e-9m * Math.Max(1, Math.Abs(expected)), $"{actual} and {expected}");

    [Fact]
    public void Replay_of_random_traffic_costs_what_the_records_cost_priced_one_by_one() =>
        Prop.ForAll(
            (from records in RandomTraffic.Records from drivers in RandomTraffic.Drivers select (records, drivers)).ToArbitrary(),
            made =>
            {
                var outcome = ScenarioReplay.Run(RandomTraffic.Fold(made.records), made.drivers);
                ShouldBeClose(outcome.After.Cost, new OneByOne(made.records).Cost(made.drivers));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Effects_and_models_add_up_to_the_last_decimal() =>
        Prop.ForAll(
            (from records in RandomTraffic.Records from drivers in RandomTraffic.Drivers select (records, drivers)).ToArbitrary(),
            made =>
            {
                var outcome = ScenarioReplay.Run(RandomTraffic.Fold(made.records), made.drivers);
                outcome.Effects.Sum(effect => effect.Amount).ShouldBe(outcome.After.Cost - outcome.Before.Cost);
                outcome.Effects.Select(effect => effect.Driver).Order().ShouldBe(made.drivers.Active());
                ShouldBeClose(outcome.Models.Sum(model => model.CostAfter), outcome.After.Cost);
                ShouldBeClose(outcome.Models.Sum(model => model.CostBefore), outcome.Before.Cost);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_drivers_nothing_changes_by_the_last_decimal() =>
        Prop.ForAll(
            RandomTraffic.Records.ToArbitrary(),
            records =>
            {
                var outcome = ScenarioReplay.Run(RandomTraffic.Fold(records), new());
                outcome.After.ShouldBe(outcome.Before);
                outcome.Before.Cost.ShouldBe(Math.Round(records.Sum(record => record.Cost), ExactShares.Decimals));
                outcome.Effects.ShouldBeEmpty();
                outcome.Assumptions.ShouldBeEmpty();
                outcome.Models.ShouldAllBe(model => model.CostAfter == model.CostBefore && model.RequestsAfter == model.RequestsBefore);
                Enumerable.Range(0, 7).ShouldAllBe(day => outcome.Ratios.Of(RandomTraffic.From.AddDays(day)) == 1);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Users_double_and_half_the_traffic_goes_to_a_smaller_model()
    {
        var outcome = Run(
            new() { Users = 2, Moves = [new("openai", "gpt-4o", "openai", "gpt-4o-mini", 0.5m)] },
            Gpt4o());

        // gpt-4o 2.50 + 10.00, gpt-4o-mini 0.15 + 0.60 a million: 1 million of each at either.
        outcome.After.Cost.ShouldBe(12.5m + 0.75m);
        outcome.Models.Select(model => (model.Model, model.CostAfter, model.RequestsAfter)).ShouldBe([("gpt-4o", 12.5m, 1_000m), ("gpt-4o-mini", 0.75m, 1_000m)]);

        // Alone, users add 12.50 and the move saves 5.875; together they add 0.75.
        outcome.Effects.ShouldBe([new(ScenarioDriver.Users, 9.5625m), new(ScenarioDriver.ModelMix, -8.8125m)]);
        outcome.Assumptions.ShouldBe(["same_tokens", "quality_not_judged", "base_price", "mix_as_before"]);
    }

    [Fact]
    public void Agreed_price_stays_in_force_for_more_of_the_same_and_for_the_providers_other_models()
    {
        var outcome = Run(
            new() { Users = 3, Moves = [new("openai", "gpt-4o", "openai", "gpt-4o-mini", 1)] },
            Gpt4o(cost: 10m));

        outcome.After.Cost.ShouldBe(3 * 0.75m * 0.8m);
        outcome.Assumptions.ShouldContain("agreed_prices");
    }

    [Fact]
    public void Cache_rate_keeps_the_number_of_input_tokens()
    {
        var outcome = Run(new() { CacheHitRate = 0.8m }, Gpt4o());

        outcome.After.Usage.ShouldBe(new UsageTotals(200_000, 800_000, 1_000_000, 1_000, 0));
        outcome.After.CacheHitRate.ShouldBe(0.8m);
        outcome.After.Cost.ShouldBe((0.2m * 2.5m) + (0.8m * 1.25m) + 10m);
    }

    [Fact]
    public void Model_without_a_price_for_cached_tokens_is_left_as_it_is()
    {
        var mistral = new Spent(RandomTraffic.From, "mistral", "mistral-large-2411", "", "Usage", Million, 8);

        var outcome = Run(new() { CacheHitRate = 0.8m }, mistral);

        outcome.After.ShouldBe(outcome.Before);
    }

    [Fact]
    public void Batch_share_is_that_of_what_could_be_batched()
    {
        var embedding = new Spent(RandomTraffic.From, "ours", "own", "", "Usage", Million, 5);

        var outcome = Run(new() { BatchShare = 0.4m }, Gpt4o(), embedding);

        outcome.Before.BatchShare.ShouldBe(0);
        outcome.After.BatchShare.ShouldBe(0.4m);
        outcome.After.Cost.ShouldBe((0.6m * 12.5m) + (0.4m * 6.25m) + 5);
        outcome.NotReplayed.ShouldBe(5);
    }

    [Fact]
    public void Hours_of_a_gpu_follow_their_own_drivers_alone()
    {
        var hours = new Spent(RandomTraffic.From, "aws", "", "", "Usage", new Dictionary<string, decimal> { ["gpu_hour"] = 10 }, 25);

        Run(new() { Users = 5, RequestsPerUser = 3, InputTokensPerRequest = 2 }, hours).After.Cost.ShouldBe(25);
        var outcome = Run(new() { GpuHours = 2, GpuRate = 0.7m, Users = 5 }, hours);
        outcome.After.Cost.ShouldBe(35);
        outcome.After.Usage.GpuHours.ShouldBe(20);
        outcome.NotReplayed.ShouldBe(0);
        outcome.Assumptions.ShouldContain("gpu_by_the_hour");
    }

    [Fact]
    public void Moves_beyond_all_of_a_models_traffic_share_it()
    {
        var outcome = Run(
            new() { Moves = [new("openai", "gpt-4o", "openai", "gpt-4o-mini", 1), new("*", "*", "openai", "gpt-4.1", 1)] },
            Gpt4o());

        outcome.Models.Select(model => (model.Model, model.RequestsAfter)).ShouldBe([("gpt-4.1", 500m), ("gpt-4o-mini", 500m), ("gpt-4o", 0m)]);
    }

    [Fact]
    public void Move_of_everything_leaves_embeddings_and_what_the_target_cannot_do()
    {
        var embedding = new Spent(RandomTraffic.From, "openai", "text-embedding-3-small", "", "Usage", new Dictionary<string, decimal> { ["token.embedding"] = 1_000_000 }, 0.02m);
        var spoken = new Spent(
            RandomTraffic.From, "openai", "gpt-4o-audio-preview", "", "Usage",
            new Dictionary<string, decimal> { ["token.output"] = 10, ["token.output_audio"] = 1_000_000 }, 80m);

        var outcome = Run(new() { Moves = [new("*", "*", "openai", "gpt-4o-mini", 1)] }, embedding, spoken);

        outcome.After.Cost.ShouldBe(outcome.Before.Cost);
    }

    [Fact]
    public void Refunds_that_outweigh_the_use_are_not_priced_again()
    {
        var outcome = Run(new() { Users = 2, Moves = [new("openai", "gpt-4o", "openai", "gpt-4o-mini", 1)] }, Gpt4o(), Gpt4o(1, -20m));

        outcome.NotReplayed.ShouldBe(-7.5m);
        outcome.After.Cost.ShouldBe(-15m);
    }

    [Fact]
    public void Weekdays_differ_where_four_of_them_are_known()
    {
        // 2026-10-24 is a Saturday: the week's ends go to another model, other days not, as they use another one.
        var records = Enumerable.Range(0, RandomTraffic.Days)
            .Select(day => RandomTraffic.From.AddDays(day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
                ? Gpt4o(day)
                : Gpt4o(day) with { Model = "gpt-4.1", Cost = 10 })
            .ToArray();

        var ratios = Run(new() { Moves = [new("openai", "gpt-4o", "openai", "gpt-4o-mini", 1)] }, records).Ratios;

        ratios.Of(new(2026, 11, 21)).ShouldBe(0.06, 1e-12);
        ratios.Of(new(2026, 11, 23)).ShouldBe(1);
        ratios.Overall.ShouldBe((200 + 6) / 300.0, 1e-12);

        var shorter = Run(new() { Moves = [new("openai", "gpt-4o", "openai", "gpt-4o-mini", 1)] }, records[..21]).Ratios;
        shorter.Of(new(2026, 11, 21)).ShouldBe(shorter.Overall);
    }
}
