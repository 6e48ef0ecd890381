using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Currency;
using FinOpsAI.Ingest.Pricing;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Tests.Currency;

public sealed class CurrencyTests
{
    private static readonly DateTimeOffset January = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CurrencyOptions Options(string reporting = "USD", bool reference = true, params CurrencyRate[] rates)
    {
        var options = new CurrencyOptions { Reporting = reporting, UseReferenceRates = reference };
        foreach (var rate in rates)
        {
            options.Rates.Add(rate);
        }

        return options;
    }

    private static CurrencyConverter Converter(CurrencyOptions options) => new(Microsoft.Extensions.Options.Options.Create(options));

    [Fact]
    public void Own_rate_valid_at_the_time_of_the_charge_applies()
    {
        var converter = Converter(Options(rates:
        [
            new() { From = "KRW", Rate = 0.0007m, AsOf = January, Source = "treasury" },
            new() { From = "krw", To = "usd", Rate = 0.0008m, AsOf = January.AddMonths(1), Source = "treasury" },
        ]));

        Rate(January.AddDays(-1)).ShouldBe(0.0007m);
        Rate(January.AddDays(20)).ShouldBe(0.0007m);
        Rate(January.AddMonths(1)).ShouldBe(0.0008m);

        decimal Rate(DateTimeOffset at)
        {
            converter.TryConvert(new(1, 2, 3), "KRW", at, out var converted, out var rate).ShouldBeTrue();
            converted.ShouldBe(new CostAmounts(rate!.Rate, 2 * rate.Rate, 3 * rate.Rate));
            rate.Source.ShouldBe("treasury");
            return rate.Rate;
        }
    }

    [Fact]
    public void Own_rate_the_other_way_round_is_inverted()
    {
        Converter(Options(rates: [new() { From = "USD", To = "KRW", Rate = 1_250m, AsOf = January }])).TryGetRate("KRW", January, out var rate).ShouldBeTrue();

        rate!.Rate.ShouldBe(0.0008m);
        rate.Source.ShouldBe("configuration, inverted");
    }

    [Theory]
    [InlineData("USD", "KRW")]
    [InlineData("KRW", "USD")]
    [InlineData("KRW", "EUR")]
    [InlineData("JPY", "EUR")]
    public void Reference_rates_are_crossed_and_labelled_with_source_and_date(string reporting, string from)
    {
        var converter = Converter(Options(reporting));

        converter.TryGetRate(from, January, out var rate).ShouldBeTrue();

        rate!.From.ShouldBe(from);
        rate.To.ShouldBe(reporting);
        rate.Source.ShouldStartWith("reference rate: European Central Bank");
        rate.AsOf.ShouldBe(new DateTimeOffset(2024, 12, 31, 0, 0, 0, TimeSpan.Zero));
        Converter(Options(from)).TryGetRate(reporting, January, out var back).ShouldBeTrue();
        (rate.Rate * back!.Rate).ShouldBe(1m, 1e-20m);
    }

    [Fact]
    public void Reporting_currency_needs_no_rate_and_an_unknown_rate_is_no_zero()
    {
        var converter = Converter(Options(reference: false));

        converter.TryConvert(new(1.123456789012345m, 0, 0), "USD", January, out var same, out var none).ShouldBeTrue();
        same.Effective.ShouldBe(1.123456789012345m);
        none.ShouldBeNull();
        converter.TryConvert(new(1, 1, 1), "KRW", January, out var zero, out _).ShouldBeFalse();
        zero.ShouldBe(default);
    }

    [Fact]
    public async Task Record_in_a_known_currency_without_a_rate_is_kept_unconverted()
    {
        var kit = new IngestKit(currency: Options(reference: false));

        var record = (await kit.ReadAsync("""{"id":"x","timestamp":"2026-11-20","provider":"a","effective_cost":5,"billing_currency":"krw"}"""))
            .ShouldHaveSingleItem().Record.ShouldNotBeNull();

        record.Pricing.ShouldBe(PricingState.Unconverted);
        record.Cost.ShouldBe(default);
        record.StatedCost.ShouldBe(new CostAmounts(5, 5, 5));
        record.BillingCurrency.ShouldBe("KRW");
        record.ExchangeRate.ShouldBeNull();
    }

    [Fact]
    public async Task Catalogue_price_in_another_currency_is_converted_with_its_rate()
    {
        var catalogue = PriceCatalogue.FromJson(Encoding.UTF8.GetBytes(
            """{ "provider": "naver", "currency": "KRW", "models": [ { "id": "hcx", "prices": [ { "per_million": { "token.input": 1000 } } ] } ] }"""));
        var kit = new IngestKit(catalogue, Options(rates: [new() { From = "KRW", Rate = 0.0007m, AsOf = January, Source = "treasury" }]));

        var record = (await kit.ReadAsync("""{"id":"x","timestamp":"2026-11-20","provider":"naver","model":"HCX","usage":{"token.input":2000000}}"""))
            .ShouldHaveSingleItem().Record.ShouldNotBeNull();

        record.Pricing.ShouldBe(PricingState.Catalogue);
        record.Status.ShouldBe(CostStatus.Estimated);
        record.StatedCost.ShouldBe(new CostAmounts(2000, 0, 2000));
        record.Cost.ShouldBe(new CostAmounts(1.4m, 0, 1.4m));
        record.ExchangeRate!.Rate.ShouldBe(0.0007m);
    }

    [Fact]
    public void Wrong_options_are_named_all_at_once()
    {
        var options = Options("DOLLAR", rates: [new() { From = "???", Rate = 0, AsOf = January }]);

        var result = new CurrencyOptionsRules().Validate(null, options);

        result.Failed.ShouldBeTrue();
        result.FailureMessage!.ShouldContain("FinOpsAI:Currency:Reporting is 'DOLLAR'");
        result.FailureMessage!.ShouldContain("FinOpsAI:Currency:Rates:0 converts '???'");
        result.FailureMessage!.ShouldContain("FinOpsAI:Currency:Rates:0:Rate is 0");
    }

    [Theory]
    [InlineData("usd", true)]
    [InlineData(" KRW ", true)]
    [InlineData("EUR", true)]
    [InlineData("XYZ", false)]
    [InlineData("XAU", false)]
    [InlineData("US", false)]
    [InlineData("", false)]
    public void Currency_codes_are_those_of_ISO_4217(string text, bool isKnown) => CurrencyCodes.TryParse(text, out _).ShouldBe(isKnown);
}
