using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteReservationStoreTests : ReservationStoreTests<SqliteHarness>;

public sealed class PostgresReservationStoreTests : ReservationStoreTests<PostgresHarness>;

public abstract class ReservationStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    private IReservationStore Reservations => Store.Reservations;

    [Fact]
    public async Task A_commit_moves_its_counter_on_and_writes_its_reservations()
    {
        var counter = await Reservations.OpenAsync("b", "2026-11", Token);
        var held = Of("호출-1", 1.25m) with { Model = "gpt-4o" };
        var free = Of("k2", 3) with { IsFree = true };

        (await CommitAsync([counter with { Held = 1.25m }], [held, free], [])).ShouldBe(CommitOutcome.Committed);
        var settled = held with { State = ReservationState.Settled, Settled = 0.75m, ClosedAt = Some.Noon.AddMinutes(1), IsLate = true };
        (await CommitAsync([counter with { ETag = counter.ETag + 1, Settled = 0.75m }], [], [settled])).ShouldBe(CommitOutcome.Committed);

        (await Reservations.OpenAsync("b", "2026-11", Token)).ShouldBe(new("2026-11", counter.ETag + 2, 0.75m, 0));
        (await Reservations.FindAsync("b", ["호출-1", "unknown"], Token)).ShouldBe([settled]);
        (await Reservations.ListHeldAsync("b", Token)).ShouldBe([free]);
        (await Reservations.ListAsync("b", null, 10, Token)).ShouldBe([free, settled]);
        (await Reservations.ListAsync("b", ReservationState.Settled, 10, Token)).ShouldBe([settled]);
        (await Reservations.ListAsync("other", null, 10, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_who_read_the_same_counter_one_can_commit_and_nothing_of_the_other_holds()
    {
        var counter = await Reservations.OpenAsync("b", "2026-11", Token);
        var past = await Reservations.OpenAsync("b", "2026-10", Token);
        (await CommitAsync([counter with { Held = 1 }], [Of("first", 1)], [])).ShouldBe(CommitOutcome.Committed);

        (await CommitAsync([past with { Settled = 5 }, counter with { Held = 2 }], [Of("second", 2)], [])).ShouldBe(CommitOutcome.Stale);

        (await Reservations.ListCountersAsync("b", Token)).ShouldBe([past, new("2026-11", counter.ETag + 1, 0, 1)]);
        (await Reservations.FindAsync("b", ["second"], Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_that_is_in_the_books_undoes_the_whole_commit()
    {
        var counter = await Reservations.OpenAsync("b", "2026-11", Token);
        await CommitAsync([counter with { Held = 1 }], [Of("k", 1)], []);
        counter = await Reservations.OpenAsync("b", "2026-11", Token);

        (await CommitAsync([counter with { Held = 5 }], [Of("new", 2), Of("k", 2)], [])).ShouldBe(CommitOutcome.KeyTaken);

        (await Reservations.OpenAsync("b", "2026-11", Token)).ShouldBe(counter);
        (await Reservations.FindAsync("b", ["new"], Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_budget_that_is_changed_or_removed_fences_off_who_has_not_read_it()
    {
        var budget = Some.Budget("b", Core.Domain.ScopePath.Organization, 5);
        await Store.Budgets.SaveAsync(budget, Token);
        var counter = await Reservations.OpenAsync("b", "2026-11", Token);
        await Store.Budgets.SaveAsync(budget with { Amount = 3 }, Token);

        (await CommitAsync([counter with { Held = 4 }], [Of("k", 4)], [])).ShouldBe(CommitOutcome.Stale);

        counter = await Reservations.OpenAsync("b", "2026-11", Token);
        await Store.Budgets.RemoveAsync("b", Token);
        (await CommitAsync([counter with { Held = 4 }], [Of("k", 4)], [])).ShouldBe(CommitOutcome.Stale);
    }

    [Fact]
    public async Task What_is_over_and_old_is_forgotten_and_what_is_held_never()
    {
        var counter = await Reservations.OpenAsync("b", "2026-11", Token);
        await CommitAsync([counter with { Held = 1 }], [Of("held", 1), Of("over", 1) with { State = ReservationState.Released }], []);

        (await Reservations.PruneAsync(Some.Noon, 10, Token)).ShouldBe(0);
        (await Reservations.PruneAsync(Some.Noon.AddDays(1), 10, Token)).ShouldBe(1);
        (await Reservations.ListAsync("b", null, 10, Token)).ShouldHaveSingleItem().Key.ShouldBe("held");
    }

    private Task<CommitOutcome> CommitAsync(
        IReadOnlyList<ReservationCounter> counters, IReadOnlyList<Reservation> added, IReadOnlyList<Reservation> changed) =>
        Reservations.CommitAsync(new("b", counters, added, changed), Token);

    private static Reservation Of(string key, decimal amount) => new("b", key, "2026-11", amount, Some.Noon, Some.Noon.AddMinutes(5));
}
