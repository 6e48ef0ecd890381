using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteRollupStoreTests : RollupStoreTests<SqliteHarness>;

public sealed class PostgresRollupStoreTests : RollupStoreTests<PostgresHarness>;

public abstract class RollupStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    private static readonly ScopePath[] Resources =
    [
        ScopePath.ForResource("a", "x", "1"), ScopePath.ForResource("a", "x", "2"), ScopePath.ForResource("a", "y", "1"),
        ScopePath.ForResource("b", "z", "1"),
    ];

    private long _position;

    [Fact]
    public async Task The_first_position_is_zero_and_a_commit_moves_it()
    {
        (await Store.Rollups.GetPositionAsync(Token)).ShouldBe(0);

        (await Store.Rollups.CommitAsync(0, 10, Deltas([]), Token)).ShouldBeTrue();

        (await Store.Rollups.GetPositionAsync(Token)).ShouldBe(10);
    }

    [Fact]
    public async Task A_commit_that_does_not_continue_the_stored_position_changes_nothing()
    {
        var deltas = Deltas([Entry(Resources[0], Some.Noon, 1)]);
        await Store.Rollups.CommitAsync(0, 10, deltas, Token);

        (await Store.Rollups.CommitAsync(0, 20, deltas, Token)).ShouldBeFalse();
        (await Store.Rollups.CommitAsync(9, 20, deltas, Token)).ShouldBeFalse();

        (await Store.Rollups.GetPositionAsync(Token)).ShouldBe(10);
        (await TotalAsync(ScopePath.Organization)).Cost.Effective.ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_that_commit_from_the_same_position_one_wins()
    {
        var deltas = Deltas([Entry(Resources[0], Some.Noon, 1)]);

        var won = await Task.WhenAll(Enumerable.Range(0, 6).Select(
            index => Task.Run(() => Store.Rollups.CommitAsync(0, 10 + index, deltas, Token), Token)));

        won.Count(one => one).ShouldBe(1);
        (await TotalAsync(ScopePath.Organization)).Records.ShouldBe(1);
    }

    [Fact]
    public async Task Sums_add_up_over_commits_exactly()
    {
        for (var index = 0; index < 10; index++)
        {
            await CommitAsync([Entry(Resources[0], Some.Noon, 2.052022672899m), Entry(Resources[0], Some.Noon, 0.000000000000000000000001m)]);
        }

        (await TotalAsync(ScopePath.Organization)).Cost.Effective.ShouldBe(20.52022672899000000000001m);
    }

    [Fact]
    public async Task A_sum_with_more_digits_than_a_decimal_keeps_the_leading_ones()
    {
        await CommitAsync([Entry(Resources[0], Some.Noon, 1m / 3)]);
        await CommitAsync([Entry(Resources[0], Some.Noon, 123_456_789m)]);

        var total = (await TotalAsync(Resources[0])).Cost.Effective;

        total.ShouldBe(123_456_789m + (1m / 3));
    }

    [Fact]
    public async Task A_bucket_whose_records_were_all_taken_back_has_no_row()
    {
        var entry = Entry(Resources[0], Some.Noon, 5);
        await CommitAsync([entry]);
        await CommitAsync([Reversal(entry), Entry(Resources[0], Some.Noon.AddHours(3), 7)]);

        var rows = await Store.Rollups.QueryAsync(
            new(ScopePath.Organization, Some.Noon, Some.Noon.AddDays(1), Granularity.Hour, CostGroup.None), Token);

        rows.ShouldHaveSingleItem().Bucket.ShouldBe(Some.Noon.AddHours(3));
    }

    [Fact]
    public async Task A_reversal_may_come_to_a_row_that_is_not_there_yet()
    {
        var entry = Entry(Resources[0], Some.Noon, 5);
        await CommitAsync([Reversal(entry)]);
        await CommitAsync([entry, entry]);

        (await TotalAsync(Resources[0])).ShouldBe(RollupSums.From(entry));
    }

    [Fact]
    public async Task A_question_groups_by_child_provider_model_or_status()
    {
        await CommitAsync(
        [
            Entry(Resources[0], Some.Noon, 1, provider: "openai", model: "gpt", status: CostStatus.Invoiced),
            Entry(Resources[1], Some.Noon, 2, provider: "openai", model: "o3"),
            Entry(Resources[2], Some.Noon.AddMinutes(61), 4, provider: "aws", model: "gpt"),
            Entry(Resources[3], Some.Noon, 8, provider: "aws", model: ""),
        ]);

        async Task<string> Ask(ScopePath scope, CostGroup group, Granularity? granularity = Granularity.Hour)
        {
            var rows = await Store.Rollups.QueryAsync(new(scope, Some.Noon, Some.Noon.AddHours(12), granularity, group), Token);
            return string.Join(' ', rows.Select(row => $"{row.Bucket:HH}|{row.Group}={row.Sums.Cost.Effective:0.##}"));
        }

        (await Ask(ScopePath.Organization, CostGroup.None)).ShouldBe("12|=11 13|=4");
        (await Ask(ScopePath.Organization, CostGroup.Child)).ShouldBe("12|team:a=3 12|team:b=8 13|team:a=4");
        (await Ask(ScopePath.ForTeam("a"), CostGroup.Child)).ShouldBe("12|project:a/x=3 13|project:a/y=4");
        (await Ask(ScopePath.ForProject("a", "x"), CostGroup.Child)).ShouldBe("12|resource:a/x/1=1 12|resource:a/x/2=2");
        (await Ask(Resources[0], CostGroup.Child)).ShouldBe("");
        (await Ask(ScopePath.ForTeam("nobody"), CostGroup.None)).ShouldBe("");
        (await Ask(ScopePath.Organization, CostGroup.Provider)).ShouldBe("12|aws=8 12|openai=3 13|aws=4");
        (await Ask(ScopePath.Organization, CostGroup.Model)).ShouldBe("12|=8 12|gpt=1 12|o3=2 13|gpt=4");
        (await Ask(ScopePath.Organization, CostGroup.Status)).ShouldBe("12|Estimated=10 12|Invoiced=1 13|Estimated=4");
        (await Ask(ScopePath.Organization, CostGroup.Model, null)).ShouldBe("12|=8 12|gpt=5 12|o3=2");
        (await Ask(ScopePath.Organization, CostGroup.None, Granularity.Minute)).ShouldBe("12|=11 13|=4");
        (await Ask(ScopePath.Organization, CostGroup.None, Granularity.Day)).ShouldBe("00|=15");
    }

    [Fact]
    public async Task The_start_of_a_range_is_floored_to_a_bucket_and_its_end_is_left_out()
    {
        await CommitAsync([.. Enumerable.Range(0, 240).Select(minute => Entry(Resources[0], Some.Noon.AddMinutes(minute), 1))]);

        async Task<long> Count(double from, double to, Granularity? granularity) => (await Store.Rollups.QueryAsync(
            new(Resources[0], Some.Noon.AddMinutes(from), Some.Noon.AddMinutes(to), granularity, CostGroup.None), Token))
            .Sum(row => row.Sums.Records);

        (await Count(30.5, 120, Granularity.Minute)).ShouldBe(90);
        (await Count(30, 120, Granularity.Hour)).ShouldBe(120);
        (await Count(30, 121, Granularity.Hour)).ShouldBe(180);
        (await Count(30, 121, null)).ShouldBe(180);
        (await Count(120, 120, null)).ShouldBe(0);
        (await Count(120, 60, Granularity.Hour)).ShouldBe(0);
        (await Count(121, 122, Granularity.Day)).ShouldBe(240);
    }

    [Fact]
    public async Task A_sum_reads_days_and_the_hours_at_its_ends()
    {
        var start = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);
        await CommitAsync([.. Enumerable.Range(0, 24 * 10).Select(hour => Entry(Resources[0], start.AddHours(hour), 1))]);

        // Where hours are missing inside the whole days, only days can have been read.
        await Harness.ExecuteAsync(
            $"DELETE FROM rollups WHERE granularity = 1 AND bucket >= {start.AddDays(3).ToUnixTimeSeconds()} "
            + $"AND bucket < {start.AddDays(7).ToUnixTimeSeconds()}");

        foreach (var (from, to) in new[] { (0, 240), (5, 200), (72, 168), (70, 169), (71, 72), (24, 48), (23, 49) })
        {
            var rows = await Store.Rollups.QueryAsync(
                new(Resources[0], start.AddHours(from), start.AddHours(to), null, CostGroup.None), Token);

            var row = rows.ShouldHaveSingleItem($"{from} to {to}");
            row.Bucket.ShouldBe(start.AddHours(from));
            row.Sums.Records.ShouldBe(to - from);
        }
    }

    [Fact]
    public async Task A_sum_that_begins_where_hours_are_no_longer_kept_takes_the_whole_day()
    {
        var old = Granularity.Day.Floor(StoreHarness.Now.AddDays(-500));
        await CommitAsync([.. Enumerable.Range(0, 48).Select(hour => Entry(Resources[0], old.AddHours(hour), 1))]);
        await Store.Administration.PruneAsync(StoreHarness.Now, Token);

        var rows = await Store.Rollups.QueryAsync(new(Resources[0], old.AddHours(7), old.AddHours(30), null, CostGroup.None), Token);

        rows.ShouldHaveSingleItem().Sums.Records.ShouldBe(48);
    }

    [Fact]
    public async Task A_commit_of_a_hundred_thousand_rows_goes_through()
    {
        var deltas = Enumerable.Range(0, 100_000).ToDictionary(
            index => new RollupKey(
                Granularity.Hour, ScopePath.ForResource("t", $"p{index % 100}", $"r{index % 10_000}"), Some.Noon.AddHours(index / 10_000),
                "openai", "gpt", CostStatus.Estimated),
            index => new RollupSums(new(0.01m, 0.01m, 0.01m), default, 1, 0));

        (await Store.Rollups.CommitAsync(0, 1, deltas, Token)).ShouldBeTrue();
        (await Store.Rollups.CommitAsync(1, 2, deltas, Token)).ShouldBeTrue();

        var rows = await Store.Rollups.QueryAsync(
            new(ScopePath.ForProject("t", "p7"), Some.Noon, Some.Noon.AddDays(1), null, CostGroup.Child), Token);
        rows.Count.ShouldBe(100);
        rows.Sum(row => row.Sums.Cost.Effective).ShouldBe(20m);
    }

    [Fact]
    public async Task A_reset_goes_back_to_position_zero_with_nothing_in_it()
    {
        await CommitAsync([Entry(Resources[0], Some.Noon, 1)]);

        await Store.Rollups.ResetAsync(Token);

        (await Store.Rollups.GetPositionAsync(Token)).ShouldBe(0);
        (await TotalAsync(ScopePath.Organization)).ShouldBe(default);
    }

    [Fact]
    public void Rollups_equal_a_naive_fold_of_the_ledger_whatever_is_sent_and_restated()
    {
        var record =
            from id in Gen.Choose(0, 8)
            from revision in Gen.Choose(0, 3)
            from resource in Gen.Elements(Resources)
            from minute in Gen.Choose(-3000, 3000)
            from cost in Gen.Choose(-1_000_000, 1_000_000)
            from status in Gen.Elements(CostStatus.Estimated, CostStatus.Confirmed, CostStatus.Invoiced)
            from pricing in Gen.Elements(PricingState.Given, PricingState.Unpriced)
            from model in Gen.Elements("gpt", "o3", null)
            select (Id: id, Record: Some.Record(
                "", revision, resource, Some.Noon.AddMinutes(minute), cost / 100_000m, status, pricing, model: model));
        var round = 0;

        Prop.ForAll(
            record.ListOf().Select(batch => batch.Take(30).ToList()).ListOf().Select(batches => batches.Take(5).ToList()).ToArbitrary(),
            batches => FoldsTheSameAsync(batches, round++).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    private async Task<bool> FoldsTheSameAsync(List<List<(int Id, UsageRecord Record)>> batches, int round)
    {
        // Earlier rounds are part of the ledger too: the fold is always over all of it.
        var said = 0;
        foreach (var batch in batches)
        {
            var result = await Store.Ledger.AppendAsync([.. batch.Select(item => item.Record with { Id = $"{round}-{item.Id}" })], Token);
            said += result.Outcomes.Count(outcome => outcome == AppendOutcome.Accepted);
            await CommitAsync(result.Entries, result.Previous, result.Head);
        }

        var entries = await ReadAllAsync();
        foreach (var scope in Resources.SelectMany(resource => resource.SelfAndAncestors()).Distinct())
        {
            foreach (var granularity in Enum.GetValues<Granularity>())
            {
                var expected = entries.Where(entry => scope.Contains(entry.Scope))
                    .GroupBy(entry => (Bucket: granularity.Floor(entry.Timestamp), Group: entry.Status.ToString()))
                    .Select(group => new CostRow(
                        group.Key.Bucket, group.Key.Group, group.Select(RollupSums.From).Aggregate((a, b) => a + b)))
                    .Where(row => row.Sums != default)
                    .OrderBy(row => row.Bucket).ThenBy(row => row.Group, StringComparer.Ordinal);
                var rows = await Store.Rollups.QueryAsync(
                    new(scope, Some.Noon.AddDays(-5), Some.Noon.AddDays(5), granularity, CostGroup.Status), Token);
                rows.ShouldBe(expected);
            }
        }

        entries.Where(entry => entry.Kind == EntryKind.Charge).Count().ShouldBeGreaterThanOrEqualTo(said);
        entries.Count(entry => entry.Kind == EntryKind.Charge).ShouldBe(
            entries.Sum(entry => entry.Sign) + entries.Count(entry => entry.Kind == EntryKind.Reversal));
        return true;
    }

    private static LedgerEntry Entry(
        ScopePath scope, DateTimeOffset at, decimal cost, string provider = "openai", string model = "gpt",
        CostStatus status = CostStatus.Estimated) => new(
            1, EntryKind.Charge, scope, at, provider, model, status, PricingState.Given, new(cost, cost, cost), new(10, 0, 5, 1, 0), null);

    private static LedgerEntry Reversal(LedgerEntry entry) =>
        entry with { Kind = EntryKind.Reversal, Cost = -entry.Cost, Usage = -entry.Usage };

    private static Dictionary<RollupKey, RollupSums> Deltas(IEnumerable<LedgerEntry> entries)
    {
        var deltas = new Dictionary<RollupKey, RollupSums>();
        foreach (var entry in entries)
        {
            foreach (var scope in entry.Scope.SelfAndAncestors())
            {
                foreach (var granularity in Enum.GetValues<Granularity>())
                {
                    var key = new RollupKey(
                        granularity, scope, granularity.Floor(entry.Timestamp), entry.Provider, entry.Model, entry.Status);
                    deltas[key] = deltas.GetValueOrDefault(key) + RollupSums.From(entry);
                }
            }
        }

        return deltas;
    }

    private async Task CommitAsync(IEnumerable<LedgerEntry> entries)
    {
        await CommitAsync(entries, _position, _position + 1);
        _position++;
    }

    private async Task CommitAsync(IEnumerable<LedgerEntry> entries, long previous, long upto) =>
        (await Store.Rollups.CommitAsync(previous, upto, Deltas(entries), Token)).ShouldBeTrue();

    private async Task<RollupSums> TotalAsync(ScopePath scope)
    {
        var rows = await Store.Rollups.QueryAsync(
            new(scope, Some.Noon.AddYears(-1), Some.Noon.AddYears(1), null, CostGroup.None), Token);
        return rows.Count == 0 ? default : rows.Single().Sums;
    }
}
