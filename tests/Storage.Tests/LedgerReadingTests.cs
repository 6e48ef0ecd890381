using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteLedgerReadingTests : LedgerReadingTests<SqliteHarness>;

public sealed class PostgresLedgerReadingTests : LedgerReadingTests<PostgresHarness>;

public abstract class LedgerReadingTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    private static readonly ScopePath[] Resources =
    [
        .. from team in Enumerable.Range(0, 3)
           from project in Enumerable.Range(0, 2)
           from resource in Enumerable.Range(0, 2)
           select ScopePath.ForResource($"t{team}", $"p{project}", $"r{resource}"),
    ];

    [Fact]
    public async Task Reading_a_scope_gives_its_entries_and_those_below_in_order_whatever_the_pages()
    {
        await FillAsync(9000);
        var all = await ReadAllAsync();

        foreach (var scope in Resources[5].SelfAndAncestors())
        {
            (await ReadAllAsync(scope)).ShouldBe(all.Where(entry => scope.Contains(entry.Scope)));
        }

        all.Count.ShouldBe(9000);
    }

    [Fact]
    public async Task A_scope_that_was_never_seen_has_no_entries()
    {
        await FillAsync(50);

        (await ReadAllAsync(ScopePath.ForTeam("t9"))).ShouldBeEmpty();
        (await ReadAllAsync(ScopePath.ForProject("t1", "p9"))).ShouldBeEmpty();
        (await ReadAllAsync(ScopePath.ForResource("t1", "p1", "r9"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_scope_whose_only_entry_is_far_behind_others_is_found()
    {
        var lonely = ScopePath.ForResource("lonely", "p", "r");
        await Store.Ledger.AppendAsync([Some.Record("first", scope: lonely)], Token);
        await FillAsync(40_000);
        await Store.Ledger.AppendAsync([Some.Record("last", scope: lonely)], Token);

        (await ReadAllAsync(lonely)).Select(entry => entry.Position).ShouldBe([1, 40_002]);
        (await ReadAllAsync(lonely.Parent, after: 1)).Select(entry => entry.Position).ShouldBe([40_002]);
    }

    [Fact]
    public async Task Reading_starts_after_one_position_and_ends_with_another_in_pages_of_bounded_size()
    {
        await FillAsync(7000);

        var pages = new List<IReadOnlyList<LedgerEntry>>();
        await foreach (var page in Store.Ledger.ReadAsync(10, 6990, null, Token))
        {
            pages.Add(page);
        }

        pages.SelectMany(page => page).Select(entry => entry.Position).ShouldBe(Enumerable.Range(11, 6980).Select(position => (long)position));
        pages.ShouldAllBe(page => page.Count > 0 && page.Count <= 2000);
    }

    [Fact]
    public async Task Listing_gives_the_newest_records_of_a_scope_in_their_current_revision()
    {
        await FillAsync(200);
        var moved = Some.Record("r17", revision: 1, scope: Resources[0], at: Some.Noon.AddHours(5), cost: 99);
        await Store.Ledger.AppendAsync([moved], Token);

        var records = await Store.Ledger.ListAsync(ScopePath.ForTeam("t0"), Some.Noon.AddMinutes(100), Some.Noon.AddHours(6), 20, Token);

        records.Count.ShouldBe(20);
        records[0].ShouldSayTheSameAs(moved);
        records.ShouldAllBe(record => record.Scope.Team == "t0");
        records.Count(record => record.Id == "r17").ShouldBe(1);
        records.Select(record => record.Timestamp).ShouldBe(records.Select(record => record.Timestamp).OrderDescending());
    }

    [Fact]
    public async Task Listing_takes_its_start_in_and_leaves_its_end_out()
    {
        await FillAsync(60);

        var records = await Store.Ledger.ListAsync(
            ScopePath.Organization, Some.Noon.AddMinutes(10), Some.Noon.AddMinutes(20), 1000, Token);

        records.Select(record => record.Timestamp).ShouldBe(
            Enumerable.Range(10, 10).Reverse().Select(minute => Some.Noon.AddMinutes(minute)));
    }

    [Fact]
    public async Task Listing_finds_the_newest_also_when_records_arrived_in_any_order_of_time()
    {
        var random = new Random(11);
        var minutes = Enumerable.Range(0, 30_000).ToArray();
        random.Shuffle(minutes);
        foreach (var chunk in minutes.Chunk(5000))
        {
            await Store.Ledger.AppendAsync(
                [.. chunk.Select(minute => Some.Record($"m{minute}", scope: Resources[minute % 12], at: Some.Noon.AddMinutes(minute)))], Token);
        }

        foreach (var scope in new[] { ScopePath.Organization, ScopePath.ForProject("t1", "p0"), Resources[4] })
        {
            var records = await Store.Ledger.ListAsync(scope, Some.Noon, Some.Noon.AddMinutes(20_000), 30, Token);

            records.Select(record => record.Timestamp).ShouldBe(Enumerable.Range(0, 20_000).Reverse()
                .Where(minute => scope.Contains(Resources[minute % 12])).Take(30).Select(minute => Some.Noon.AddMinutes(minute)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task Listing_refuses_a_limit_out_of_bounds(int limit) => await Should.ThrowAsync<ArgumentOutOfRangeException>(
        () => Store.Ledger.ListAsync(ScopePath.Organization, Some.Noon, Some.Noon.AddDays(1), limit, Token));

    [Fact]
    public async Task A_reader_beside_many_writers_never_sees_a_position_appear_behind_it()
    {
        const int Writers = 8;
        const int Calls = 25;
        await using var second = await Harness.OpenAsync();
        var stores = new[] { Store, second };
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            async () =>
            {
                for (var call = 0; call < Calls; call++)
                {
                    // Every other writer also repeats what its neighbour sends.
                    var name = call % 2 == 0 ? writer / 2 : writer + 100;
                    await stores[writer % 2].Ledger.AppendAsync(
                        [.. Enumerable.Range(0, 7).Select(index => Some.Record($"{name}-{call}-{index}", scope: Resources[writer]))], Token);
                }
            },
            Token)));

        var seen = new List<long>();
        do
        {
            await foreach (var page in Store.Ledger.ReadAsync(seen.LastOrDefault(), long.MaxValue, null, Token))
            {
                seen.AddRange(page.Select(entry => entry.Position));
            }
        }
        while (!writing.IsCompleted || seen.LastOrDefault() < await Store.Ledger.GetHeadAsync(Token));

        await writing;
        var all = (await ReadAllAsync()).Select(entry => entry.Position).ToList();
        seen.ShouldBe(all);
        all.ShouldBe(Enumerable.Range(1, (Writers * 12 * 7) + (Writers / 2 * 13 * 7)).Select(position => (long)position));
    }

    /// <summary>One record a minute, the resources in turn.</summary>
    private async Task FillAsync(int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(5000))
        {
            await Store.Ledger.AppendAsync(
                [.. chunk.Select(index => Some.Record($"r{index}", scope: Resources[index % Resources.Length], at: Some.Noon.AddMinutes(index)))],
                Token);
        }
    }
}
