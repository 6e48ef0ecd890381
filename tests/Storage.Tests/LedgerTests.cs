using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteLedgerTests : LedgerTests<SqliteHarness>;

public sealed class PostgresLedgerTests : LedgerTests<PostgresHarness>;

public abstract class LedgerTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    [Fact]
    public async Task An_empty_ledger_has_head_zero_and_no_entries()
    {
        (await Store.Ledger.GetHeadAsync(Token)).ShouldBe(0);
        (await ReadAllAsync()).ShouldBeEmpty();
        (await Store.Ledger.FindAsync("api", "r1", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Appending_nothing_changes_nothing()
    {
        var result = await Store.Ledger.AppendAsync([], Token);

        result.Outcomes.ShouldBeEmpty();
        (result.Previous, result.Head).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_new_record_becomes_a_charge()
    {
        var record = Some.Record();

        var result = await Store.Ledger.AppendAsync([record], Token);

        result.Outcomes.ShouldBe([AppendOutcome.Accepted]);
        (result.Previous, result.Head).ShouldBe((0, 1));
        var expected = new LedgerEntry(
            1, EntryKind.Charge, Some.Chat, Some.Noon, "openai", "gpt-4o", CostStatus.Estimated, PricingState.Catalogue,
            record.Cost, new(1000, 0, 10, 1, 0), null);
        result.Entries.ShouldBe([expected]);
        (await ReadAllAsync()).ShouldBe([expected]);
    }

    [Fact]
    public async Task A_reopened_store_appends_to_scopes_that_it_knows_from_reading()
    {
        await Store.Ledger.AppendAsync([Some.Record()], Token);
        await using var reopened = await Harness.OpenAsync();
        await foreach (var page in reopened.Ledger.ReadAsync(0, long.MaxValue, null, Token))
        {
            page.Count.ShouldBe(1);
        }

        var result = await reopened.Ledger.AppendAsync([Some.Record("r2", at: Some.Noon.AddDays(1))], Token);

        result.Head.ShouldBe(2);
        (await reopened.Scopes.FindAsync(ScopePath.Organization, Token))!.LastSeen.ShouldBe(Some.Noon.AddDays(1));
    }

    [Fact]
    public async Task A_record_is_found_again_as_it_was_handed_in()
    {
        var record = Some.Record(at: Some.Noon.AddTicks(1), experiment: "실험/1") with
        {
            Id = "id \0 \"quoted\" 한국",
            Service = "Azure OpenAI",
            Region = "koreacentral",
            ServiceTier = "batch",
            ChargeCategory = "Credit",
            Usage = new Dictionary<string, decimal> { ["other:pages"] = 0.000000000000000000000000001m, [UsageUnits.GpuHour] = 3.5m },
            StatedCost = new(1725.5m, 1, 2),
            BillingCurrency = "KRW",
            ExchangeRate = new("KRW", "USD", 0.00072463768115942m, "한국은행", Some.Noon),
            Tags = new Dictionary<string, string> { ["팀"] = "검색", ["empty"] = "" },
        };

        await Store.Ledger.AppendAsync([record], Token);

        (await Store.Ledger.FindAsync(record.Source, record.Id, Token)).ShouldSayTheSameAs(record);
    }

    [Fact]
    public async Task The_same_record_again_is_a_duplicate_in_the_same_call_and_in_later_ones()
    {
        var first = await Store.Ledger.AppendAsync([Some.Record(), Some.Record(cost: 9)], Token);
        var again = await Store.Ledger.AppendAsync([Some.Record(), Some.Record("r2")], Token);

        first.Outcomes.ShouldBe([AppendOutcome.Accepted, AppendOutcome.Duplicate]);
        again.Outcomes.ShouldBe([AppendOutcome.Duplicate, AppendOutcome.Accepted]);
        (again.Previous, again.Head).ShouldBe((1, 2));
        (await ReadAllAsync()).Sum(entry => entry.Cost.Effective).ShouldBe(2.5m);
    }

    [Fact]
    public async Task The_same_id_of_another_source_is_another_record()
    {
        var result = await Store.Ledger.AppendAsync(
            [Some.Record("b", source: "a"), Some.Record("", source: "ab"), Some.Record("ab", source: "")], Token);

        result.Outcomes.ShouldAllBe(outcome => outcome == AppendOutcome.Accepted);
    }

    [Fact]
    public async Task A_newer_revision_takes_the_old_charge_back_where_it_was()
    {
        var old = Some.Record(experiment: "e1", cost: 2);
        var moved = ScopePath.ForResource("ads", "rank", "claude");
        var changed = Some.Record(
            revision: 3, scope: moved, at: Some.Noon.AddDays(-40), cost: 5, status: CostStatus.Invoiced, pricing: PricingState.Given,
            provider: "anthropic", model: null, input: 7);

        var first = await Store.Ledger.AppendAsync([old], Token);
        var second = await Store.Ledger.AppendAsync([changed], Token);

        second.Outcomes.ShouldBe([AppendOutcome.Restated]);
        second.Entries.Count.ShouldBe(2);
        second.Entries[0].ShouldBe(first.Entries[0] with
        {
            Position = 2,
            Kind = EntryKind.Reversal,
            Cost = -first.Entries[0].Cost,
            Usage = -first.Entries[0].Usage,
        });
        second.Entries[1].ShouldBe(new(
            3, EntryKind.Charge, moved, Some.Noon.AddDays(-40), "anthropic", "", CostStatus.Invoiced, PricingState.Given,
            changed.Cost, new(7, 0, 10, 1, 0), null));
        (await ReadAllAsync()).ShouldBe([.. first.Entries, .. second.Entries]);
        (await Store.Ledger.FindAsync("api", "r1", Token)).ShouldSayTheSameAs(changed);
    }

    [Fact]
    public async Task An_older_or_equal_revision_is_a_duplicate()
    {
        await Store.Ledger.AppendAsync([Some.Record(revision: 5)], Token);

        var result = await Store.Ledger.AppendAsync([Some.Record(revision: 4), Some.Record(revision: 5)], Token);

        result.Outcomes.ShouldAllBe(outcome => outcome == AppendOutcome.Duplicate);
        result.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_several_revisions_in_one_call_the_first_of_the_highest_wins()
    {
        var result = await Store.Ledger.AppendAsync(
            [Some.Record(cost: 1), Some.Record(revision: 2, cost: 2), Some.Record(revision: 2, cost: 3), Some.Record(revision: 1, cost: 4)],
            Token);

        result.Outcomes.ShouldBe([AppendOutcome.Duplicate, AppendOutcome.Accepted, AppendOutcome.Duplicate, AppendOutcome.Duplicate]);
        (await ReadAllAsync()).ShouldHaveSingleItem().Cost.Effective.ShouldBe(2);
    }

    [Fact]
    public async Task Restating_many_times_leaves_one_charge_standing()
    {
        for (var revision = 0; revision < 5; revision++)
        {
            await Store.Ledger.AppendAsync([Some.Record(revision: revision, cost: revision + 1), Some.Record($"other{revision}", cost: 0)], Token);
        }

        var entries = await ReadAllAsync();
        entries.Sum(entry => entry.Cost.Effective).ShouldBe(5);
        entries.Sum(entry => entry.Sign).ShouldBe(6);
        entries.Select(entry => entry.Position).ShouldBe(Enumerable.Range(1, entries.Count).Select(position => (long)position));
    }

    [Fact]
    public async Task Amounts_keep_all_digits_that_a_decimal_has()
    {
        decimal[] amounts =
        [
            0.0000000000000000000000000001m, -0.0000000000000000000000000001m, 79228162514264337593543950335m, 1.1234567890123456789012345678m,
            20.52022672899m, 9223372036854775807m, 9223372036854775808m, -9223372036854775808m, 0m, 1.50m,
        ];
        var records = amounts.Select((amount, index) => Some.Record($"r{index}", input: amount) with
        {
            Cost = new(amount, amount, amount),
        });

        await Store.Ledger.AppendAsync([.. records], Token);

        var entries = await ReadAllAsync();
        entries.Select(entry => entry.Cost.Billed).ShouldBe(amounts);
        entries.Select(entry => entry.Usage.InputTokens).ShouldBe(amounts);
    }

    [Fact]
    public async Task A_time_keeps_its_last_100_nanoseconds_and_its_zone_is_dropped()
    {
        var at = new DateTimeOffset(2023, 11, 16, 18, 15, 46, 680, TimeSpan.FromHours(9)).AddTicks(5_901);

        await Store.Ledger.AppendAsync([Some.Record(at: at)], Token);

        var entry = (await ReadAllAsync()).ShouldHaveSingleItem();
        entry.Timestamp.ShouldBe(at);
        entry.Timestamp.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("검색팀", "챗봇 서비스", "배포/운영:1")]
    [InlineData("arn:aws:bedrock:us-east-1:123", "a/b/c", "100%_'\"\\")]
    [InlineData("😀", "İ", "\t")]
    public async Task Any_name_is_kept(string team, string project, string resource)
    {
        var scope = ScopePath.ForResource(team, project, resource.Trim().Length == 0 ? "x" + resource : resource);
        await Store.Ledger.AppendAsync([Some.Record(scope: scope, provider: team, model: project, experiment: resource)], Token);
        await using var other = await Harness.OpenAsync();

        var entry = await other.Ledger.ReadAsync(0, 10, scope.Parent, Token).FirstAsync(Token);

        entry.ShouldHaveSingleItem().Scope.ShouldBe(scope);
        (entry[0].Provider, entry[0].Model, entry[0].Experiment).ShouldBe((team, project, resource));
        (await Store.Ledger.ListAsync(scope, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 10, Token)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_call_with_a_record_that_cannot_be_kept_appends_nothing()
    {
        var wrong = new[]
        {
            Some.Record("bad", scope: ScopePath.ForTeam("t")), Some.Record("bad", revision: -1), Some.Record("bad", provider: "a\0b"),
        };

        foreach (var record in wrong)
        {
            var error = await Should.ThrowAsync<ArgumentException>(() => Store.Ledger.AppendAsync([Some.Record(), record], Token));
            error.Message.ShouldContain("api/bad");
        }

        (await Store.Ledger.GetHeadAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task A_cancelled_call_appends_nothing_and_the_names_it_saw_are_good_later()
    {
        using var cancelled = new CancellationTokenSource();
        var records = new CancellingList(cancelled, Enumerable.Range(0, 3000).Select(index => Some.Record($"r{index}")).ToList());

        await Should.ThrowAsync<OperationCanceledException>(() => Store.Ledger.AppendAsync(records, cancelled.Token));
        await Store.Ledger.AppendAsync([Some.Record(scope: ScopePath.ForResource("z", "z", "z"), model: "other")], Token);
        await Store.Ledger.AppendAsync([Some.Record("r2")], Token);

        await using var fresh = await Harness.OpenAsync();
        var entries = await fresh.Ledger.ReadAsync(0, 10, null, Token).FirstAsync(Token);
        entries.Select(entry => (entry.Position, entry.Scope.Key, entry.Model)).ShouldBe(
            [(1, "resource:z/z/z", "other"), (2, Some.Chat.Key, "gpt-4o")]);
        (await Store.Scopes.FindAsync(Some.Chat, Token)).ShouldNotBeNull();
    }

    /// <summary>Cancels when the store looks at a record for the second time: while it writes.</summary>
    private sealed class CancellingList(CancellationTokenSource source, List<UsageRecord> records) : IReadOnlyList<UsageRecord>
    {
        private int _looks;

        public int Count => records.Count;

        public UsageRecord this[int index]
        {
            get
            {
                if (index == records.Count / 2 && ++_looks == 2)
                {
                    source.Cancel();
                }

                return records[index];
            }
        }

        public IEnumerator<UsageRecord> GetEnumerator() => records.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
