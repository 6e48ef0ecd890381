using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Importers;

namespace FinOpsAI.Ingest.Tests.Importers;

/// <summary>The published data sets, whole, by their known totals.</summary>
public sealed class RealFileTests
{
    private readonly ImportKit _kit = new();

    [Theory]
    [InlineData("code", 8_819, 18_059_974, 245_896, "47.6088950")]
    [InlineData("conv", 19_366, 22_361_870, 4_088_665, "96.7913250")]
    public async Task Azure_trace_gives_its_known_tokens_and_exact_cost(string trace, int rows, decimal input, decimal output, string cost)
    {
        var path = SharedData.Path("azure-llm-trace-2023", $"AzureLLMInferenceTrace_{trace}.csv");

        var (format, items) = await _kit.ImportAsync(path, new() { Team = "platform", Project = trace, Resource = "gpt-4o", Model = "gpt-4o" });

        format.ShouldBe("azure-llm-trace");
        items.ShouldAllBe(item => item.Error == null);
        var records = items.Select(item => item.Record!).ToList();
        records.Count.ShouldBe(rows);
        records.Sum(record => record.Usage[UsageUnits.Input]).ShouldBe(input);
        records.Sum(record => record.Usage[UsageUnits.Output]).ShouldBe(output);
        records.Sum(record => record.Usage[UsageUnits.Request]).ShouldBe(rows);
        records.Sum(record => record.Cost.Effective).ShouldBe(decimal.Parse(cost, null));
        records.ShouldAllBe(record => record.Pricing == PricingState.Catalogue && record.Status == CostStatus.Estimated);
        records.Select(record => record.Id).Distinct().Count().ShouldBe(rows);
        records[0].Scope.ShouldBe(ScopePath.ForResource("platform", trace, "gpt-4o"));
        records[0].Id.ShouldBe($"AzureLLMInferenceTrace_{trace}.csv:1");
        records.ShouldAllBe(record => record.Timestamp.Year == 2023 && record.Timestamp.Offset == TimeSpan.Zero);
    }

    [Fact]
    public async Task Alibaba_trace_gives_its_known_gpu_seconds()
    {
        var (format, items) = await _kit.ImportAsync(
            SharedData.Path("alibaba-genai-2026", "lora_request_trace.csv"), new() { Team = "images", GpuRate = 3.60m });

        format.ShouldBe("alibaba-genai");
        items.ShouldAllBe(item => item.Error == null);
        var records = items.Select(item => item.Record!).ToList();
        records.Count.ShouldBe(26_823);
        records.Sum(record => record.Usage[AlibabaTraceImporter.GpuSeconds]).ShouldBe(768_899m);
        Math.Round(records.Sum(record => record.Usage[UsageUnits.GpuHour]) * 3600m, 6).ShouldBe(768_899m);
        records.Sum(record => record.Cost.Effective).ShouldBe(768.899m);
        records.Count(record => record.Tags["status"] == "FAILED" && record.Cost.Effective > 0).ShouldBeGreaterThan(0);
        records.Select(record => record.Scope.Project).Distinct().ShouldBe(["TXT_2_IMG", "IMG_2_IMG", "INPAINTING"], ignoreOrder: true);
        records.ShouldAllBe(record => record.Scope.Team == "images" && record.Status == CostStatus.Estimated);
    }

    [Fact]
    public async Task Focus_sample_gives_its_known_sums()
    {
        var (format, items) = await _kit.ImportAsync(SharedData.Path("focus-1.0-sample", "focus_sample.csv"), new() { TeamTag = "business_unit" });

        format.ShouldBe("focus");
        items.ShouldAllBe(item => item.Error == null);
        var records = items.Select(item => item.Record!).ToList();
        records.Count.ShouldBe(1_000);
        records.Sum(record => record.Cost.Billed).ShouldBe(20.52022672899m);
        Math.Round(records.Sum(record => record.Cost.Effective), 2).ShouldBe(14.98m);
        Math.Round(records.Sum(record => record.Cost.List), 2).ShouldBe(20.39m);
        records.CountBy(record => record.Provider).ShouldBe(
            new Dictionary<string, int> { ["aws"] = 942, ["azure"] = 51, ["oracle"] = 7 }, ignoreOrder: true);
        records.Select(record => record.Id).Distinct().Count().ShouldBe(1_000);
        records.ShouldAllBe(record => record.Pricing == PricingState.Given && record.Status == CostStatus.Confirmed && record.BillingCurrency == "USD");
        records.Count(record => record.Scope.Team != ScopePath.Unattributed).ShouldBeGreaterThan(500);
        records.Select(record => record.ChargeCategory).Distinct().ShouldBe(["Usage", "Adjustment", "Credit"], ignoreOrder: true);
    }

    [Fact]
    public async Task Importing_a_file_again_gives_the_same_records()
    {
        var path = SharedData.Path("focus-1.0-sample", "focus_sample.csv");

        var (_, first) = await _kit.ImportAsync(path);
        var (_, second) = await _kit.ImportAsync(path);

        second.Select(item => item.Record!.Id).ShouldBe(first.Select(item => item.Record!.Id));
    }
}
