using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Currency;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Currency;

public sealed class RatesFileTests : IDisposable
{
    private static readonly DateTimeOffset November = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private CurrencyOptions Options(string csv, string reporting = "KRW")
    {
        File.WriteAllText(_folder.File("rates.csv"), csv);
        return new() { Reporting = reporting, RatesFile = _folder.File("rates.csv"), UseReferenceRates = false };
    }

    private CurrencyConverter Converter(string csv, string reporting = "KRW") => new(Microsoft.Extensions.Options.Options.Create(Options(csv, reporting)));

    private const string Monthly = """
        date,from,to,rate,source,units
        2026-10-01,USD,KRW,1391.5,"Bank, of Korea",
        2026-11-01,USD,KRW,1402.25,Bank of Korea,
        2026-11-01,JPY,KRW,935.12,Bank of Korea,100

        2026-11-01,USD,EUR,0.92,ECB,
        """;

    [Fact]
    public void Rate_of_the_month_applies_and_keeps_its_source_and_day()
    {
        var converter = Converter(Monthly);

        Usd(November.AddTicks(-1)).ShouldSatisfyAllConditions(rate => rate.Rate.ShouldBe(1391.5m), rate => rate.Source.ShouldBe("Bank, of Korea"));
        Usd(November).ShouldSatisfyAllConditions(rate => rate.Rate.ShouldBe(1402.25m), rate => rate.AsOf.ShouldBe(November));
        converter.TryGetRate("JPY", November, out var yen).ShouldBeTrue();
        yen!.Rate.ShouldBe(9.3512m);
        converter.TryGetRate("EUR", November, out _).ShouldBeFalse();

        ExchangeRate Usd(DateTimeOffset at) => converter.TryGetRate("USD", at, out var rate) ? rate : throw new InvalidOperationException();
    }

    [Fact]
    public void Won_are_kept_to_the_last_decimal_both_ways()
    {
        Converter(Monthly).TryConvert(new(0.0123456789m, 0, 0.02m), "USD", November, out var won, out _).ShouldBeTrue();
        won.ShouldBe(new CostAmounts(17.311728237525m, 0, 28.045m));

        Converter(Monthly, "USD").TryConvert(new(1_402_250m, 0, 0), "KRW", November, out var dollars, out var inverted).ShouldBeTrue();
        dollars.Effective.ShouldBe(1_000m);
        inverted!.Source.ShouldBe("Bank of Korea, inverted");
    }

    [Fact]
    public void Rate_that_is_too_old_for_a_charge_is_stale_and_the_newest_is_told()
    {
        var converter = Converter(Monthly);
        converter.TryGetRate("USD", November, out var rate);

        converter.IsStale(rate!, November.AddDays(40)).ShouldBeFalse();
        converter.IsStale(rate!, November.AddDays(41)).ShouldBeTrue();
        converter.StaleRates(November.AddDays(30)).ShouldBeEmpty();
        converter.StaleRates(November.AddDays(41)).Select(stale => stale.From).ShouldBe(["USD", "JPY"], ignoreOrder: true);
        new CurrencyConverter(Microsoft.Extensions.Options.Options.Create(new CurrencyOptions())).StaleRates(November).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("day,from,to,rate\n", "must begin with a line that names the columns date, from, to, rate, source; found: day")]
    [InlineData("date,from,to,rate\nyesterday,USD,KRW,1\n", "rates.csv:2: date: got \"yesterday\"")]
    [InlineData("date,from,to,rate\n2026-11-01,USD,won,1\n", "rates.csv:2: converts 'USD' to 'won'")]
    [InlineData("date,from,to,rate\n2026-11-01,USD,KRW,1391.5\n2026-12-01,USD,KRW,\"1,391.5\"\n", "rates.csv:3: rate: got \"1,391.5\"")]
    [InlineData("date,from,to,rate\n2026-11-01,USD,KRW,-1\n", "rates.csv:2: rate: got \"-1\"")]
    [InlineData("date,from,to,rate,units\n2026-11-01,JPY,KRW,935,0\n", "rates.csv:2: rate")]
    public void File_that_cannot_be_used_says_where_and_why(string csv, string message)
    {
        var result = new CurrencyOptionsRules().Validate(null, Options(csv));

        result.FailureMessage.ShouldNotBeNull();
        result.FailureMessage!.ShouldContain("FinOpsAI:Currency:RatesFile: ");
        result.FailureMessage!.ShouldContain(message);
    }

    [Fact]
    public void File_that_is_missing_and_an_age_that_is_none_are_named()
    {
        var result = new CurrencyOptionsRules().Validate(null, new() { RatesFile = "/no/such/rates.csv", StaleAfter = TimeSpan.Zero });

        result.FailureMessage.ShouldNotBeNull();
        result.FailureMessage!.ShouldContain("/no/such/rates.csv");
        result.FailureMessage!.ShouldContain("StaleAfter is 00:00:00");
    }
}
