using FinOpsAI.Core.Domain;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteScopeDirectoryTests : ScopeDirectoryTests<SqliteHarness>;

public sealed class PostgresScopeDirectoryTests : ScopeDirectoryTests<PostgresHarness>;

public abstract class ScopeDirectoryTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    [Fact]
    public async Task A_scope_exists_with_its_ancestors_once_a_record_of_it_is_in_the_ledger()
    {
        (await Store.Scopes.FindAsync(ScopePath.Organization, Token)).ShouldBeNull();

        await Store.Ledger.AppendAsync([Some.Record(at: Some.Noon.AddTicks(3))], Token);

        foreach (var scope in Some.Chat.SelfAndAncestors())
        {
            (await Store.Scopes.FindAsync(scope, Token)).ShouldBe(new(scope, Some.Noon.AddTicks(3), Some.Noon.AddTicks(3)));
        }

        (await Store.Scopes.FindAsync(ScopePath.ForTeam("other"), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task First_and_last_seen_follow_the_charge_times_whichever_store_appends_them()
    {
        await using var other = await Harness.OpenAsync();
        await Store.Ledger.AppendAsync([Some.Record("1"), Some.Record("2", at: Some.Noon.AddHours(2))], Token);
        await other.Ledger.AppendAsync([Some.Record("3", at: Some.Noon.AddDays(-9))], Token);
        await Store.Ledger.AppendAsync([Some.Record("4", at: Some.Noon.AddHours(1)), Some.Record("5", at: Some.Noon.AddDays(-3))], Token);
        await other.Ledger.AppendAsync([Some.Record("6", at: Some.Noon.AddHours(3)), Some.Record("6", at: Some.Noon.AddYears(1))], Token);

        (await Store.Scopes.FindAsync(Some.Chat.Parent!, Token)).ShouldBe(
            new(Some.Chat.Parent!, Some.Noon.AddDays(-9), Some.Noon.AddHours(3)));
    }

    [Fact]
    public async Task A_scope_that_only_the_rollups_name_has_not_been_seen()
    {
        await Store.Rollups.CommitAsync(
            0, 1, new Dictionary<Core.Ports.RollupKey, Core.Ports.RollupSums>
            {
                [new(Granularity.Day, Some.Chat, Some.Noon.AddHours(-12), "p", "m", CostStatus.Estimated)] = new(default, default, 1, 0),
            },
            Token);

        (await Store.Scopes.ListAsync(null, null, null, 10, Token)).ShouldBeEmpty();
        await Store.Ledger.AppendAsync([Some.Record()], Token);
        (await Store.Scopes.ListAsync(null, null, null, 10, Token)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Scopes_are_listed_by_key_and_narrowed_by_parent_name_and_time()
    {
        string[][] names =
        [
            ["검색", "챗봇", "gpt-4o"], ["검색", "챗봇", "GPT-5"], ["Straße", "Ünïcode", "50%_off"], ["a/b", "c:d", "x"],
        ];
        await Store.Ledger.AppendAsync(
            [.. names.Select((name, day) => Some.Record($"{day}", scope: ScopePath.ForResource(name[0], name[1], name[2]), at: Some.Noon.AddDays(day)))],
            Token);

        async Task<string> List(ScopePath? parent = null, string? search = null, DateTimeOffset? since = null, int limit = 100) =>
            string.Join(' ', (await Store.Scopes.ListAsync(parent, search, since, limit, Token)).Select(scope => scope.Scope.Name));

        (await List(ScopePath.Organization)).ShouldBe("검색 Straße a/b");
        (await List(ScopePath.ForTeam("a/b"))).ShouldBe("c:d");
        (await List(ScopePath.ForProject("검색", "챗봇"))).ShouldBe("GPT-5 gpt-4o");
        (await List(ScopePath.ForTeam("none"))).ShouldBe("");
        (await List(search: "gpt-")).ShouldBe("GPT-5 gpt-4o");
        (await List(search: "ünÏ")).ShouldBe("Ünïcode");
        (await List(search: "챗")).ShouldBe("챗봇");
        (await List(search: "%_")).ShouldBe("50%_off");
        (await List(search: "_%")).ShouldBe("");
        (await List(search: "gpt", since: Some.Noon.AddDays(1))).ShouldBe("GPT-5");
        (await List(since: Some.Noon.AddDays(3))).ShouldBe("org c:d x a/b");
        (await List(limit: 2, since: Some.Noon.AddDays(3))).ShouldBe("org c:d");

        var keys = (await Store.Scopes.ListAsync(null, null, null, 100, Token)).Select(scope => scope.Scope.Key).ToList();
        keys.ShouldBe(keys.Order(StringComparer.Ordinal));
        keys.Count.ShouldBe(11);
    }
}
