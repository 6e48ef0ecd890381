using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FsCheck.Fluent;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteLedgerWindowTests : LedgerWindowTests<SqliteHarness>;

public sealed class PostgresLedgerWindowTests : LedgerWindowTests<PostgresHarness>;

public abstract class LedgerWindowTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    [Fact]
    public async Task A_window_read_again_unchanged_writes_nothing()
    {
        UsageRecord[] hour = [Some.Record("a"), Some.Record("b", cost: 2)];
        var first = await ReplaceAsync(1, hour);

        var again = await ReplaceAsync(2, hour);

        first.Outcomes.ShouldBe([AppendOutcome.Accepted, AppendOutcome.Accepted]);
        again.Outcomes.ShouldBe([AppendOutcome.Duplicate, AppendOutcome.Duplicate]);
        (again.Head, again.Retracted).ShouldBe((first.Head, 0));
    }

    [Fact]
    public async Task A_changed_group_is_restated_and_a_vanished_one_is_taken_back()
    {
        await ReplaceAsync(1, Some.Record("a", cost: 1), Some.Record("b", cost: 2), Some.Record("c", cost: 3));

        var second = await ReplaceAsync(2, Some.Record("a", cost: 1), Some.Record("b", cost: 5));

        second.Outcomes.ShouldBe([AppendOutcome.Duplicate, AppendOutcome.Restated]);
        second.Retracted.ShouldBe(1);
        (await TotalAsync()).ShouldBe(6);
        (await Store.Ledger.FindAsync("api", "c", Token)).ShouldBeNull();
        (await Store.Ledger.FindAsync("api", "b", Token))!.Revision.ShouldBe(1);
        (await CurrentAsync()).Select(record => record.Id).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_group_that_comes_back_counts_again_once()
    {
        await ReplaceAsync(1, Some.Record("a", cost: 1));
        await ReplaceAsync(2);
        (await TotalAsync()).ShouldBe(0);

        var back = await ReplaceAsync(3, Some.Record("a", cost: 4));
        await ReplaceAsync(4, Some.Record("a", cost: 4));

        back.Outcomes.ShouldBe([AppendOutcome.Accepted]);
        (await TotalAsync()).ShouldBe(4);
        (await Store.Ledger.FindAsync("api", "a", Token))!.Revision.ShouldBe(2);
        await ReplaceAsync(5);
        (await TotalAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_window_in_pieces_takes_back_what_none_of_them_had_only_with_the_last()
    {
        await ReplaceAsync(1, Some.Record("a", cost: 1), Some.Record("b", cost: 2), Some.Record("c", cost: 3));

        var piece = await Store.Ledger.ReplaceAsync(new("api", "w", 2, IsLast: false), [Some.Record("a", cost: 1)], Token);
        piece.Retracted.ShouldBe(0);
        (await TotalAsync()).ShouldBe(6);
        var last = await Store.Ledger.ReplaceAsync(new("api", "w", 2, IsLast: true), [Some.Record("d", cost: 10)], Token);

        last.Retracted.ShouldBe(2);
        (await TotalAsync()).ShouldBe(11);
    }

    [Fact]
    public async Task A_reading_that_broke_off_is_made_good_by_the_next()
    {
        await ReplaceAsync(1, Some.Record("a", cost: 1), Some.Record("b", cost: 2));
        await Store.Ledger.ReplaceAsync(new("api", "w", 2, IsLast: false), [Some.Record("c", cost: 3)], Token);

        await ReplaceAsync(3, Some.Record("a", cost: 1));

        (await TotalAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Windows_do_not_touch_each_other()
    {
        await Store.Ledger.ReplaceAsync(new("api", "10:00", 1, true), [Some.Record("a", cost: 1)], Token);
        await Store.Ledger.ReplaceAsync(new("api", "11:00", 1, true), [Some.Record("b", cost: 2)], Token);
        await Store.Ledger.ReplaceAsync(new("other", "10:00", 1, true), [Some.Record("a", cost: 4, source: "other")], Token);

        await Store.Ledger.ReplaceAsync(new("api", "10:00", 2, true), [], Token);

        (await TotalAsync()).ShouldBe(6);
    }

    [Fact]
    public async Task A_record_restated_by_hand_in_between_stays_until_its_source_says_otherwise()
    {
        await ReplaceAsync(1, Some.Record("a", cost: 1));
        await Store.Ledger.AppendAsync([Some.Record("a", revision: 1, cost: 1.2m, status: CostStatus.Confirmed)], Token);

        await ReplaceAsync(2, Some.Record("a", cost: 1));
        (await TotalAsync()).ShouldBe(1.2m);

        await ReplaceAsync(3, Some.Record("a", cost: 7));
        (await TotalAsync()).ShouldBe(7);
    }

    [Fact]
    public async Task A_window_with_more_to_take_back_than_fits_says_so_until_it_is_done()
    {
        const int Many = 20_001;
        await ReplaceAsync(1, [.. Enumerable.Range(0, Many).Select(number => Some.Record($"r{number}", cost: 1))]);

        var first = await ReplaceAsync(2);
        var second = await ReplaceAsync(2);

        (first.IsUnfinished, second.IsUnfinished).ShouldBe((true, false));
        (first.Retracted + second.Retracted).ShouldBe(Many);
        (await TotalAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Whatever_a_source_says_in_turn_the_ledger_holds_what_it_said_last()
    {
        var readings = Gen.ArrayOf(Gen.Choose(0, 3).SelectMany(_ => Gen.ArrayOf(
            Gen.Choose(0, 6).SelectMany(id => Gen.Choose(1, 3).Select(cost => (Id: id, Cost: cost)))))).Sample(10, 6);
        long generation = 0;
        foreach (var reading in readings.SelectMany(r => r))
        {
            var records = reading.DistinctBy(record => record.Id).Select(record => Some.Record($"r{record.Id}", cost: record.Cost)).ToArray();
            await ReplaceAsync(++generation, records);

            (await TotalAsync()).ShouldBe(records.Sum(record => record.Cost.Effective));
            (await CurrentAsync()).Select(record => record.Id).Order().ShouldBe(records.Select(record => record.Id).Order());
        }
    }

    [Fact]
    public async Task Records_of_a_time_are_read_in_order_each_once_without_those_appended_meanwhile()
    {
        var many = Enumerable.Range(0, 5_000).Select(number => Some.Record($"r{number}", at: Some.Noon.AddMinutes(number % 120))).ToArray();
        await Store.Ledger.AppendAsync(many, Token);
        var read = new List<string>();

        await foreach (var page in Store.Ledger.ReadRecordsAsync(Some.Noon, Some.Noon.AddHours(1), Token))
        {
            read.AddRange(page.Select(record => record.Id));
            await Store.Ledger.AppendAsync([.. page.Select(record => record with { Revision = record.Revision + 1 })], Token);
        }

        read.Count.ShouldBe(read.Distinct().Count());
        read.Order().ShouldBe(many.Where(record => record.Timestamp < Some.Noon.AddHours(1)).Select(record => record.Id).Order());
    }

    private Task<AppendResult> ReplaceAsync(long generation, params UsageRecord[] records) =>
        Store.Ledger.ReplaceAsync(new("api", "w", generation, IsLast: true), records, Token);

    /// <summary>The sum of all entries, which is what every grain would hold.</summary>
    private async Task<decimal> TotalAsync() => (await ReadAllAsync()).Sum(entry => entry.Cost.Effective);

    private async Task<List<UsageRecord>> CurrentAsync()
    {
        var records = new List<UsageRecord>();
        await foreach (var page in Store.Ledger.ReadRecordsAsync(Some.Noon.AddDays(-1), Some.Noon.AddDays(1), Token))
        {
            records.AddRange(page);
        }

        return records;
    }
}
