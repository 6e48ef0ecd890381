using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;

namespace FinOpsAI.Core.Tests.Facts;

public sealed class ExploreCsvTests
{
    [Fact]
    public async Task The_file_has_all_groups_with_exact_figures_one_row_a_bucket_and_group()
    {
        var facts = new FactList()
            .Add("a/x/1", 0.000000000000000001m, 0, "=1+1", usage: [(UsageUnits.Request, 2), (UsageUnits.Input, 500_000)])
            .Add("a/x/1", 5, 0, "a,\"b\"")
            .Add("a/x/1", 2, 3, "gpt", CostStatus.Invoiced, usage: [(UsageUnits.Request, 1)])
            .Add("a/x/1", 1, 4, "o3");
        await using var text = new StringWriter();
        var query = new ExploreQuery(
            ScopePath.Organization, FactList.Day, FactList.Day.AddDays(5), ExploreGranularity.Week, [FactDimension.Model, FactDimension.Team],
            [new(FactDimension.Model, "o3", true)], FactMetric.Effective, true, 1);

        await new ExploreCsv(new Explorer(facts)).WriteAsync(text, query, "USD", TestContext.Current.CancellationToken);

        text.ToString().ShouldBe(
            """"
            from,to,model,team,effective,estimated,confirmed,invoiced,billed,list,requests,input_tokens,cached_tokens,output_tokens,gpu_hours,records,unpriced,cost_per_request,cost_per_million_tokens,cache_hit_rate,currency
            2026-11-20,2026-11-23,"a,""b""",team:a,5,5,0,0,10,15,0,0,0,0,0,1,0,,,,USD
            2026-11-20,2026-11-23,'=1+1,team:a,0.000000000000000001,0.000000000000000001,0,0,0.000000000000000002,0.000000000000000003,2,500000,0,0,0,1,0,0.0000000000000000005,0.000000000000000002,0,USD
            2026-11-23,2026-11-25,gpt,team:a,2,0,0,2,4,6,1,0,0,0,0,1,0,2,,,USD

            """");
    }
}
