using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteAdministrationTests : AdministrationTests<SqliteHarness>
{
    protected override string Provider => "Sqlite";
}

public sealed class PostgresAdministrationTests : AdministrationTests<PostgresHarness>
{
    protected override string Provider => "Postgres";
}

public abstract class AdministrationTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    protected abstract string Provider { get; }

    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        await Store.Ledger.AppendAsync([Some.Record()], Token);

        await Store.Administration.MigrateAsync(Token);
        await using var later = await Harness.OpenAsync();

        (await later.Ledger.GetHeadAsync(Token)).ShouldBe(1);
    }

    [Fact]
    public async Task Several_stores_may_migrate_an_empty_database_at_once()
    {
        await using var fresh = new THarness();
        await fresh.StartAsync();

        var stores = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => fresh.OpenAsync(), Token)));

        foreach (var store in stores)
        {
            (await store.Administration.GetStatusAsync(Token)).SchemaVersion.ShouldBe(13);
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_migration_changed_after_it_was_applied_is_refused_by_name()
    {
        await Harness.ExecuteAsync("UPDATE schema_version SET checksum = 'other' WHERE version = 1");

        var error = await Should.ThrowAsync<StoreSchemaException>(() => Store.Administration.MigrateAsync(Token));

        error.Message.ShouldContain("0001_initial.sql");
    }

    [Fact]
    public async Task A_schema_newer_than_the_program_is_refused()
    {
        await Harness.ExecuteAsync(
            "INSERT INTO schema_version (version, name, checksum, applied_at) VALUES (99, '0099_future.sql', 'x', '2030-01-01 00:00:00+00')");

        var error = await Should.ThrowAsync<StoreSchemaException>(() => Store.Administration.MigrateAsync(Token));

        error.Message.ShouldContain("99");
        error.Message.ShouldContain("newer version");
    }

    [Fact]
    public async Task The_status_tells_provider_schema_size_and_entries()
    {
        await Store.Ledger.AppendAsync([Some.Record(), Some.Record("r2")], Token);
        await Store.Ledger.AppendAsync([Some.Record(revision: 1)], Token);

        var status = await Store.Administration.GetStatusAsync(Token);

        (status.Provider, status.SchemaVersion, status.Records).ShouldBe((Provider, 13, 4));
        status.Bytes.ShouldBeGreaterThan(10_000);
        status.Location.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Pruning_removes_old_minutes_and_hours_and_keeps_the_days()
    {
        DateTimeOffset[] times = [StoreHarness.Now, StoreHarness.Now.AddDays(-10), StoreHarness.Now.AddDays(-500)];
        await CommitRollupsAsync(times);

        var result = await Store.Administration.PruneAsync(StoreHarness.Now, Token);

        // Each time has 4 scopes: 2 minutes and 1 hour are too old.
        result.ShouldBe(new(0, 12));
        (await CountAsync(Granularity.Minute)).ShouldBe(1);
        (await CountAsync(Granularity.Hour)).ShouldBe(2);
        (await CountAsync(Granularity.Day)).ShouldBe(3);
    }

    [Fact]
    public async Task Without_a_retention_the_ledger_is_kept_for_ever()
    {
        await Store.Ledger.AppendAsync([Some.Record(at: Some.Noon.AddYears(-20))], Token);
        await SnapshotAllAsync(Store, 1);
        await Store.Rollups.CommitAsync(0, 1, new Dictionary<RollupKey, RollupSums>(), Token);

        (await Store.Administration.PruneAsync(StoreHarness.Now, Token)).LedgerEntries.ShouldBe(0);
    }

    [Fact]
    public async Task Pruning_the_ledger_keeps_ids_positions_and_what_is_not_yet_saved_elsewhere()
    {
        await using var store = await Harness.OpenAsync(new() { Ledger = TimeSpan.FromDays(100) });
        var old = StoreHarness.Now.AddDays(-101);
        await store.Ledger.AppendAsync([Some.Record("old", at: old), Some.Record("new"), Some.Record("late", at: old)], Token);

        // The rollups include nothing, then no snapshot includes anything.
        (await store.Administration.PruneAsync(StoreHarness.Now, Token)).LedgerEntries.ShouldBe(0);
        await store.Rollups.CommitAsync(0, 3, new Dictionary<RollupKey, RollupSums>(), Token);
        await store.Facts.CommitAsync(0, 3, new Dictionary<FactKey, FactSums>(), Token);
        (await store.Administration.PruneAsync(StoreHarness.Now, Token)).LedgerEntries.ShouldBe(0);

        // All grains have saved up to 2, one of them further.
        await SnapshotAllAsync(store, 2);
        (await store.Administration.PruneAsync(StoreHarness.Now, Token)).LedgerEntries.ShouldBe(1);
        (await ReadAllAsync()).Select(entry => entry.Position).ShouldBe([2, 3]);
        (await store.Administration.GetStatusAsync(Token)).Records.ShouldBe(2);

        var again = await store.Ledger.AppendAsync([Some.Record("old", at: old), Some.Record("old", revision: 1)], Token);
        again.Outcomes.ShouldAllBe(outcome => outcome == AppendOutcome.Duplicate);
        (await store.Ledger.FindAsync("api", "old", Token)).ShouldBeNull();
        (await store.Ledger.AppendAsync([Some.Record("late", revision: 1)], Token)).Outcomes.ShouldBe([AppendOutcome.Restated]);
    }

    [Fact]
    public async Task A_scope_whose_grain_never_saved_keeps_its_entries()
    {
        await using var store = await Harness.OpenAsync(new() { Ledger = TimeSpan.FromDays(100) });
        var old = StoreHarness.Now.AddDays(-101);
        var unsaved = ScopePath.ForResource("search", "chat", "unsaved");
        await store.Ledger.AppendAsync([Some.Record("a", at: old), Some.Record("b", at: old, scope: unsaved)], Token);
        await store.Rollups.CommitAsync(0, 2, new Dictionary<RollupKey, RollupSums>(), Token);
        await store.Facts.CommitAsync(0, 2, new Dictionary<FactKey, FactSums>(), Token);
        await SnapshotAllAsync(store, 2);

        (await store.Administration.PruneAsync(StoreHarness.Now, Token)).LedgerEntries.ShouldBe(1);

        (await ReadAllAsync()).ShouldHaveSingleItem().Scope.ShouldBe(unsaved);
    }

    [Fact]
    public async Task What_the_daily_facts_have_not_read_stays_and_so_does_a_charge_whose_reversal_they_have_not_read()
    {
        await using var store = await Harness.OpenAsync(new() { Ledger = TimeSpan.FromDays(100) });
        var old = StoreHarness.Now.AddDays(-101);
        await store.Ledger.AppendAsync([Some.Record("a", at: old), Some.Record("b", at: old)], Token);
        await store.Ledger.AppendAsync([Some.Record("a", revision: 1, at: old)], Token);
        await store.Rollups.CommitAsync(0, 4, new Dictionary<RollupKey, RollupSums>(), Token);
        await SnapshotAllAsync(store, 4);

        (await store.Administration.PruneAsync(StoreHarness.Now, Token)).LedgerEntries.ShouldBe(0);
        await store.Facts.CommitAsync(0, 2, new Dictionary<FactKey, FactSums>(), Token);
        (await store.Administration.PruneAsync(StoreHarness.Now, Token)).LedgerEntries.ShouldBe(1);
        (await ReadAllAsync()).Select(entry => entry.Position).ShouldBe([1, 3, 4]);
        await store.Facts.CommitAsync(2, 4, new Dictionary<FactKey, FactSums>(), Token);

        (await store.Administration.PruneAsync(StoreHarness.Now, Token)).LedgerEntries.ShouldBe(3);
    }

    [Fact]
    public async Task Positions_go_on_after_everything_was_pruned_and_nothing_can_be_rebuilt()
    {
        await using var store = await Harness.OpenAsync(new() { Ledger = TimeSpan.FromDays(100) });
        await store.Ledger.AppendAsync([Some.Record(at: StoreHarness.Now.AddDays(-200))], Token);
        await store.Rollups.CommitAsync(0, 1, new Dictionary<RollupKey, RollupSums>(), Token);
        await store.Facts.CommitAsync(0, 1, new Dictionary<FactKey, FactSums>(), Token);
        await SnapshotAllAsync(store, 1);
        await store.Administration.PruneAsync(StoreHarness.Now, Token);

        var result = await store.Ledger.AppendAsync([Some.Record("next")], Token);

        (result.Previous, result.Head).ShouldBe((1, 2));
        await Should.ThrowAsync<InvalidOperationException>(() => store.Rollups.ResetAsync(Token));
        await Should.ThrowAsync<InvalidOperationException>(() => store.Facts.ResetAsync(Token));
        await Should.ThrowAsync<InvalidOperationException>(() => store.Snapshots.ResetAsync(Token));
        (await store.Rollups.GetPositionAsync(Token)).ShouldBe(1);
    }

    private static async Task SnapshotAllAsync(IStore store, long upto)
    {
        foreach (var scope in Some.Chat.SelfAndAncestors())
        {
            (await store.Snapshots.SaveAsync(scope.Key, null, upto, 1, new byte[] { 1 }, Token)).ShouldNotBeNull();
        }
    }

    private async Task CommitRollupsAsync(IEnumerable<DateTimeOffset> times)
    {
        var deltas = new Dictionary<RollupKey, RollupSums>();
        foreach (var time in times)
        {
            foreach (var scope in Some.Chat.SelfAndAncestors())
            {
                foreach (var granularity in Enum.GetValues<Granularity>())
                {
                    deltas[new(granularity, scope, granularity.Floor(time), "p", "m", CostStatus.Estimated)] =
                        new(new(1, 1, 1), default, 1, 0);
                }
            }
        }

        (await Store.Rollups.CommitAsync(0, 1, deltas, Token)).ShouldBeTrue();
    }

    private async Task<long> CountAsync(Granularity granularity) => (await Store.Rollups.QueryAsync(
        new(Some.Chat, StoreHarness.Now.AddYears(-2), StoreHarness.Now.AddDays(1), granularity, CostGroup.None), Token)).Count;
}
