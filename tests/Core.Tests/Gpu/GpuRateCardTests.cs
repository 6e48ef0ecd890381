using FinOpsAI.Core.Gpu;

namespace FinOpsAI.Core.Tests.Gpu;

public sealed class GpuRateCardTests
{
    private static readonly DateTimeOffset March = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static IReadOnlyList<string> Mistakes(string text) =>
        [.. Should.Throw<GpuTableException>(() => GpuRateCard.Parse(text)).Errors.Select(error => error.Message)];

    [Fact]
    public void Rented_GPU_costs_its_price()
    {
        var rate = GpuRateCard.Parse("# rented\n\nH100 | per_hour=2.50 | currency=eur").Find("NVIDIA H100 80GB HBM3", March)!;

        rate.PriceAt(March).Parts.ShouldBe([new(GpuCostKind.Rental, 2.50m)]);
        rate.PriceAt(March).Currency.ShouldBe("EUR");
        rate.CostOf(March, 0.5m).Total.ShouldBe(1.25m);
    }

    [Fact]
    public void Own_hardware_shows_what_its_hour_is_made_of()
    {
        // 280,000 − 28,000 over 4 years of 8,760 hours for 8 GPUs; 10.2 kW at 0.12 and a PUE of 1.4; 14,016 and 7,008 a year.
        var rate = GpuRateCard.Parse(
            "H100 | purchase=280000 | residual=28000 | years=4 | gpus=8 | watts=10200 | kwh=0.12 | pue=1.4 | space=14016 | support=7008")
            .Find("H100", March)!;

        var price = rate.PriceAt(March);

        price.Parts.ShouldBe(
        [
            new(GpuCostKind.Amortisation, 0.898972602740m), new(GpuCostKind.Power, 0.2142m), new(GpuCostKind.Space, 0.2m),
            new(GpuCostKind.Support, 0.1m),
        ]);
        price.Total.ShouldBe(1.413172602740m);
        price.ToString().ShouldBe("0.898973 amortisation + 0.2142 power + 0.2 space + 0.1 support = 1.413173 USD");
    }

    [Fact]
    public void Fewer_hours_in_service_make_each_one_dearer() =>
        GpuRateCard.Parse("A100 | purchase=8760 | years=1 | hours=4380").Find("A100", March)!.PriceAt(March).Total.ShouldBe(2m);

    [Fact]
    public void Amortisation_ends_after_its_years_and_the_power_is_still_paid()
    {
        var rate = GpuRateCard.Parse("V100 | purchase=8760 | years=2 | bought=2024-03-01 | watts=300 | kwh=0.20").Find("V100", March)!;

        rate.PriceAt(March.AddDays(-1)).Total.ShouldBe(0.56m);
        rate.PriceAt(March).Parts.ShouldBe([new(GpuCostKind.Power, 0.06m)]);
    }

    [Fact]
    public void Measured_energy_replaces_nominal_power_for_as_long_as_it_was_measured()
    {
        var rate = GpuRateCard.Parse("H100 | purchase=0 | years=1 | watts=700 | measured=true | kwh=0.20 | pue=1.5").Find("H100", March)!;

        rate.CostOf(March, 1, new(0.4m, 1)).Total.ShouldBe(0.12m);
        rate.CostOf(March, 1, new(0.2m, 0.5m)).Total.ShouldBe(0.165m);
        rate.CostOf(March, 1).Total.ShouldBe(0.21m);
    }

    [Fact]
    public void Rates_change_at_their_dates_and_before_the_first_there_is_none()
    {
        var card = GpuRateCard.Parse("H100 | per_hour=3 | from=2026-01-01 | to=2026-03-01\nH100 | per_hour=2 | from=2026-03-01");

        card.Find("H100", March.AddMonths(-3)).ShouldBeNull();
        card.Find("H100", March.AddTicks(-1))!.PerHour.ShouldBe(3);
        card.Find("H100", March)!.PerHour.ShouldBe(2);
        card.Find("B200", March).ShouldBeNull();
    }

