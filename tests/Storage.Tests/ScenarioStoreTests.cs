using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Scenarios;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteScenarioStoreTests : ScenarioStoreTests<SqliteHarness>;

public sealed class PostgresScenarioStoreTests : ScenarioStoreTests<PostgresHarness>;

public abstract class ScenarioStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    [Fact]
    public async Task Scenarios_come_back_as_they_were_saved_the_newest_first()
    {
        var old = Scenario("a", 0);
        var recent = Scenario("b", 1) with { Drivers = new() };
        await Store.Scenarios.SaveAsync(old, Token);
        await Store.Scenarios.SaveAsync(recent, Token);

        var found = await Store.Scenarios.ListAsync(Token);

        found.Select(scenario => scenario.Id).ShouldBe(["b", "a"]);
        ShouldBeSame(found[0], recent);
        ShouldBeSame(found[1], old);
        ShouldBeSame((await Store.Scenarios.FindAsync("a", Token)).ShouldNotBeNull(), old);
        (await Store.Scenarios.FindAsync("x", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_scenario_of_the_same_id_replaces_and_its_removal_gives_it_back()
    {
        await Store.Scenarios.SaveAsync(Scenario("a", 0), Token);
        var changed = Scenario("a", 2) with { Name = "다른 이름" };
        await Store.Scenarios.SaveAsync(changed, Token);

        ShouldBeSame((await Store.Scenarios.ListAsync(Token)).ShouldHaveSingleItem(), changed);
        ShouldBeSame((await Store.Scenarios.RemoveAsync("a", Token)).ShouldNotBeNull(), changed);
        (await Store.Scenarios.RemoveAsync("a", Token)).ShouldBeNull();
        (await Store.Scenarios.ListAsync(Token)).ShouldBeEmpty();
    }

    /// <summary>Lists are compared by what is in them.</summary>
    private static void ShouldBeSame(Scenario actual, Scenario expected)
    {
        actual.Drivers.Moves.ShouldBe(expected.Drivers.Moves);
        actual.Drivers.Prices.ShouldBe(expected.Drivers.Prices);
        (actual with { Drivers = actual.Drivers with { Moves = [], Prices = [] } }).ShouldBe(expected with { Drivers = expected.Drivers with { Moves = [], Prices = [] } });
    }

    private static Scenario Scenario(string id, int hours) => new(
        id,
        "사용자 두 배 — 'quoted'",
        ScopePath.ForProject("검색", "chat/v2"),
        new(2026, 12, 1),
        28,
        90,
        new()
        {
            Users = 2.000000000000000001m,
            CacheHitRate = 0,
            BatchShare = null,
            Moves = [new("openai", "gpt-4o", "openai", "gpt-4o-mini", 0.5m)],
            Prices = [new("*", "*", 0.9m)],
        },
        "",
        "user-1",
        "김민지",
        Some.Noon.AddHours(hours));
}
