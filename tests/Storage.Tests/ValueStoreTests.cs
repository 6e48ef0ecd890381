using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Value;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteValueStoreTests : ValueStoreTests<SqliteHarness>;

public sealed class PostgresValueStoreTests : ValueStoreTests<PostgresHarness>;

public abstract class ValueStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    private static readonly DateOnly Day = new(2026, 11, 1);

    [Fact]
    public async Task Units_come_back_as_they_were_saved_by_name()
    {
        var tickets = Unit("a", "해결한 문의 — 'quoted'") with { Worth = 1.000000000000000000000000001m, Currency = "KRW" };
        var orders = Unit("b", "Orders");
        await Store.Values.SaveAsync(tickets, Token);
        await Store.Values.SaveAsync(orders, Token);

        (await Store.Values.ListAsync(Token)).ShouldBe([orders, tickets]);
        (await Store.Values.FindAsync("a", Token)).ShouldBe(tickets);
        (await Store.Values.FindAsync("x", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_unit_of_the_same_id_replaces_and_keeps_its_counts()
    {
        await Store.Values.SaveAsync(Unit("a", "Tickets"), Token);
        await Store.Values.CountAsync("a", [new(Day, 3)], Token);
        await Store.Values.SaveAsync(Unit("a", "Solved tickets"), Token);

        (await Store.Values.ListAsync(Token)).ShouldBe([Unit("a", "Solved tickets")]);
        (await Store.Values.ListCountsAsync("a", Day, Day.AddDays(1), Token)).ShouldBe([new ValueCount(Day, 3)]);
    }

    [Fact]
    public async Task Counts_keep_every_digit_are_replaced_by_day_and_taken_back()
    {
        await Store.Values.SaveAsync(Unit("a", "Tickets"), Token);
        await Store.Values.SaveAsync(Unit("b", "Others"), Token);
        await Store.Values.CountAsync("a", [new(Day, 12345678.1234567890123456789m), new(Day.AddDays(1), 0), new(Day.AddDays(2), 7.50m), new(Day.AddDays(3), 1)], Token);
        await Store.Values.CountAsync("b", [new(Day, 9)], Token);

        await Store.Values.CountAsync("a", [new(Day.AddDays(2), 8), new(Day.AddDays(3), null), new(Day.AddDays(9), null)], Token);

        (await Store.Values.ListCountsAsync("a", new(2000, 1, 1), new(2100, 1, 1), Token))
            .ShouldBe([new ValueCount(Day, 12345678.1234567890123456789m), new(Day.AddDays(1), 0), new(Day.AddDays(2), 8)]);
        (await Store.Values.ListCountsAsync("a", Day.AddDays(1), Day.AddDays(2), Token)).ShouldBe([new ValueCount(Day.AddDays(1), 0)], "the end is exclusive");
        (await Store.Values.ListCountsAsync("b", Day, Day.AddDays(1), Token)).ShouldBe([new ValueCount(Day, 9)]);
    }

    [Fact]
    public async Task A_unit_is_removed_with_its_counts_and_counts_without_a_unit_are_not_kept()
    {
        await Store.Values.SaveAsync(Unit("a", "Tickets"), Token);
        await Store.Values.CountAsync("a", [new(Day, 3)], Token);

        (await Store.Values.RemoveAsync("a", Token)).ShouldBe(Unit("a", "Tickets"));
        (await Store.Values.RemoveAsync("a", Token)).ShouldBeNull();
        await Store.Values.CountAsync("a", [new(Day, 4)], Token);
        await Store.Values.SaveAsync(Unit("a", "Tickets"), Token);

        (await Store.Values.ListCountsAsync("a", Day, Day.AddDays(1), Token)).ShouldBeEmpty();
    }

    private static ValueUnit Unit(string id, string name) =>
        new(id, name, ScopePath.ForProject("검색", "chat/v2"), null, null, "user-1", "김민지", Some.Noon);
}
