using FinOpsAI.Core.Budgets;

namespace FinOpsAI.Grains.Tests.Budgets;

public sealed class BudgetReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spend_of_the_period_counts_and_that_of_others_does_not()
    {
        await using var harness = await BudgetHarness.StartAsync();
        var budget = await harness.AddAsync(100, budget => budget with { Period = BudgetPeriod.Week });
        await harness.SpendAsync(3, new(2026, 11, 15, 23, 0, 0, TimeSpan.Zero));
        await harness.SpendAsync(4, new(2026, 11, 16, 0, 0, 0, TimeSpan.Zero));
        await harness.SpendAsync(5, BudgetHarness.Start.AddHours(-1));

        var status = await harness.Reader.ReadAsync(budget, BudgetHarness.Start, Token);

        status.Standing.Spent.ShouldBe(9);
        status.Window.Key.ShouldBe("2026-W47");
        status.ForecastReason.ShouldBe("unavailable");

        // From six o'clock, three hours before now, to now.
        status.PerHour.ShouldBe(Math.Round(5m / 3, 6));
        status.HoursToBreach.ShouldBeNull("the week ends before");
    }

    [Fact]
    public async Task A_limit_is_converted_by_the_rate_of_the_periods_start()
    {
        await using var harness = await BudgetHarness.StartAsync();
        var budget = await harness.AddAsync(100, budget => budget with { Currency = "EUR", Period = BudgetPeriod.Quarter });

        // The quarter began in October, when the rate was 2; it is 1.5 now.
        var status = await harness.Reader.ReadSpendAsync(budget, BudgetHarness.Start, Token);

        status.Standing.Limit.ShouldBe(200);
        status.Rate!.Rate.ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_an_exchange_rate_a_budget_says_so_and_the_others_are_read_as_before(bool carriesOver)
    {
        await using var harness = await BudgetHarness.StartAsync();
        var gold = await harness.AddAsync(
            1, budget => budget with { Id = "gold", Currency = "XAU", CarriesOver = carriesOver, CreatedAt = BudgetHarness.Start.AddMonths(-2) });
        await harness.SpendAsync(7);

        var status = await harness.Reader.ReadAsync(gold, BudgetHarness.Start, Token);
        var alone = await harness.Reader.MonthlyLimitAsync(BudgetHarness.Team, BudgetHarness.Start, Token);
        await harness.AddAsync(100);
        var beside = await harness.Reader.MonthlyLimitAsync(BudgetHarness.Team, BudgetHarness.Start, Token);
        var all = await harness.Reader.MonthlyLimitsAsync(BudgetHarness.Start, Token);

        status.MissingRate.ShouldBe("XAU");
        (status.Standing.Spent, status.Standing.Limit, status.Share).ShouldBe((7, 0, 0));
        status.Passed.ShouldBeEmpty();
        status.Probability.ShouldBeNull("nobody knows whether 7 is too much");
        status.HoursToBreach.ShouldBeNull();
        BudgetAlerts.Due(status, null, "USD").ShouldBeNull();
        alone.ShouldBeNull();
        beside.ShouldBe(100);
        all.ShouldHaveSingleItem().Value.ShouldBe(100);
    }

    [Fact]
    public async Task What_periods_leave_is_carried_on_up_to_the_cap_and_debts_are_not()
    {
        await using var harness = await BudgetHarness.StartAsync();
        var made = new DateTimeOffset(2026, 11, 18, 15, 0, 0, TimeSpan.Zero);
        var budget = await harness.AddAsync(
            10, budget => budget with { Period = BudgetPeriod.Day, CarriesOver = true, CarryOverCap = 12, CreatedAt = made });
        await harness.SpendAsync(3, made);                 // the 18th leaves 7
        await harness.SpendAsync(30, made.AddDays(1));     // the 19th may spend 17 and leaves nothing
        await harness.SpendAsync(1, made.AddDays(2));      // the 20th leaves 9
                                                           // the 21st leaves 19, of which 12 are carried

        var status = await harness.Reader.ReadSpendAsync(budget, BudgetHarness.Start, Token);

        status.CarriedOver.ShouldBe(12);
        status.Standing.Limit.ShouldBe(22);
        (await harness.Reader.ReadSpendAsync(budget, made.AddDays(1), Token)).CarriedOver.ShouldBe(7);
        (await harness.Reader.ReadSpendAsync(budget, made.AddDays(2), Token)).CarriedOver.ShouldBe(0);
        (await harness.Reader.ReadSpendAsync(budget, made.AddDays(3), Token)).CarriedOver.ShouldBe(9);
        (await harness.Reader.ReadSpendAsync(budget, made, Token)).CarriedOver.ShouldBe(0);
    }

    [Fact]
    public async Task The_monthly_limit_of_a_scope_is_the_smallest_of_its_monthly_budgets()
    {
        await using var harness = await BudgetHarness.StartAsync();
        await harness.AddAsync(100);
        await harness.AddAsync(80, budget => budget with { Id = "c", Currency = "EUR" });
        await harness.AddAsync(1, budget => budget with { Id = "d", Period = BudgetPeriod.Day });
        await harness.AddAsync(2, budget => budget with { Id = "e", Experiment = "x" });

        (await harness.Reader.MonthlyLimitAsync(BudgetHarness.Team, BudgetHarness.Start, Token)).ShouldBe(100);
        (await harness.Reader.MonthlyLimitAsync(Core.Domain.ScopePath.Organization, BudgetHarness.Start, Token)).ShouldBeNull();
        (await harness.Reader.MonthlyLimitsAsync(BudgetHarness.Start, Token)).ShouldHaveSingleItem().Value.ShouldBe(100);
    }
}
