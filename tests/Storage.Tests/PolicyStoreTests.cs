using System.Text.Json;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Policies;

namespace FinOpsAI.Storage.Tests;

public sealed class SqlitePolicyStoreTests : PolicyStoreTests<SqliteHarness>;

public sealed class PostgresPolicyStoreTests : PolicyStoreTests<PostgresHarness>;

public abstract class PolicyStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    [Fact]
    public async Task A_policy_comes_back_as_it_was_saved_and_its_removal_gives_it_back()
    {
        var policy = Policy("b", "나중") with
        {
            Condition = new() { Kinds = [NoticeKind.Incident], Subjects = ["spike"], MinimalExcess = 0.000000000000000001m, MaximalHoursToBreach = 2.5 },
            Action = new(PolicyActionKind.SwitchModel) { Parameters = new Dictionary<string, string> { ["model"] = "작은 모델" }, Duration = TimeSpan.FromHours(2) },
        };
        await Store.Policies.SaveAsync(Policy("a", "a"), Token);
        await Store.Policies.SaveAsync(policy with { Name = "old" }, Token);
        await Store.Policies.SaveAsync(policy, Token);

        var all = await Store.Policies.ListAsync(Token);
        all.Select(one => one.Name).ShouldBe(["a", "나중"]);
        Json(all[1]).ShouldBe(Json(policy));
        Json(await Store.Policies.RemoveAsync("b", Token)).ShouldBe(Json(policy));
        (await Store.Policies.RemoveAsync("b", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_decision_made_twice_is_kept_once_and_as_it_was_first()
    {
        var decision = Decision("a", 0);
        await Store.Policies.AddAsync([decision], Token);
        await Store.Policies.AddAsync([decision with { PolicyName = "again" }], Token);

        Json(await Store.Policies.FindDecisionAsync(decision.Id, Token)).ShouldBe(Json(decision));
        (await Store.Policies.FindDecisionAsync("nothing", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_who_change_a_decision_at_once_one_wins()
    {
        var decision = Decision("a", 0);
        await Store.Policies.AddAsync([decision], Token);

        var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Store.Policies.UpdateAsync(
            i % 2 == 0 ? PolicyDecisions.Approve(decision, $"p{i}", null, Some.Noon) : PolicyDecisions.Decline(decision, $"p{i}", null, Some.Noon), Token)));

        won.Count(isWon => isWon).ShouldBe(1);
        (await Store.Policies.FindDecisionAsync(decision.Id, Token))!.Steps.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Decisions_are_filtered_and_the_busy_ones_found_until_nothing_is_left_to_do()
    {
        var early = Decision("a", 0);
        var late = Decision("b", 2) with { PolicyId = "q" };
        await Store.Policies.AddAsync([early, late], Token);

        async Task<IEnumerable<string>> IdsAsync(Core.Ports.PolicyDecisionFilter filter) =>
            (await Store.Policies.ListDecisionsAsync(filter, Token)).Select(decision => decision.Id);
        (await IdsAsync(new())).ShouldBe([late.Id, early.Id]);
        (await IdsAsync(new() { PolicyId = "q" })).ShouldBe([late.Id]);
        (await IdsAsync(new() { Scope = ScopePath.ForTeam("search") })).ShouldBe([late.Id, early.Id]);
        (await IdsAsync(new() { Scope = ScopePath.ForTeam("other") })).ShouldBeEmpty();
        (await IdsAsync(new() { From = Some.Noon.AddHours(1) })).ShouldBe([late.Id]);
        (await IdsAsync(new() { Before = Some.Noon.AddHours(1) })).ShouldBe([early.Id]);
        (await IdsAsync(new() { State = PolicyDecisionState.Waiting, Limit = 1 })).ShouldBe([late.Id]);
        (await IdsAsync(new() { State = PolicyDecisionState.Acted })).ShouldBeEmpty();
        (await Store.Policies.LatestAsync("q", "incident/b", Token))!.Id.ShouldBe(late.Id);
        (await Store.Policies.LatestAsync("q", "incident/a", Token)).ShouldBeNull();

        (await Store.Policies.ListBusyAsync(Token)).Count.ShouldBe(2);
        var declined = PolicyDecisions.Decline(early, "kim", null, Some.Noon);
        (await Store.Policies.UpdateAsync(declined, Token)).ShouldBeTrue();
        (await Store.Policies.UpdateAsync(PolicyDecisions.Tell(declined), Token)).ShouldBeTrue();
        (await Store.Policies.ListBusyAsync(Token)).ShouldHaveSingleItem().Id.ShouldBe(late.Id);
    }

    [Fact]
    public async Task Of_a_scopes_forecasts_the_first_of_a_day_stays()
    {
        var first = new ForecastNote(ScopePath.Organization, Some.Noon, 1, 2.123456m, [1, 2, 3], [new("p", Some.Noon, Some.Noon.AddDays(1), 5)]);
        await Store.ForecastNotes.AddAsync([first, first with { Scope = ScopePath.ForTeam("x") }], Token);
        await Store.ForecastNotes.AddAsync([first with { IssuedAt = Some.Noon.AddHours(2), MonthEnd = 9 }], Token);
        await Store.ForecastNotes.AddAsync([first with { IssuedAt = Some.Noon.AddDays(1) }], Token);

        var notes = await Store.ForecastNotes.ListAsync(ScopePath.Organization, Some.Noon, Some.Noon.AddDays(9), Token);
        notes.Count.ShouldBe(2);
        Json(notes[0]).ShouldBe(Json(first));
        await Store.ForecastNotes.ForgetAsync(Some.Noon.AddHours(1), Token);
        (await Store.ForecastNotes.ListAsync(ScopePath.Organization, Some.Noon, Some.Noon.AddDays(9), Token)).Count.ShouldBe(1);
        (await Store.ForecastNotes.ListAsync(ScopePath.ForTeam("x"), Some.Noon, Some.Noon.AddDays(9), Token)).ShouldBeEmpty();
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private static Policy Policy(string id, string name) =>
        new(id, name, ScopePath.ForTeam("search"), new(), PolicyAutonomy.Ask, Some.Noon) { Action = new(PolicyActionKind.StopJob) };

    private static PolicyDecision Decision(string thread, int hour) =>
        PolicyDecisions.Make(Policy("p", "p"), Notice(thread, hour), false, Some.Noon.AddHours(hour));

    private static Notice Notice(string thread, int hour) => new(
        $"incident/{thread}/1", $"incident/{thread}", NoticeKind.Incident, NoticePhase.Opened, Some.Chat, Severity.High, Some.Noon.AddHours(hour),
        new("USD") { Excess = 0.123456789012345678m, Probability = 0.25 },
        new("title", ["one"], [new("team", "search")], ["do"]),
        new("제목", ["하나"], [], []));
}
