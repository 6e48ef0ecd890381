using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Gpu;

namespace FinOpsAI.Core.Tests.Gpu;

public sealed class GpuUnitCostTests
{
    private static readonly Dictionary<string, decimal> Usage = new()
    {
        [UsageUnits.Input] = 30_000_000, [UsageUnits.Output] = 10_000_000, [UsageUnits.OutputReasoning] = 4_000_000, [UsageUnits.Request] = 5_000,
    };

    [Fact]
    public void Own_tokens_stand_beside_the_same_tokens_at_an_API()
    {
        var cost = GpuUnitCost.Of(60, 24, Usage, new("openai", "gpt-4o", 175));

        cost.Tokens.ShouldBe(40_000_000);
        cost.PerMillion.ShouldBe(1.5m);
        cost.ApiPerMillion.ShouldBe(4.375m);
        cost.Ratio!.Value.ShouldBe(60m / 175m);
        cost.TokensPerGpuHour!.Value.ShouldBe(40_000_000m / 24);
    }

    [Fact]
    public void At_the_break_even_both_cost_the_same()
    {
        var cost = GpuUnitCost.Of(60, 24, Usage, new("openai", "gpt-4o", 175));

        // So many tokens an hour, at the API's price of a million, cost what the hour costs.
        (cost.BreakEvenTokensPerGpuHour!.Value * cost.ApiPerMillion!.Value / 1_000_000m).ShouldBe(60m / 24, 1e-12m);
    }

    [Fact]
    public void Without_tokens_there_is_no_price_of_a_token()
    {
        var cost = GpuUnitCost.Of(60, 24, new Dictionary<string, decimal> { [UsageUnits.GpuHour] = 24 });

        cost.PerMillion.ShouldBeNull();
        cost.ApiPerMillion.ShouldBeNull();
        cost.Ratio.ShouldBeNull();
        cost.BreakEvenTokensPerGpuHour.ShouldBeNull();
    }

    [Fact]
    public void Free_API_makes_no_ratio() => GpuUnitCost.Of(60, 24, Usage, new("x", "y", 0)).Ratio.ShouldBeNull();
}