    [Theory]
    [InlineData("H100", "NVIDIA H100 80GB HBM3", true)]
    [InlineData("h100 80gb", "nvidia-h100-80gb", true)]
    [InlineData("L4", "NVIDIA L40S", false)]
    [InlineData("A100", "NVIDIA A1000", false)]
    [InlineData("NVIDIA A100*", "NVIDIA A100-SXM4-80GB", true)]
    [InlineData("*80GB*", "NVIDIA A100-SXM4-80GB", true)]
    [InlineData("A100*", "NVIDIA A100-SXM4-80GB", false)]
    [InlineData("*", "Tesla V100", true)]
    public void Pattern_means_whole_words_or_with_a_star_the_whole_name(string pattern, string model, bool matches) =>
        GpuModelName.Matches(pattern, model).ShouldBe(matches);

    [Fact]
    public void Of_several_patterns_the_one_that_says_most_wins() =>
        GpuRateCard.Parse("* | per_hour=1\nH100 | per_hour=2\nH100 80GB | per_hour=3").Find("NVIDIA H100 80GB HBM3", March)!.PerHour.ShouldBe(3);

    [Fact]
    public void Json_has_the_same_fields()
    {
        var card = GpuRateCard.Parse(
            """
            { "currency": "KRW", "rates": [
              { "gpu": "H100", "per_hour": 4200.5, "from": "2026-01-01", "to": null },
              { "gpu": "A100", "purchase": "21024000", "years": 3, "currency": "USD" } ] }
            """);

        card.Find("H100", March)!.PriceAt(March).ToString().ShouldBe("4200.5 rental = 4200.5 KRW");
        card.Find("A100", March)!.PriceAt(March).ToString().ShouldBe("800 amortisation = 800 USD");
    }

    [Fact]
    public void Mistakes_name_line_and_field()
    {
        Mistakes("H100 | per_hour=2,50").ShouldBe(["line 1, per_hour: got \"2,50\", expected a number from 0 to 1000000000, with a decimal point."]);
        Mistakes("# x\nA100 | purchase=1000 | year=4").ShouldBe(
        [
            "line 2, year: is not known, expected per_hour, currency, from, to, purchase, residual, years, bought, watts, measured, kwh, pue, "
            + "space, support, hours, gpus.",
            "line 2, years: is missing.",
        ]);
        Mistakes("A100 | per_hour=1 | purchase=2").ShouldHaveSingleItem().ShouldContain("line 1, per_hour: expected either");
        Mistakes("A100").ShouldHaveSingleItem().ShouldContain("line 1, gpu: expected either");
        Mistakes("| per_hour=1").ShouldHaveSingleItem().ShouldContain("line 1, gpu: got");
        Mistakes("A100 | per_hour=1 | from=March").ShouldHaveSingleItem().ShouldContain("line 1, from: got \"March\"");
        Mistakes("A100 | per_hour=1 | from=2026-02-01 | to=2026-01-01").ShouldHaveSingleItem().ShouldBe("line 1, to: is not after from.");
        Mistakes("A100 | per_hour=1 | currency=dollar").ShouldHaveSingleItem().ShouldContain("line 1, currency: got \"DOLLAR\"");
        Mistakes("A100 | purchase=1 | years=1 | residual=2").ShouldHaveSingleItem().ShouldContain("residual: is above purchase");
        Mistakes("A100 | purchase=1 | years=1 | watts=300").ShouldHaveSingleItem().ShouldContain("kwh: is missing");
        Mistakes("A100 | per_hour=1\nA100 | per_hour=2").ShouldHaveSingleItem().ShouldContain("A100 has two rates at the same time");
        Mistakes("""{"rates":[{"gpu":"A100","per_hour":"x"},{"per_hour":1}]}""").ShouldBe(
            ["line 1, per_hour: got \"x\", expected a number from 0 to 1000000000, with a decimal point.", "line 2, gpu: is missing."]);
        Mistakes("""{"rates":[""").ShouldHaveSingleItem().ShouldContain("not whole JSON");
    }
}
