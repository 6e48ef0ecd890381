using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteAttributionStoreTests : AttributionStoreTests<SqliteHarness>;

public sealed class PostgresAttributionStoreTests : AttributionStoreTests<PostgresHarness>;

public abstract class AttributionStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    private static readonly RecordPlacement Placed = new(
        "key", 3, ScopePath.ForResource(ScopePath.Unattributed, "a/b", "r"), "e0", "f0", null);

    [Fact]
    public async Task Versions_are_kept_found_and_listed_newest_first_and_a_number_is_given_once()
    {
        var cases = new AttributionCases(1);
        var first = cases.RuleSet(1, 5) with { Note = "first", By = "kim" };
        (await Store.Attribution.GetVersionAsync(Token)).ShouldBe(0);
        (await Store.Attribution.FindAsync(1, Token)).ShouldBeNull();

        (await Store.Attribution.AddAsync(first, Token)).ShouldBeTrue();
        (await Store.Attribution.AddAsync(cases.RuleSet(1, 2), Token)).ShouldBeFalse();
        (await Store.Attribution.AddAsync(cases.RuleSet(2, 3), Token)).ShouldBeTrue();

        (await Store.Attribution.GetVersionAsync(Token)).ShouldBe(2);
        (await Store.Attribution.ListAsync(Token)).Select(version => (version.Version, version.Rules)).ShouldBe([(2, 3), (1, 5)]);
        var found = (await Store.Attribution.FindAsync(1, Token)).ShouldNotBeNull();
        (found.At, found.By, found.Note).ShouldBe((first.At, "kim", "first"));
        found.Rules.Select(Text).ShouldBe(first.Rules.Select(Text));
    }

    [Fact]
    public async Task A_version_cannot_be_changed_or_removed_past_the_store()
    {
        await Store.Attribution.AddAsync(new AttributionCases(1).RuleSet(1, 1), Token);

        await Should.ThrowAsync<Exception>(() => Harness.ExecuteAsync("UPDATE attribution_rules SET payload = '{}'"));
        await Should.ThrowAsync<Exception>(() => Harness.ExecuteAsync("DELETE FROM attribution_rules"));
        (await Store.Attribution.GetVersionAsync(Token)).ShouldBe(1);
    }

    [Fact]
    public async Task Shared_costs_are_saved_replaced_and_removed()
    {
        var all = new AttributionCases(4).SharedCosts(6);
        foreach (var shared in all)
        {
            await Store.Attribution.SaveSharedCostAsync(shared, Token);
        }

        var changed = all[0] with { Name = "other", Except = ["x"], EffectiveUntil = new(2030, 1, 1) };
        await Store.Attribution.SaveSharedCostAsync(changed, Token);

        var found = await Store.Attribution.ListSharedCostsAsync(Token);
        found.Select(shared => shared.Id).ShouldBe(all.Select(shared => shared.Id));
        (found[0] with { Targets = changed.Targets, Except = changed.Except }).ShouldBe(changed);
        found.SelectMany(shared => shared.Targets).ShouldBe(all.SelectMany(shared => shared.Targets));
        (await Store.Attribution.RemoveSharedCostAsync(changed.Id, Token)).ShouldNotBeNull().Name.ShouldBe("other");
        (await Store.Attribution.RemoveSharedCostAsync(changed.Id, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task An_unfinished_application_is_remembered_until_it_has_ended()
    {
        var job = new AttributionJob("1", AttributionJobKind.Apply, "kim", Some.Noon, Some.Noon.AddDays(-9), Some.Noon, 4);
        (await Store.Attribution.FindUnfinishedAsync(Token)).ShouldBeNull();

        await Store.Attribution.SaveUnfinishedAsync(job with { By = "lee" }, Token);
        await Store.Attribution.SaveUnfinishedAsync(job, Token);
        (await Store.Attribution.FindUnfinishedAsync(Token)).ShouldBe(job);

        await Store.Attribution.SaveUnfinishedAsync(null, Token);
        (await Store.Attribution.FindUnfinishedAsync(Token)).ShouldBeNull();
    }

    [Fact]
    public async Task The_ledger_gives_back_placement_feature_and_customer()
    {
        var placed = Some.Record("a") with { Placement = Placed, Feature = "summaries", Customer = "아크메" };

        await Store.Ledger.AppendAsync([placed, Some.Record("b")], Token);

        (await Store.Ledger.FindAsync("api", "a", Token)).ShouldSayTheSameAs(placed);
        (await Store.Ledger.FindAsync("api", "b", Token)).ShouldSayTheSameAs(Some.Record("b"));
    }

    [Fact]
    public async Task A_window_read_again_after_the_rules_changed_writes_nothing_and_keeps_what_was_applied()
    {
        var stated = Some.Record("a", scope: Placed.Scope, source: "s");
        var rules = new Attributor(new(1, Some.Noon, "x", null, [new("r", "r", [new("provider", ConditionOperator.Is, ["openai"])], new(Team: "search"))]));
        var other = new Attributor(new(2, Some.Noon, "x", null, [new("q", "q", [new("provider", ConditionOperator.Is, ["openai"])], new(Team: "ads"))]));
        RecordWindow Window(long generation) => new("s", "w", generation, true);

        (await Store.Ledger.ReplaceAsync(Window(1), [stated], Token)).Outcomes.ShouldBe([AppendOutcome.Accepted]);
        (await Store.Ledger.AppendAsync([rules.Apply(stated) with { Revision = 1 }], Token)).Outcomes.ShouldBe([AppendOutcome.Restated]);
        var head = await Store.Ledger.GetHeadAsync(Token);

        foreach (var reading in new[] { stated, rules.Apply(stated), other.Apply(stated) })
        {
            (await Store.Ledger.ReplaceAsync(Window(2), [reading], Token)).Outcomes.ShouldBe([AppendOutcome.Duplicate]);
        }

        (await Store.Ledger.GetHeadAsync(Token)).ShouldBe(head);
        (await Store.Ledger.FindAsync("s", "a", Token)).ShouldNotBeNull().Scope.Team.ShouldBe("search");

        // What the source itself changes goes where the rules of then say.
        await Store.Ledger.ReplaceAsync(Window(3), [other.Apply(stated with { Cost = new(7, 7, 7) })], Token);
        (await Store.Ledger.FindAsync("s", "a", Token)).ShouldNotBeNull().ShouldSatisfyAllConditions(
            record => record.Scope.Team.ShouldBe("ads"), record => record.Cost.Effective.ShouldBe(7));
    }

    [Fact]
    public async Task Daily_costs_are_read_by_level_and_within_a_scope()
    {
        var records = new AttributionCases(8).Records(150);
        await Store.Ledger.AppendAsync(records, Token);
        await RollUpAsync();

        foreach (var kind in Enum.GetValues<ScopeKind>())
        {
            Same(await ReadAsync(kind, null), DailyCosts.Of(records, kind));
        }

        var slashed = ScopePath.ForTeam("팀/가:나");
        foreach (var within in new[] { slashed, records[0].Scope.Parent!, records[0].Scope })
        {
            Same(
                await ReadAsync(ScopeKind.Resource, within),
                [.. DailyCosts.Of(records, ScopeKind.Resource).Where(row => within.Contains(row.Scope))]);
        }

        (await Store.DailyCosts.ReadAsync(AttributionCases.LastDay, AttributionCases.LastDay.AddDays(9), ScopeKind.Team, null, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_audit_log_and_a_conflict_tell_who_changed_the_rules()
    {
        var book = new AttributionBook(Store.Attribution, Store.Audit, TimeProvider.System);
        var rules = new AttributionCases(2).Rules(2);

        (await book.ChangeAsync(0, rules, "kim", "why", Token)).ShouldNotBeNull().Version.ShouldBe(1);
        (await book.ChangeAsync(0, rules, "lee", null, Token)).ShouldBeNull();
        (await book.CurrentAsync(Token)).Set.Version.ShouldBe(1);

        var line = (await Store.Audit.ListAsync(new AuditFilter(Subject: "attribution/rules"), Token)).ShouldHaveSingleItem();
        (line.Actor, line.Action, line.Details["note"], line.Details["added"]).ShouldBe(("kim", "attribution.rules_changed", "why", "rule-0, rule-1"));
    }

    private Task<IReadOnlyList<DailyCost>> ReadAsync(ScopeKind kind, ScopePath? within) =>
        Store.DailyCosts.ReadAsync(AttributionCases.FirstDay, AttributionCases.LastDay, kind, within, Token);

    private async Task RollUpAsync()
    {
        var deltas = new Dictionary<RollupKey, RollupSums>();
        foreach (var entry in await ReadAllAsync())
        {
            foreach (var scope in entry.Scope.SelfAndAncestors())
            {
                var key = new RollupKey(Granularity.Day, scope, Granularity.Day.Floor(entry.Timestamp), entry.Provider, entry.Model, entry.Status);
                deltas[key] = deltas.GetValueOrDefault(key) + RollupSums.From(entry);
            }
        }

        (await Store.Rollups.CommitAsync(await Store.Rollups.GetPositionAsync(Token), await Store.Ledger.GetHeadAsync(Token), deltas, Token)).ShouldBeTrue();
    }

    private static void Same(IReadOnlyList<DailyCost> actual, IReadOnlyList<DailyCost> expected)
    {
        actual.ShouldBe(
            expected.OrderBy(row => row.Day).ThenBy(row => row.Scope.Key, StringComparer.Ordinal).ThenBy(row => row.Provider, StringComparer.Ordinal)
                .ThenBy(row => row.Model, StringComparer.Ordinal).ThenBy(row => row.Status));
        actual.ShouldNotBeEmpty();
    }

    private static string Text(AttributionRule rule) =>
        $"{rule.Id} {rule.Name} {rule.Assign} {rule.EffectiveFrom} {rule.EffectiveUntil} {string.Join("; ", rule.Conditions.Select(condition => $"{condition.Dimension} {condition.Operator} {string.Join(',', condition.Values)}"))}";
}
