using System.Text.RegularExpressions;
using FinOpsAI.Core.Gpu;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FinOpsAI.Ingest.Tests.Sources.Gpu;

/// <summary>The examples of <c>docs/connectors/gpu.md</c> work as they stand, and its figures are right.</summary>
public sealed partial class GpuDocumentationTests
{
    private static readonly DateTimeOffset November = new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "connectors", "gpu.md"));

    [GeneratedRegex("```(?<language>[a-z]+)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    private static string Example(string language, int index = 0) =>
        Block().Matches(Document).Where(match => match.Groups["language"].Value == language).ElementAt(index).Groups["text"].Value;

    [Fact]
    public void Rate_card_of_lines_can_be_read_and_costs_what_the_text_says()
    {
        var card = GpuRateCard.Parse(Example("text"));

        card.Rates.Count.ShouldBe(4);
        card.Find("NVIDIA A100-SXM4-80GB", November)!.PerHour.ShouldBe(1.65m);
        Document.ShouldContain($"`{card.Find("NVIDIA H200", November)!.PriceAt(November)}`");
    }

    [Fact]
    public async Task Rate_card_file_can_be_read_by_a_source()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("rates.json"), Example("json"), TestContext.Current.CancellationToken);
        using var kit = new SourceKit();
        var source = kit.Source("gpu.manual", ("entries", Example("text", 1)), ("rates_file", folder.File("rates.json")));

        (await kit.Reader.TestAsync(source, TestContext.Current.CancellationToken)).Message.ShouldBe(
            "3 lines can be read. A100: no rate. H100: 2.5 rental = 2.5 USD.");
    }

    [Fact]
    public async Task Table_of_hours_can_be_imported()
    {
        using var kit = new SourceKit();
        var importer = kit.Services.GetRequiredService<UsageImports>().Choose(UsageImports.Auto, new("x.csv", Example("csv").Split('\n')[0]));
        List<decimal> costs = [];
        await foreach (var item in importer.ReadAsync(
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Example("csv"))), new() { FileName = "x.csv", GpuRates = GpuRateCard.Parse(Example("json")) },
            TestContext.Current.CancellationToken))
        {
            costs.Add(item.Record!.Cost.Effective);
        }

        costs.ShouldBe([960m, 3.75m]);
    }

    [Theory]
    [InlineData("gpu.dcgm", "gpu.md")]
    [InlineData("gpu.prometheus", "gpu.md")]
    [InlineData("gpu.manual", "gpu.md")]
    [InlineData("opencost.allocation", "opencost.md")]
    public void Every_setting_is_documented_and_has_both_languages(string kind, string document)
    {
        using var kit = new SourceKit();
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "connectors", document));
        var own = kit.Reader.Kinds.Single(one => one.Kind == kind);

        foreach (var setting in own.Settings.SkipLast(5).Where(setting => setting.Name != "entries"))
        {
            text.ShouldContain($"`{setting.Name}`");
            setting.Label.Ko.ShouldNotBeNullOrWhiteSpace();
        }

        own.Description.Ko.ShouldNotBe(own.Description.En);
    }
}
