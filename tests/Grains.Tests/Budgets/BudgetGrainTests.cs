using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Grains.Budgets;

namespace FinOpsAI.Grains.Tests.Budgets;

public sealed class BudgetGrainTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_left_is_granted_and_more_is_denied_until_the_lease_runs_out()
    {
        await using var harness = await BudgetHarness.StartAsync();
        await harness.AddAsync(10);
        var grain = await harness.ActivateAsync();

        var granted = await ReserveAsync(grain, "a", 7);
        var denied = await ReserveAsync(grain, "b", 4);
        harness.Time.Advance(Lease);
        var later = await ReserveAsync(grain, "b", 4);

        granted.Outcome.ShouldBe(ReservationOutcome.Granted);
        granted.Standing!.Left.ShouldBe(3);
        (denied.Outcome, denied.Reason).ShouldBe((ReservationOutcome.Denied, ReservationReason.OverBudget));
        denied.RetryAt.ShouldBe(BudgetHarness.Start + Lease);
        later.Outcome.ShouldBe(ReservationOutcome.Granted);
        later.Standing!.Held.ShouldBe(4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_an_exchange_rate_nothing_new_is_granted_and_what_was_granted_is_settled(bool isHard)
    {
        await using var harness = await BudgetHarness.StartAsync();
        var budget = await harness.AddAsync(10, budget => budget with { IsHard = isHard, Currency = "EUR", FreeModels = ["*"] });
        await ReserveAsync(await harness.ActivateAsync(), "a", 7);
        await harness.Store.Budgets.SaveAsync(budget with { Currency = "XAU" }, Token);
        var grain = await harness.ActivateAsync();

        var denied = await ReserveAsync(grain, "b", 1);
        var settled = await SettleAsync(grain, "a", 6);
        await harness.Store.Budgets.SaveAsync(budget, Token);
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);
        var granted = await ReserveAsync(await harness.ActivateAsync(), "b", 1);

        (denied.Outcome, denied.Reason, denied.RetryAt).ShouldBe((ReservationOutcome.Denied, ReservationReason.NoExchangeRate, null));
        settled.Outcome.ShouldBe(ReservationOutcome.Settled);
        granted.Outcome.ShouldBe(ReservationOutcome.Granted);
        granted.Standing!.Left.ShouldBe(15 - 6 - 1);
    }

    [Fact]
    public async Task The_same_key_is_the_same_reservation_also_for_another_activation()
    {
        await using var harness = await BudgetHarness.StartAsync();
        await harness.AddAsync(10);
        await ReserveAsync(await harness.ActivateAsync(), "a", 7);
        var grain = await harness.ActivateAsync();

        var again = await ReserveAsync(grain, "a", 7);
        var other = await ReserveAsync(grain, "a", 6);

        (again.Outcome, again.IsNew, again.Standing!.Held).ShouldBe((ReservationOutcome.Granted, false, 7));
        (other.Outcome, other.Reason).ShouldBe((ReservationOutcome.Conflict, ReservationReason.OtherAmount));
    }

    [Fact]
    public async Task Settling_counts_what_it_cost_and_frees_the_rest()
    {
        await using var harness = await BudgetHarness.StartAsync();
        await harness.AddAsync(10);
        var grain = await harness.ActivateAsync();
        await ReserveAsync(grain, "a", 7);

        var settled = await SettleAsync(grain, "a", 2.5m);
        var again = await SettleAsync(await harness.ActivateAsync(), "a", 2.5m);
        var other = await SettleAsync(await harness.ActivateAsync(), "a", 3);
        var released = await ReleaseAsync(await harness.ActivateAsync(), "a");
        var reserved = await ReserveAsync(await harness.ActivateAsync(), "a", 7);

        settled.Standing!.Left.ShouldBe(7.5m);
        (again.Outcome, again.Standing!.Settled).ShouldBe((ReservationOutcome.Settled, 2.5m));
        (other.Outcome, other.Reason).ShouldBe((ReservationOutcome.Conflict, ReservationReason.OtherAmount));
        (released.Outcome, released.Reason).ShouldBe((ReservationOutcome.Conflict, ReservationReason.AlreadySettled));
        (reserved.Outcome, reserved.Reason).ShouldBe((ReservationOutcome.Denied, ReservationReason.KeyClosed));
    }

    [Fact]
    public async Task A_late_settlement_counts_and_is_marked()
    {
        await using var harness = await BudgetHarness.StartAsync();
        await harness.AddAsync(10);
        var grain = await harness.ActivateAsync();
        await ReserveAsync(grain, "a", 7);
        harness.Time.Advance(Lease);
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);
        (await harness.CounterAsync()).Held.ShouldBe(0);

        var late = await SettleAsync(await harness.ActivateAsync(), "a", 8);

        late.Reservation!.IsLate.ShouldBeTrue();
        late.Standing!.Settled.ShouldBe(8);
        late.Standing.Left.ShouldBe(2);
    }

    [Fact]
    public async Task Releasing_gives_back_once_and_what_was_released_cannot_be_settled()
    {
        await using var harness = await BudgetHarness.StartAsync();
        await harness.AddAsync(10);
        var grain = await harness.ActivateAsync();
        await ReserveAsync(grain, "a", 7);

        (await ReleaseAsync(grain, "a")).Standing!.Left.ShouldBe(10);
        (await ReleaseAsync(grain, "a")).Standing!.Left.ShouldBe(10);
        (await SettleAsync(grain, "a", 1)).Reason.ShouldBe(ReservationReason.AlreadyReleased);
        (await SettleAsync(grain, "unknown", 1)).Outcome.ShouldBe(ReservationOutcome.UnknownKey);
    }

    [Fact]
    public async Task Calls_of_one_message_see_each_other()
    {
        await using var harness = await BudgetHarness.StartAsync();
        await harness.AddAsync(10);
        var grain = await harness.ActivateAsync();

        var answers = await grain.ApplyAsync(
            [
                new(ReservationVerb.Reserve, "a", 6, Lease, null),
                new(ReservationVerb.Reserve, "b", 6, Lease, null),
                new(ReservationVerb.Settle, "a", 1, default, null),
                new(ReservationVerb.Reserve, "c", 6, Lease, null),
                new(ReservationVerb.Reserve, "c", 6, Lease, null),
                new(ReservationVerb.Release, "c", 0, default, null),
            ],
            Token);

        answers.Select(answer => answer.Outcome).ShouldBe(
            [
                ReservationOutcome.Granted, ReservationOutcome.Denied, ReservationOutcome.Settled, ReservationOutcome.Granted, ReservationOutcome.Granted,
                ReservationOutcome.Released,
            ]);
        (await harness.CounterAsync()).ShouldBe(new("2026-11", 2, 1, 0));
    }

    [Fact]
    public async Task A_soft_budget_grants_and_warns()
    {
        await using var harness = await BudgetHarness.StartAsync();
        await harness.AddAsync(10, budget => budget with { IsHard = false });

        var granted = await ReserveAsync(await harness.ActivateAsync(), "a", 12);

        (granted.Outcome, granted.Reason).ShouldBe((ReservationOutcome.Granted, ReservationReason.OverBudget));
        granted.Standing!.Left.ShouldBe(0);
    }

    [Fact]
    public async Task Free_models_stay_usable_when_nothing_is_left_and_hold_nothing_then()
    {
        await using var harness = await BudgetHarness.StartAsync();
        await harness.AddAsync(10, budget => budget with { FreeModels = ["*-mini"] });
        var grain = await harness.ActivateAsync();

        (await ReserveAsync(grain, "a", 8, "gpt-5-mini")).Reservation!.IsFree.ShouldBeFalse();
        (await ReserveAsync(grain, "b", 8, "gpt-5")).Outcome.ShouldBe(ReservationOutcome.Denied);
        var free = await ReserveAsync(grain, "c", 8, "gpt-5-mini");

        (free.Outcome, free.Reservation!.IsFree, free.Standing!.Held).ShouldBe((ReservationOutcome.Granted, true, 8));
        (await SettleAsync(grain, "c", 0.5m)).Standing!.Used.ShouldBe(8.5m);
    }

    [Fact]
    public async Task Spend_that_did_not_pass_by_counts_and_what_passed_by_counts_once()
    {
        await using var harness = await BudgetHarness.StartAsync();
        await harness.AddAsync(10);
        var grain = await harness.ActivateAsync();
        await ReserveAsync(grain, "a", 4);
        await SettleAsync(grain, "a", 4);

        await harness.SpendAsync(4);
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);
        (await grain.GetStandingAsync(Token))!.Left.ShouldBe(6);

        await harness.SpendAsync(3);
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);
        var standing = (await grain.GetStandingAsync(Token))!;
        standing.Left.ShouldBe(3);
        standing.Drift.ShouldBe(3);
    }

    [Fact]
    public async Task A_reservation_belongs_to_the_period_of_its_grant()
    {
        await using var harness = await BudgetHarness.StartAsync();
        await harness.AddAsync(10, budget => budget with { Period = BudgetPeriod.Day });
        var grain = await harness.ActivateAsync();
        harness.Time.Set(new(2026, 11, 22, 23, 59, 0, TimeSpan.Zero));
        await ReserveAsync(grain, "a", 9);
        harness.Time.Advance(TimeSpan.FromMinutes(2));

        var next = await ReserveAsync(grain, "b", 9);
        var settled = await SettleAsync(grain, "a", 8);

        next.Outcome.ShouldBe(ReservationOutcome.Granted);
        settled.Standing!.Period.ShouldBe("2026-11-23");
        settled.Standing.Settled.ShouldBe(0);
        var yesterday = await harness.CounterAsync("2026-11-22");
        (yesterday.Settled, yesterday.Held).ShouldBe((8, 0));
        (await harness.CounterAsync("2026-11-23")).Held.ShouldBe(9);
    }

    [Fact]
    public async Task An_increase_ends_on_its_own()
    {
        await using var harness = await BudgetHarness.StartAsync();
        await harness.AddAsync(10, budget => budget with { Increase = new(20, BudgetHarness.Start.AddHours(1), "r") });
        var grain = await harness.ActivateAsync();

        (await ReserveAsync(grain, "a", 15)).Outcome.ShouldBe(ReservationOutcome.Granted);
        await ReleaseAsync(grain, "a");
        harness.Time.Advance(TimeSpan.FromHours(1));
        (await ReserveAsync(grain, "b", 15)).Reason.ShouldBe(ReservationReason.LargerThanLimit);
    }

    [Fact]
    public async Task A_total_denies_before_its_start_and_after_its_end()
    {
        await using var harness = await BudgetHarness.StartAsync();
        await harness.AddAsync(
            10, budget => budget with { Period = BudgetPeriod.Total, Start = BudgetHarness.Start.AddHours(1), End = BudgetHarness.Start.AddHours(2) });
        var grain = await harness.ActivateAsync();

        var early = await ReserveAsync(grain, "a", 1);
        harness.Time.Advance(TimeSpan.FromHours(1));
        var granted = await ReserveAsync(grain, "b", 1);
        harness.Time.Advance(TimeSpan.FromHours(1));
        var late = await ReserveAsync(grain, "c", 1);

        (early.Reason, early.RetryAt).ShouldBe((ReservationReason.NotStarted, BudgetHarness.Start.AddHours(1)));
        granted.Outcome.ShouldBe(ReservationOutcome.Granted);
        (late.Reason, late.RetryAt).ShouldBe((ReservationReason.Ended, null));
        (await SettleAsync(grain, "b", 1)).Outcome.ShouldBe(ReservationOutcome.Settled);
    }

    [Fact]
    public async Task Too_many_open_reservations_are_denied()
    {
        await using var harness = await BudgetHarness.StartAsync();
        harness.Options.MaxOpen = 2;
        await harness.AddAsync(10);
        var grain = await harness.ActivateAsync();
        await ReserveAsync(grain, "a", 1);
        await ReserveAsync(grain, "b", 1);

        (await ReserveAsync(grain, "c", 1)).Reason.ShouldBe(ReservationReason.TooManyOpen);
        await ReleaseAsync(grain, "a");
        (await ReserveAsync(grain, "c", 1)).Outcome.ShouldBe(ReservationOutcome.Granted);
    }

    [Fact]
    public async Task A_budget_that_is_not_there_is_looked_for_again()
    {
        await using var harness = await BudgetHarness.StartAsync();
        var grain = await harness.ActivateAsync();

        (await ReserveAsync(grain, "a", 1)).Outcome.ShouldBe(ReservationOutcome.UnknownBudget);
        (await grain.GetStandingAsync(Token)).ShouldBeNull();
        await harness.AddAsync(10);
        (await ReserveAsync(grain, "a", 1)).Outcome.ShouldBe(ReservationOutcome.Granted);
    }

    private static async Task<ReservationAnswer> ReserveAsync(BudgetGrain grain, string key, decimal amount, string? model = null) =>
        (await grain.ApplyAsync([new(ReservationVerb.Reserve, key, amount, Lease, model)], Token))[0];

    private static async Task<ReservationAnswer> SettleAsync(BudgetGrain grain, string key, decimal amount) =>
        (await grain.ApplyAsync([new(ReservationVerb.Settle, key, amount, default, null)], Token))[0];

    private static async Task<ReservationAnswer> ReleaseAsync(BudgetGrain grain, string key) =>
        (await grain.ApplyAsync([new(ReservationVerb.Release, key, 0, default, null)], Token))[0];
}
