using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;

namespace FinOpsAI.Core.Tests.Explanations;

public sealed class CostDecompositionTests
{
    [Fact]
    public void More_requests_of_one_model_are_volume_and_nothing_else()
    {
        var parts = Parts([Row("gpt-4o", 100, requests: 400)], [Row("gpt-4o", 300, requests: 1_200)]);

        parts.ShouldBe([new(CostFactor.Volume, 200, "gpt-4o", 400, 1_200) { Measure = ExplanationMeasure.Requests }]);
    }

    [Fact]
    public void Another_model_for_the_same_requests_is_model_mix_and_nothing_else()
    {
        var parts = Parts([Row("gpt-4o", 100, requests: 400)], [Row("gpt-4o-mini", 10, requests: 400)]);

        parts.ShouldBe([new(CostFactor.ModelMix, -90, "gpt-4o-mini", 0, 1) { Measure = ExplanationMeasure.ShareOfVolume }]);
    }

    [Fact]
    public void The_same_usage_at_another_price_is_price_and_nothing_else()
    {
        var parts = Parts([Row("gpt-4o", 100, requests: 400)], [Row("gpt-4o", 120, requests: 400)]);

        var price = parts.ShouldHaveSingleItem();
        price.Factor.ShouldBe(CostFactor.Price);
        price.Amount.ShouldBe(20);
        price.Subject.ShouldBe("gpt-4o");
        price.Measure.ShouldBe(ExplanationMeasure.PricePerMillionTokens);
        (price.After / price.Before).ShouldBe(1.2m);
    }

    [Fact]
    public void Longer_requests_are_tokens_per_request_and_nothing_else()
    {
        var parts = Parts(
            [new("gpt-4o", 100, new(800_000, 0, 200_000, 1_000, 0))], [new("gpt-4o", 250, new(2_000_000, 0, 500_000, 1_000, 0))]);

        parts.ShouldBe([new(CostFactor.TokensPerRequest, 150, "gpt-4o", 1_000, 2_500) { Measure = ExplanationMeasure.TokensPerRequest }]);
    }

    [Fact]
    public void Input_that_comes_from_the_cache_is_token_mix_at_the_models_own_prices()
    {
        // 1,000,000 input tokens at 2 and 100,000 output tokens at 8 a million; then half of the input from the cache at 1.
        var parts = Parts(
            [new("gpt-4o", 2.8m, new(1_000_000, 0, 100_000, 500, 0))], [new("gpt-4o", 2.3m, new(500_000, 500_000, 100_000, 500, 0))]);

        var mix = parts.ShouldHaveSingleItem();
        mix.Factor.ShouldBe(CostFactor.TokenMix);
        mix.Amount.ShouldBe(-0.5m);
        mix.Measure.ShouldBe(ExplanationMeasure.CachedShare);
        mix.Before.ShouldBe(0);
        mix.After.ShouldBe(0.454545m);
    }

    [Fact]
    public void Without_known_prices_a_change_of_kinds_is_shown_as_what_a_token_cost()
    {
        var parts = Parts(
            [new("own-model", 2.8m, new(1_000_000, 0, 100_000, 500, 0))], [new("own-model", 2.3m, new(500_000, 500_000, 100_000, 500, 0))]);

        parts.ShouldHaveSingleItem().Factor.ShouldBe(CostFactor.Price);
    }

    [Fact]
    public void A_new_model_beside_the_old_one_is_volume_and_mix_but_no_price()
    {
        var parts = Parts(
            [Row("gpt-4o", 100, requests: 100)], [Row("gpt-4o", 100, requests: 100), Row("gemini-2.5-pro", 50, requests: 100)]);

        parts.Select(part => part.Factor).ShouldBe([CostFactor.Volume, CostFactor.ModelMix], ignoreOrder: true);
        parts.Sum(part => part.Amount).ShouldBe(50);
    }

    [Fact]
    public void What_was_not_there_before_is_all_volume()
    {
        var parts = Parts([], [Row("gpt-4o", 30, requests: 10), Row("gemini-2.5-pro", 70, requests: 90)]);

        parts.ShouldBe([new(CostFactor.Volume, 100, "gemini-2.5-pro", 0, 100) { Measure = ExplanationMeasure.Requests }]);
    }

    [Fact]
    public void Tokens_stand_for_requests_where_those_are_not_counted()
    {
        var parts = Parts([new("gpt-4o", 10, new(1_000_000, 0, 0, 0, 0))], [new("gpt-4o", 30, new(3_000_000, 0, 0, 0, 0))]);

        parts.ShouldBe([new(CostFactor.Volume, 20, "gpt-4o", 1_000_000, 3_000_000) { Measure = ExplanationMeasure.Tokens }]);
    }

    [Fact]
    public void Gpu_hours_and_charges_without_usage_are_parts_of_their_own()
    {
        var parts = Parts(
            [new("", 100, new(0, 0, 0, 0, 40)), new("support", 10, default)], [new("", 175, new(0, 0, 0, 0, 70)), new("support", -5, default)]);

        parts.ShouldBe(
        [
            new(CostFactor.GpuHours, 75, null, 40, 70) { Measure = ExplanationMeasure.GpuHours },
            new(CostFactor.Charges, -15, "support", null, null),
        ]);
    }

    [Fact]
    public void Failed_calls_are_retries_only_where_both_periods_were_measured()
    {
        PeriodCosts before = new([Row("gpt-4o", 100, requests: 400)]);
        PeriodCosts after = new([Row("gpt-4o", 150, requests: 600)]) { Failed = [Row("gpt-4o", 50, requests: 200)] };

        CostDecomposition.Decompose(before with { Failed = [] }, after, CostDecompositionProperties.Weights).Parts
            .ShouldBe([new(CostFactor.Retries, 50, "gpt-4o", 0, 200) { Measure = ExplanationMeasure.Requests }]);
        CostDecomposition.Decompose(before, after, CostDecompositionProperties.Weights).Parts
            .ShouldHaveSingleItem().Factor.ShouldBe(CostFactor.Volume);
    }

    [Fact]
    public void Two_factors_share_what_they_did_together_as_Bennet_divides_it()
    {
        // Requests 100 -> 200 and price 1 -> 1.5: volume 100 x (1 + 1.5) / 2, price 0.5 x (100 + 200) / 2.
        var parts = Parts([Row("gpt-4o", 100, requests: 100)], [Row("gpt-4o", 300, requests: 200)]);

        parts.Single(part => part.Factor == CostFactor.Volume).Amount.ShouldBe(125);
        parts.Single(part => part.Factor == CostFactor.Price).Amount.ShouldBe(75);
    }

    [Fact]
    public void A_price_that_becomes_known_is_price()
    {
        var parts = Parts([Row("gpt-4o", 0, requests: 400)], [Row("gpt-4o", 100, requests: 400)]);

        parts.ShouldHaveSingleItem().Factor.ShouldBe(CostFactor.Price);
    }

    private static ModelCost Row(string model, decimal cost, decimal requests) =>
        new(model, cost, new(requests * 900, 0, requests * 100, requests, 0));

    private static IReadOnlyList<ExplanationPart> Parts(ModelCost[] before, ModelCost[] after) =>
        CostDecomposition.Decompose(new(before), new(after), CostDecompositionProperties.Weights).Parts;
}
