using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Currency;
using FinOpsAI.Ingest.Pricing;
using Microsoft.Extensions.Configuration;

namespace FinOpsAI.Ingest.Tests;

/// <summary>The examples in the documentation work as they stand.</summary>
public sealed partial class DocumentationTests
{
    private static readonly DateTimeOffset March = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    private static List<string> Examples(string document, [CallerFilePath] string source = "") =>
        [.. JsonBlock().Matches(File.ReadAllText(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "docs", document))).Select(match => match.Groups[1].Value)];

    private static T Bind<T>(string json, string section)
        where T : class, new()
    {
        var options = new T();
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build().GetSection(section).Bind(options);
        return options;
    }

    [Fact]
    public async Task Example_of_the_usage_API_is_accepted()
    {
        var items = await new IngestKit().ReadAsync(Examples("usage-api.md")[0]);

        items.Select(item => item.Record?.Pricing).ShouldBe([PricingState.Catalogue, PricingState.Given]);
    }

    [Fact]
    public void Examples_of_own_prices_bind_and_price()
    {
        var examples = Examples("pricing.md");
        var own = new PriceResolver(PriceCatalogue.Load(Bind<PriceOptions>(examples[0], PriceOptions.SectionName)));
        var file = new PriceResolver(PriceCatalogue.FromJson(Encoding.UTF8.GetBytes(examples[1])));
        Dictionary<string, decimal> million = new() { [UsageUnits.Input] = 1_000_000, [UsageUnits.Request] = 2 };

        own.Price("openai", "gpt-4o", null, March, million).Cost.Effective.ShouldBe(2.10m);
        own.Price("naver", "HCX-005", null, March, million).Currency.ShouldBe("KRW");
        own.Price("onprem", "anything", null, March, new Dictionary<string, decimal> { [UsageUnits.GpuHour] = 2 }).Cost.Effective.ShouldBe(5m);
        file.Price("demo-ai", "eu.demo-large-2026-preview", null, March, million).Cost.Effective.ShouldBe(1.5m);
        file.Price("demo-ai", "demo-large", "batch", March, million).Cost.Effective.ShouldBe(0.75m);
        file.Price("demo-ai", "demo-large", null, March.AddHours(12), million).Cost.Effective.ShouldBe(1.5m);
        file.Price("demo-ai", "demo-large", null, new(2026, 3, 3, 0, 15, 0, TimeSpan.Zero), million).Cost.Effective.ShouldBe(0.75m);
    }

    [Fact]
    public void Example_of_discounts_binds_and_the_last_that_fits_applies()
    {
        var prices = new PriceResolver(PriceCatalogue.Load(Bind<PriceOptions>(Examples("pricing.md")[2], PriceOptions.SectionName)));
        Dictionary<string, decimal> million = new() { [UsageUnits.Input] = 1_000_000 };

        prices.Price("openai", "gpt-4o", null, March, million).Cost.ShouldBe(new CostAmounts(2.25m, 0, 2.5m));
        prices.Price("openai", "gpt-5", "batch", March, million).Cost.ShouldBe(new CostAmounts(0.5m, 0, 0.625m));
    }

    [Fact]
    public void Example_of_exchange_rates_binds_and_converts()
    {
        var options = Bind<CurrencyOptions>(Examples("pricing.md")[3], CurrencyOptions.SectionName);
        var converter = new CurrencyConverter(Microsoft.Extensions.Options.Options.Create(options));

        converter.TryConvert(new(1, 0, 0), "USD", March, out var won, out var rate).ShouldBeTrue();

        won.Effective.ShouldBe(1_400m);
        rate!.Source.ShouldBe("treasury");
    }
}
