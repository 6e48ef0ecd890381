using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;

namespace FinOpsAI.Core.Tests.Facts;

public sealed class UnitCostsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_ratio_is_over_the_records_that_have_what_it_is_divided_by()
    {
        var facts = new FactList()
            .Add("a/x/1", 4, 0, usage: [(UsageUnits.Request, 2), (UsageUnits.Input, 900), (UsageUnits.CacheRead, 100), (UsageUnits.Output, 1_000)])
            .Add("a/x/1", 6, 2, facets: FactList.Facets("batch", customer: "kim"), usage: [(UsageUnits.Request, 3), (UsageUnits.Output, 500)])
            .Add("a/x/2", 10, 1, "embed", facets: FactList.Facets(customer: "lee"), usage: [(UsageUnits.Embedding, 7_500)])
            .Add("b/x/1", 80, 1, "", facets: FactList.Facets("batch"), usage: [(UsageUnits.GpuHour, 20)])
            .Add("b/x/1", 7, -2, "", usage: [(UsageUnits.GpuHour, 2)])
            .Add("b/x/1", 1_000, -4, "");

        var (total, groups, count) = await new UnitCosts(facts).AskAsync(
            ScopePath.Organization, FactList.Day, FactList.Day.AddDays(3), FactDimension.Model, 2, Token);

        var now = total.Now.Figures;
        (now.Cost.Effective, now.CostPerRequest, now.CostPerMillionTokens, now.TokensPerRequest).ShouldBe((100, 2, 2_000, 500));
        (now.CacheHitRate, now.BatchShare).ShouldBe((100m / 8_500, 0.3m));
        (total.Now.Customers, total.Now.CostPerCustomer).ShouldBe((2, 8));
        total.CostPerRequest.ShouldBe([2, null, 2]);
        (total.Previous!.Figures.Cost.Effective, total.Previous.Figures.CostPerRequest, total.Previous.Customers, total.Previous.CostPerCustomer)
            .ShouldBe((7, null, 0, null));
        count.ShouldBe(3);
        groups.Select(group => (group.Key, group.Now.Figures.Cost.Effective, group.Previous is not null)).ShouldBe([("", 80, true), ("embed", 10, false)]);
        groups[1].Now.Figures.BatchShare.ShouldBe(0);
        groups[0].Now.Figures.BatchShare.ShouldBeNull("GPU hours are no calls");
    }

    [Fact]
    public async Task The_whole_is_the_same_by_whatever_it_is_grouped()
    {
        var facts = new FactList()
            .Add("a/x/1", 4, usage: [(UsageUnits.Request, 2)])
            .Add("a/x/2", 6, usage: [(UsageUnits.GpuHour, 2)])
            .Add("b/x/2", 3, usage: [(UsageUnits.Input, 10)]);

        foreach (var dimension in Enum.GetValues<FactDimension>())
        {
            var (total, groups, _) = await new UnitCosts(facts).AskAsync(ScopePath.Organization, FactList.Day, FactList.Day.AddDays(1), dimension, 100, Token);

            (total.Now.Figures.CostPerRequest, total.Now.Figures.CostPerMillionTokens).ShouldBe((2, 300_000));
            groups.Sum(group => group.Now.Figures.Cost.Effective).ShouldBe(13);
        }
    }
}
