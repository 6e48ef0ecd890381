using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Gpu;
using FinOpsAI.Ingest.Importers;
using Microsoft.Extensions.DependencyInjection;

namespace FinOpsAI.Ingest.Tests.Sources.Gpu;

public sealed class GpuHoursImporterTests : IDisposable
{
    private static readonly ImportContext Context = new()
    {
        FileName = "gpu.csv", Team = "platform", GpuRates = GpuRateCard.Parse("H100 | per_hour=2.50 | from=2026-01-01\nA100 | purchase=8760 | years=1 | currency=EUR"),
    };

    private readonly SourceKit _kit = new();

    public void Dispose() => _kit.Dispose();

    private async Task<List<FinOpsAI.Ingest.Usage.UsageParseItem>> ReadAsync(string text, string format = UsageImports.Auto)
    {
        var imports = _kit.Services.GetRequiredService<UsageImports>();
        var importer = imports.Choose(format, new("gpu.csv", text.Split('\n')[0]));
        importer.Format.ShouldBe("gpu-hours");
        List<FinOpsAI.Ingest.Usage.UsageParseItem> items = [];
        await foreach (var item in importer.ReadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), Context, TestContext.Current.CancellationToken))
        {
            items.Add(item);
        }

        return items;
    }

    [Fact]
    public async Task Rows_are_priced_by_the_rate_card_unless_they_have_a_cost()
    {
        var items = await ReadAsync(
            "date,GPU,gpus,hours,team,project,cost,currency\n2026-11-03,H100,16,24,ml,training,,\n2026-11-03,A100,1,2,,batch,,\n2026-11-04,H100,2,1,ml,x,3.75,USD\n");

        items.ShouldAllBe(item => item.Error == null);
        var records = items.Select(item => item.Record!).ToList();
        records.Select(record => (record.Scope.Key, record.Usage[UsageUnits.GpuHour], record.StatedCost!.Value.Effective, record.BillingCurrency, record.Status)).ShouldBe(
        [
            ("resource:ml/training/H100", 384m, 960m, "USD", CostStatus.Estimated), ("resource:platform/batch/A100", 2m, 2m, "EUR", CostStatus.Estimated),
            ("resource:ml/x/H100", 2m, 3.75m, "USD", CostStatus.Confirmed),
        ]);
        records.Select(record => record.Id).ShouldBe(["gpu.csv:1", "gpu.csv:2", "gpu.csv:3"]);
    }

    [Fact]
    public async Task Hours_of_all_GPUs_may_be_given_at_once() =>
        (await ReadAsync("date;gpu_model;gpu_hours\n2026-11-03T10:00:00Z;H100;12.5\n")).ShouldHaveSingleItem().Record!.Cost.Effective.ShouldBe(31.25m);

    [Fact]
    public async Task Model_without_a_rate_is_unpriced() =>
        (await ReadAsync("date,gpu,hours\n2026-11-03,B200,1\n2025-11-03,H100,1\n")).ShouldAllBe(item => item.Record!.Pricing == PricingState.Unpriced);

    [Fact]
    public async Task Rows_that_cannot_be_used_say_why() =>
        (await ReadAsync("date,gpu,gpus,hours,cost\nsoon,H100,1,1,\n2026-11-03,,1,1,\n2026-11-03,H100,1,-1,\n2026-11-03,H100,x,1,\n2026-11-03,H100,1,1,free\n2026-11-03,H100,1,,\n"))
            .Select(item => (item.Error!.Line, item.Error.Field)).ShouldBe([(2, "date"), (3, "gpu"), (4, "hours"), (5, "gpus"), (6, "cost"), (7, "hours")]);
}
