using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Ingest.Tests.Pricing;

/// <summary>Agreed prices, discounts and provisioned throughput.</summary>
public sealed class NegotiatedPriceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 12, 0, 0, TimeSpan.Zero);

    private static Dictionary<string, decimal> Million(params string[] units) => units.ToDictionary(unit => unit, _ => 1_000_000m);

    private static PriceResolver With(params PriceDiscount[] discounts)
    {
        var options = new PriceOptions();
        foreach (var discount in discounts)
        {
            options.Discounts.Add(discount);
        }

        return new(PriceCatalogue.Load(options));
    }

    [Fact]
    public void Discount_makes_the_effective_cost_a_part_of_the_list_cost_from_its_first_to_its_last_moment()
    {
        var agreed = new PriceDiscount { Provider = "OpenAI", From = Noon, To = Noon.AddDays(1), Factor = 0.85m, Source = "contract 7" };
        var prices = With(agreed);

        Quote(Noon).ShouldSatisfyAllConditions(
            quote => quote.Cost.ShouldBe(new CostAmounts(2.125m, 0, 2.5m)),
            quote => quote.Discount.ShouldBeSameAs(agreed),
            quote => quote.State.ShouldBe(PricingState.Catalogue));
        Quote(Noon.AddTicks(-1)).Cost.Effective.ShouldBe(2.5m);
        Quote(Noon.AddDays(1)).Discount.ShouldBeNull();
        prices.Price("azure", "gpt-4o", null, Noon, Million(UsageUnits.Input)).Cost.Effective.ShouldBe(2.5m);

        PriceQuote Quote(DateTimeOffset at) => prices.Price("openai", "gpt-4o-2024-08-06", null, at, Million(UsageUnits.Input));
    }

    [Theory]
    [InlineData("gpt-4o", null, "1.25")]
    [InlineData("gpt-4o", "batch", "0.25")]
    [InlineData("gpt-4o-mini", null, "0.12")]
    [InlineData("gpt-4.1", null, "1.8")]
    public void Last_discount_that_fits_model_and_tier_applies_and_they_are_not_multiplied(string model, string? tier, string expected) =>
        With(
            new() { Provider = "openai", Factor = 0.9m },
            new() { Provider = "openai", Model = "gpt-4o*", Factor = 0.8m },
            new() { Provider = "openai", Model = "gpt-4o", Factor = 0.5m },
            new() { Provider = "openai", Model = "*4o", Tier = "batch", Factor = 0.2m })
        .Price("openai", model, tier, Noon, Million(UsageUnits.Input)).Cost.Effective.ShouldBe(decimal.Parse(expected, null));

    [Fact]
    public void Agreed_price_is_not_discounted_again_and_keeps_the_public_one_as_list_cost()
    {
        var options = new PriceOptions();
        options.Discounts.Add(new() { Provider = "openai", Factor = 0.5m });
        options.Models.Add(new() { Provider = "openai", Model = "gpt-4o", PerMillion = { ["token.input"] = 2m, ["token.output"] = 9m } });
        options.Models.Add(new() { Provider = "openai", Model = "gpt-of-ours", PerMillion = { ["token.input"] = 3m } });
        options.Models.Add(new() { Provider = "openai", Model = "gpt-4.1", Currency = "KRW", PerMillion = { ["token.input"] = 2500m } });
        var prices = new PriceResolver(PriceCatalogue.Load(options));

        prices.Price("openai", "gpt-4o", null, Noon, Million(UsageUnits.Input, UsageUnits.Output)).ShouldSatisfyAllConditions(
            quote => quote.Cost.ShouldBe(new CostAmounts(11m, 0, 12.5m)),
            quote => quote.Discount.ShouldBeNull(),
            quote => quote.Origin!.Source.ShouldBe("FinOpsAI:Prices"));
        prices.Price("openai", "gpt-of-ours", null, Noon, Million(UsageUnits.Input)).Cost.ShouldBe(new CostAmounts(3m, 0, 3m));
        prices.Price("openai", "gpt-4.1", null, Noon, Million(UsageUnits.Input)).Cost.ShouldBe(new CostAmounts(2500m, 0, 2500m));
    }

    [Fact]
    public void Quote_says_where_its_price_is_from_and_since_when()
    {
        var origin = With().Price("openai", "o3", null, Noon, Million(UsageUnits.Input)).Origin.ShouldNotBeNull();

        origin.Source.ShouldStartWith("https://");
        origin.Checked.ShouldNotBeNull();
        origin.From.ShouldBe(new DateTimeOffset(2025, 6, 10, 0, 0, 0, TimeSpan.Zero));
        With().Price("openai", "unheard-of", null, Noon, Million(UsageUnits.Input)).Origin.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "0.5", "Discounts:0:Provider is missing")]
    [InlineData("openai", "0", "Discounts:0:Factor is 0")]
    [InlineData("openai", "11", "Discounts:0:Factor is 11")]
    public void Discount_that_makes_no_sense_is_named(string provider, string factor, string message) =>
        Should.Throw<PriceCatalogueException>(() => With(new PriceDiscount { Provider = provider, Factor = decimal.Parse(factor, null) }))
            .Message.ShouldContain(message);

    [Fact]
    public void Tokens_through_provisioned_throughput_cost_nothing_more_and_are_complete()
    {
        var usage = Million(UsageUnits.Input, UsageUnits.Output, UsageUnits.CacheRead, "token.input_audio");
        usage[UsageUnits.Request] = 12;

        With().Price("azure", "gpt-4o", "provisioned", Noon, usage).ShouldSatisfyAllConditions(
            quote => quote.State.ShouldBe(PricingState.Catalogue),
            quote => quote.Cost.ShouldBe(default),
            quote => quote.Currency.ShouldBe("USD"));
        With().Price("azure", "gpt-of-tomorrow", "provisioned", Noon, usage).State.ShouldBe(PricingState.Unpriced);
    }

    [Fact]
    public void Hours_of_provisioned_throughput_cost_what_the_model_or_all_models_of_the_provider_do()
    {
        var options = new PriceOptions();
        options.Models.Add(new() { Provider = "azure", Model = "*", PerUnit = { ["ptu_hour"] = 1.5m } });
        options.Models.Add(new() { Provider = "azure", Model = "gpt-ours", PerUnit = { ["ptu_hour"] = 2m }, PerMillion = { ["token.input"] = 1m } });
        var prices = new PriceResolver(PriceCatalogue.Load(options));
        Dictionary<string, decimal> usage = new() { [UsageUnits.PtuHour] = 100, [UsageUnits.Input] = 5_000_000 };

        prices.Price("azure", "gpt-4o", "provisioned", Noon, usage).ShouldSatisfyAllConditions(
            quote => quote.Cost.Effective.ShouldBe(150m),
            quote => quote.State.ShouldBe(PricingState.Catalogue),
            quote => quote.Model.ShouldBe("gpt-4o"));
        prices.Price("azure", "gpt-ours", "provisioned", Noon, usage).Cost.Effective.ShouldBe(200m);
        prices.Price("azure", "gpt-ours", null, Noon, usage).Cost.Effective.ShouldBe(205m);
        With().Price("azure", "gpt-4o", "provisioned", Noon, usage).State.ShouldBe(PricingState.Partial);
    }

    [Fact]
    public void Tier_that_says_what_provisioned_tokens_cost_is_followed()
    {
        var prices = new PriceResolver(PriceCatalogue.FromJson(Encoding.UTF8.GetBytes("""
            { "provider": "p", "models": [ { "id": "m", "prices": [ { "per_million": { "token.input": 4, "token.output": 8 },
              "tiers": { "provisioned": { "per_million": { "token.output": 1 }, "per_unit": { "ptu_hour": 3 } } } } ] } ] }
            """)));
        var usage = Million(UsageUnits.Input, UsageUnits.Output);
        usage[UsageUnits.PtuHour] = 2;

        prices.Price("p", "m", "provisioned", Noon, usage).ShouldSatisfyAllConditions(
            quote => quote.Cost.Effective.ShouldBe(7m),
            quote => quote.State.ShouldBe(PricingState.Catalogue));
    }
}
