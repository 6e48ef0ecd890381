namespace FinOpsAI.Storage.Tests;

public sealed class SqliteSnapshotStoreTests : SnapshotStoreTests<SqliteHarness>;

public sealed class PostgresSnapshotStoreTests : SnapshotStoreTests<PostgresHarness>;

public abstract class SnapshotStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    private static readonly byte[] State = [1, 2, 0, 255];

    [Fact]
    public async Task A_grain_without_a_snapshot_loads_none() => (await Store.Snapshots.LoadAsync("team:a", Token)).ShouldBeNull();

    [Fact]
    public async Task A_saved_snapshot_is_loaded_as_it_was_saved()
    {
        var etag = await Store.Snapshots.SaveAsync("team:%ED%8C%80", null, 7, 3, State, Token);

        var snapshot = (await Store.Snapshots.LoadAsync("team:%ED%8C%80", Token)).ShouldNotBeNull();

        (snapshot.ETag, snapshot.Upto, snapshot.Version).ShouldBe((etag, 7, 3));
        snapshot.State.ToArray().ShouldBe(State);
    }

    [Fact]
    public async Task An_empty_state_and_a_large_one_are_kept()
    {
        var large = new byte[3_000_000];
        new Random(1).NextBytes(large);
        await Store.Snapshots.SaveAsync("empty", null, 0, 1, ReadOnlyMemory<byte>.Empty, Token);
        await Store.Snapshots.SaveAsync("large", null, 0, 1, large, Token);

        (await Store.Snapshots.LoadAsync("empty", Token))!.State.Length.ShouldBe(0);
        (await Store.Snapshots.LoadAsync("large", Token))!.State.ToArray().ShouldBe(large);
    }

    [Fact]
    public async Task Each_save_needs_the_etag_of_the_last_one_and_gives_a_new_one()
    {
        var first = await Store.Snapshots.SaveAsync("g", null, 1, 1, State, Token);
        var second = await Store.Snapshots.SaveAsync("g", first, 2, 1, State, Token);

        second.ShouldNotBeNull().ShouldNotBe(first);
        (await Store.Snapshots.SaveAsync("g", first, 3, 1, State, Token)).ShouldBeNull();
        (await Store.Snapshots.SaveAsync("g", null, 3, 1, State, Token)).ShouldBeNull();
        (await Store.Snapshots.SaveAsync("g", "nonsense", 3, 1, State, Token)).ShouldBeNull();
        (await Store.Snapshots.LoadAsync("g", Token))!.Upto.ShouldBe(2);
    }

    [Fact]
    public async Task A_save_that_does_not_include_more_of_the_ledger_is_refused()
    {
        var etag = await Store.Snapshots.SaveAsync("g", null, 5, 1, State, Token);

        (await Store.Snapshots.SaveAsync("g", etag, 5, 1, State, Token)).ShouldBeNull();
        (await Store.Snapshots.SaveAsync("g", etag, 4, 1, State, Token)).ShouldBeNull();
        (await Store.Snapshots.SaveAsync("g", etag, 6, 1, State, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_two_activations_the_stale_one_is_refused_until_it_reloads()
    {
        await using var elsewhere = await Harness.OpenAsync();
        await Store.Snapshots.SaveAsync("g", null, 10, 1, State, Token);
        var zombie = (await Store.Snapshots.LoadAsync("g", Token))!;
        var active = (await elsewhere.Snapshots.LoadAsync("g", Token))!;

        (await elsewhere.Snapshots.SaveAsync("g", active.ETag, 20, 1, new byte[] { 20 }, Token)).ShouldNotBeNull();
        (await Store.Snapshots.SaveAsync("g", zombie.ETag, 15, 1, new byte[] { 15 }, Token)).ShouldBeNull();
        (await Store.Snapshots.SaveAsync("g", zombie.ETag, 25, 1, new byte[] { 25 }, Token)).ShouldBeNull();

        var reloaded = (await Store.Snapshots.LoadAsync("g", Token))!;
        reloaded.State.ToArray().ShouldBe([20]);
        (await Store.Snapshots.SaveAsync("g", reloaded.ETag, 25, 1, new byte[] { 25 }, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_many_first_saves_at_once_one_wins()
    {
        var saved = await Task.WhenAll(Enumerable.Range(1, 8).Select(
            index => Task.Run(() => Store.Snapshots.SaveAsync("g", null, index, 1, State, Token), Token)));

        saved.Count(etag => etag is not null).ShouldBe(1);
    }

    [Fact]
    public async Task An_activation_from_before_a_reset_cannot_save_over_what_came_after()
    {
        var before = await Store.Snapshots.SaveAsync("g", null, 1, 1, State, Token);
        await Store.Snapshots.ResetAsync(Token);
        (await Store.Snapshots.LoadAsync("g", Token)).ShouldBeNull();
        (await Store.Snapshots.SaveAsync("g", null, 1, 1, State, Token)).ShouldNotBeNull();

        (await Store.Snapshots.SaveAsync("g", before, 2, 1, State, Token)).ShouldBeNull();
    }
}
