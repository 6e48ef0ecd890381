using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteFactStoreTests : FactStoreTests<SqliteHarness>;

public sealed class PostgresFactStoreTests : FactStoreTests<PostgresHarness>;

public abstract class FactStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    private static readonly DateOnly Day = new(2026, 11, 20);

    private static readonly UsageFacets Plain = new("Chat", "eu", "", "Usage", "", "search", "") { Counts = UsageCounts.Requests | UsageCounts.Tokens };

    private static readonly FactSums One = new(
        new(1.5m, 1.4m, 1.6m), new Dictionary<string, decimal> { [UsageUnits.Input] = 100, [UsageUnits.Request] = 1, ["other:seats"] = 0.25m }, 1, 0);

    [Fact]
    public async Task Sums_add_up_over_commits_exactly_unit_by_unit()
    {
        var key = Key(Some.Chat);
        await CommitAsync(0, 1, (key, One));
        await CommitAsync(1, 2, (key, One with { Cost = new(0.000000000000000000000001m, 0, 0), Unpriced = 1 }));

        var fact = (await ReadAsync(ScopeKind.Resource)).ShouldHaveSingleItem();

        fact.Key.ShouldBe(key);
        fact.Sums.Cost.ShouldBe(new(1.500000000000000000000001m, 1.4m, 1.6m));
        (fact.Sums.Records, fact.Sums.Unpriced).ShouldBe((2, 1));
        fact.Sums.Usage.OrderBy(unit => unit.Key, StringComparer.Ordinal)
            .ShouldBe([new("other:seats", 0.5m), new(UsageUnits.Request, 2m), new(UsageUnits.Input, 200m)]);
    }

    [Fact]
    public async Task A_commit_that_does_not_continue_the_stored_position_changes_nothing()
    {
        await CommitAsync(0, 10, (Key(Some.Chat), One));

        (await Store.Facts.CommitAsync(0, 20, Deltas((Key(Some.Chat), One)), Token)).ShouldBeFalse();
        (await Store.Facts.CommitAsync(9, 20, Deltas((Key(Some.Chat), One)), Token)).ShouldBeFalse();

        (await Store.Facts.GetPositionAsync(Token)).ShouldBe(10);
        (await ReadAsync(ScopeKind.Resource)).ShouldHaveSingleItem().Sums.Records.ShouldBe(1);
    }

    [Fact]
    public async Task A_row_whose_records_were_all_taken_back_is_gone()
    {
        await CommitAsync(0, 1, (Key(Some.Chat), One), (Key(Some.Chat) with { Model = "o3" }, One));

        await CommitAsync(1, 2, (Key(Some.Chat), Minus(One)));
        (await ReadAsync(ScopeKind.Resource)).ShouldHaveSingleItem().Key.Model.ShouldBe("o3");

        // In one commit, and before there was a row at all.
        await CommitAsync(2, 3, (Key(Some.Chat), Minus(One)));
        await CommitAsync(3, 4, (Key(Some.Chat), One));
        (await ReadAsync(ScopeKind.Resource)).ShouldHaveSingleItem().Key.Model.ShouldBe("o3");
    }

    [Fact]
    public async Task Rows_differ_by_day_model_status_and_each_of_the_facets()
    {
        var key = Key(Some.Chat);
        FactKey[] keys =
        [
            key, key with { Day = Day.AddDays(1) }, key with { Provider = "aws" }, key with { Model = "" }, key with { Status = CostStatus.Invoiced },
            .. new[]
            {
                Plain with { Service = "x" }, Plain with { Region = "x" }, Plain with { ServiceTier = "x" }, Plain with { ChargeCategory = "x" },
                Plain with { Experiment = "x" }, Plain with { Feature = "x" }, Plain with { Customer = "x" }, Plain with { Counts = UsageCounts.None },
                Plain with { Customer = new string('\uD55C', 3_000) },
            }.Select(facets => key with { Facets = facets }),
        ];
        await CommitAsync(0, 1, [.. keys.Select(one => (one, One))]);
        await using var other = await Harness.OpenAsync();

        (await ReadAsync(ScopeKind.Resource, store: other)).Select(fact => fact.Key).ShouldBe(keys, ignoreOrder: true);
        await CommitAsync(1, 2, [.. keys.Select(one => (one, One))]);
        (await ReadAsync(ScopeKind.Resource)).ShouldAllBe(fact => fact.Sums.Records == 2);
    }

    [Fact]
    public async Task Reading_takes_the_days_the_level_and_the_scopes_asked_for_by_day()
    {
        var (a, b) = (ScopePath.ForResource("a", "x", "1"), ScopePath.ForResource("ab", "y", "2"));
        var rows = from scope in a.SelfAndAncestors().Concat(b.SelfAndAncestors()).Distinct()
                   from day in Enumerable.Range(0, 40)
                   select (Key(scope) with { Day = Day.AddDays(day) }, One);
        await CommitAsync(0, 1, [.. rows.Reverse()]);

        async Task<(int Rows, int Scopes)> Ask(ScopeKind kind, ScopePath? within, int from = 0, int to = 40)
        {
            var facts = await ReadAsync(kind, within, from, to);
            facts.Select(fact => fact.Key.Day).ShouldBeInOrder();
            facts.ShouldAllBe(fact => fact.Key.Scope.Kind == kind && fact.Key.Day >= Day.AddDays(from) && fact.Key.Day < Day.AddDays(to));
            facts.ShouldAllBe(fact => within == null || within.Contains(fact.Key.Scope));
            return (facts.Count, facts.Select(fact => fact.Key.Scope).Distinct().Count());
        }

        (await Ask(ScopeKind.Organization, null)).ShouldBe((40, 1));
        (await Ask(ScopeKind.Team, ScopePath.Organization)).ShouldBe((80, 2));
        (await Ask(ScopeKind.Resource, null, 3, 5)).ShouldBe((4, 2));
        (await Ask(ScopeKind.Resource, ScopePath.ForTeam("a"), 1, 39)).ShouldBe((38, 1));
        (await Ask(ScopeKind.Project, ScopePath.ForProject("ab", "y"), 39)).ShouldBe((1, 1));
        (await Ask(ScopeKind.Team, ScopePath.ForTeam("nobody"))).ShouldBe((0, 0));
        (await Ask(ScopeKind.Organization, ScopePath.ForTeam("a"))).ShouldBe((0, 0));
        (await Ask(ScopeKind.Team, null, 5, 5)).ShouldBe((0, 0));
        (await Ask(ScopeKind.Team, null, 9, 5)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Many_rows_come_in_pages_that_repeat_and_leave_out_nothing()
    {
        var keys = (from number in Enumerable.Range(0, 30)
                    from day in Enumerable.Range(0, 9)
                    from customer in Enumerable.Range(0, 60)
                    select new FactKey(
                        Day.AddDays(day), ScopePath.ForResource("t", $"p{number % 3}", $"r{number}"), "openai", "gpt", CostStatus.Estimated,
                        Plain with { Customer = $"c{customer}" })).ToList();
        await CommitAsync(0, 1, [.. keys.Select(one => (one, One))]);

        foreach (var within in new[] { null, ScopePath.ForTeam("t"), ScopePath.ForProject("t", "p1") })
        {
            var pages = new List<IReadOnlyList<CostFact>>();
            await foreach (var page in Store.Facts.ReadAsync(Day, Day.AddDays(30), ScopeKind.Resource, within, Token))
            {
                pages.Add(page);
            }

            pages.Count.ShouldBeGreaterThan(1);
            pages.ShouldAllBe(page => page.Count <= 5_000);

            // As sets: comparing tens of thousands without regard to order would try each with each.
            var read = pages.SelectMany(page => page).Select(fact => fact.Key).ToList();
            read.Count.ShouldBe(read.Distinct().Count());
            read.ToHashSet().SetEquals(keys.Where(key => within is null || within.Contains(key.Scope))).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_reset_goes_back_to_position_zero_with_nothing_in_it()
    {
        await CommitAsync(0, 5, (Key(Some.Chat), One));

        await Store.Facts.ResetAsync(Token);

        (await Store.Facts.GetPositionAsync(Token)).ShouldBe(0);
        (await ReadAsync(ScopeKind.Resource)).ShouldBeEmpty();
        await CommitAsync(0, 5, (Key(Some.Chat), One));
        (await ReadAsync(ScopeKind.Resource)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_view_is_kept_changed_listed_by_name_and_removed()
    {
        var view = new SavedView("1", "b", ScopePath.ForTeam("a"), "group=model", "u1", "Kim", false, Some.Noon);
        await Store.SavedViews.SaveAsync(view, Token);
        await Store.SavedViews.SaveAsync(view with { Id = "2", Name = "a" }, Token);
        await Store.SavedViews.SaveAsync(view with { IsShared = true }, Token);

        (await Store.SavedViews.FindAsync("1", Token)).ShouldBe(view with { IsShared = true });
        (await Store.SavedViews.ListAsync(Token)).Select(one => one.Id).ShouldBe(["2", "1"]);
        (await Store.SavedViews.RemoveAsync("2", Token))!.Name.ShouldBe("a");
        (await Store.SavedViews.RemoveAsync("2", Token)).ShouldBeNull();
        (await Store.SavedViews.FindAsync("2", Token)).ShouldBeNull();
    }

    private static FactKey Key(ScopePath scope) => new(Day, scope, "openai", "gpt-4o", CostStatus.Estimated, Plain);

    private static FactSums Minus(FactSums sums) =>
        new(-sums.Cost, sums.Usage.ToDictionary(unit => unit.Key, unit => -unit.Value), -sums.Records, -sums.Unpriced);

    private static Dictionary<FactKey, FactSums> Deltas(params (FactKey Key, FactSums Sums)[] deltas) =>
        deltas.ToDictionary(delta => delta.Key, delta => delta.Sums);

    private async Task CommitAsync(long previous, long upto, params (FactKey Key, FactSums Sums)[] deltas) =>
        (await Store.Facts.CommitAsync(previous, upto, Deltas(deltas), Token)).ShouldBeTrue();

    private async Task<List<CostFact>> ReadAsync(ScopeKind kind, ScopePath? within = null, int from = -100, int to = 100, IStore? store = null)
    {
        var facts = new List<CostFact>();
        await foreach (var page in (store ?? Store).Facts.ReadAsync(Day.AddDays(from), Day.AddDays(to), kind, within, Token))
        {
            facts.AddRange(page);
        }

        return facts;
    }
}
