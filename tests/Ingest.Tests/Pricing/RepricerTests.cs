using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Currency;
using FinOpsAI.Ingest.Pricing;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Tests.Pricing;

public sealed class RepricerTests
{
    private static readonly DateTimeOffset January = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Million tokens of a model of our own at a price, in a currency worth something.</summary>
    private static IngestKit Kit(decimal? price = 2m, string currency = "USD", decimal? rate = null, string reporting = "USD")
    {
        var prices = new PriceOptions();
        if (price is { } amount)
        {
            prices.Models.Add(new() { Provider = "ours", Model = "m", Currency = currency, PerMillion = { ["token.input"] = amount } });
        }

        var currencies = new CurrencyOptions { Reporting = reporting, UseReferenceRates = false };
        if (rate is { } value)
        {
            currencies.Rates.Add(new() { From = "KRW", Rate = value, AsOf = January, Source = "treasury" });
        }

        return new(PriceCatalogue.Load(prices), currencies);
    }

    private static Repricer Repricer(IngestKit kit) => new(kit.Prices, kit.Currencies, Microsoft.Extensions.Options.Options.Create(kit.Options));

    private static async Task<UsageRecord> RecordAsync(IngestKit kit, string fields = """ "model":"m","usage":{"token.input":1000000} """) =>
        (await kit.ReadAsync($$"""{"id":"x","timestamp":"2026-11-20","provider":"ours",{{fields}}}""")).ShouldHaveSingleItem().Record.ShouldNotBeNull();

    [Fact]
    public async Task Corrected_price_restates_the_record_once_and_then_no_more()
    {
        var record = await RecordAsync(Kit(2m)) with { Revision = 3 };
        var repricer = Repricer(Kit(3m));

        var now = repricer.Reprice(record).ShouldNotBeNull();

        now.Cost.ShouldBe(new CostAmounts(3m, 0, 3m));
        now.Revision.ShouldBe(4);
        (now with { Cost = record.Cost, Revision = 3 }).ShouldBe(record);
        repricer.Reprice(now).ShouldBeNull();
        Repricer(Kit(2m)).Reprice(record).ShouldBeNull();
    }

    [Fact]
    public async Task Record_without_a_price_gets_one_when_there_is_and_loses_it_when_there_is_none()
    {
        var unpriced = await RecordAsync(Kit(null));
        unpriced.Pricing.ShouldBe(PricingState.Unpriced);

        var priced = Repricer(Kit(2m)).Reprice(unpriced).ShouldNotBeNull();

        priced.ShouldSatisfyAllConditions(
            record => record.Pricing.ShouldBe(PricingState.Catalogue),
            record => record.Cost.Effective.ShouldBe(2m));
        Repricer(Kit(null)).Reprice(priced)!.ShouldSatisfyAllConditions(
            record => record.Pricing.ShouldBe(PricingState.Unpriced),
            record => record.Cost.ShouldBe(default));
    }

    [Theory]
    [InlineData(0, "5")]
    [InlineData(200_001, "10")]
    public void Sum_of_requests_is_priced_again_by_the_size_it_was_priced_by(int size, string expected)
    {
        var kit = new IngestKit();
        var draft = new UsageDraft
        {
            Id = "x", Source = "anthropic.usage:s1", Timestamp = January, Provider = "anthropic", Model = "claude-opus-4-6", RequestInputTokens = size,
        };
        draft.Usage.Add(new(UsageUnits.Input, 1_000_000));

        var record = kit.Normalizer.Normalize(draft).Record.ShouldNotBeNull();

        record.Cost.Effective.ShouldBe(decimal.Parse(expected, null));
        Repricer(kit).Reprice(record).ShouldBeNull();
    }

    [Fact]
    public async Task Cost_that_was_stated_is_never_priced_again()
    {
        var record = await RecordAsync(Kit(2m), """ "model":"m","usage":{"token.input":1000000},"effective_cost":7 """);

        Repricer(Kit(3m)).Reprice(record).ShouldBeNull();
    }

    [Fact]
    public async Task Stated_cost_in_another_currency_follows_a_corrected_rate_alone()
    {
        var record = await RecordAsync(Kit(rate: 0.0007m), """ "effective_cost":1000,"billing_currency":"KRW" """);
        record.Cost.Effective.ShouldBe(0.7m);

        var now = Repricer(Kit(rate: 0.0008m)).Reprice(record).ShouldNotBeNull();

        now.Cost.ShouldBe(new CostAmounts(0.8m, 0.8m, 0.8m));
        now.StatedCost.ShouldBe(record.StatedCost);
        now.ExchangeRate!.Rate.ShouldBe(0.0008m);
        Repricer(Kit(rate: 0.0007m)).Reprice(record).ShouldBeNull();
        Repricer(Kit(rate: null)).Reprice(record).ShouldBeNull();
    }

    [Fact]
    public async Task Unconverted_cost_is_converted_when_there_is_a_rate_and_says_again_who_stated_it()
    {
        var stated = await RecordAsync(Kit(), """ "effective_cost":1000,"billing_currency":"KRW" """);
        var priced = await RecordAsync(Kit(1000m, "KRW"));
        (stated.Pricing, priced.Pricing).ShouldBe((PricingState.Unconverted, PricingState.Unconverted));

        var repricer = Repricer(Kit(1000m, "KRW", 0.0007m));
        repricer.Reprice(stated)!.ShouldSatisfyAllConditions(
            record => record.Pricing.ShouldBe(PricingState.Given),
            record => record.Cost.Effective.ShouldBe(0.7m));
        repricer.Reprice(priced)!.ShouldSatisfyAllConditions(
            record => record.Pricing.ShouldBe(PricingState.Catalogue),
            record => record.Cost.Effective.ShouldBe(0.7m),
            record => record.ExchangeRate!.Source.ShouldBe("treasury"));
        Repricer(Kit(1000m, "KRW")).Reprice(priced).ShouldBeNull();
    }

    [Theory]
    [InlineData(CostStatus.Confirmed)]
    [InlineData(CostStatus.Invoiced)]
    public async Task Record_settled_by_a_bill_only_has_its_list_cost_priced_again(CostStatus status)
    {
        var settled = await RecordAsync(Kit(2m)) with { Status = status, Cost = new(1.9m, 1.9m, 2m) };

        var now = Repricer(Kit(3m)).Reprice(settled).ShouldNotBeNull();

        now.Cost.ShouldBe(new CostAmounts(1.9m, 1.9m, 3m));
        now.Status.ShouldBe(status);
        Repricer(Kit(null)).Reprice(settled).ShouldBeNull();
    }
}
