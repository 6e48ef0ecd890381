using FinOpsAI.Core.Domain;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteGuidanceStoreTests : GuidanceStoreTests<SqliteHarness>;

public sealed class PostgresGuidanceStoreTests : GuidanceStoreTests<PostgresHarness>;

public abstract class GuidanceStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    private static readonly ScopePath Search = ScopePath.ForTeam("검색");

    [Fact]
    public async Task What_was_never_told_is_not_found()
    {
        (await Store.Guidance.ListPlansAsync(DateTimeOffset.MinValue, Token)).ShouldBeEmpty();
        (await Store.Guidance.ListFeedbackAsync(DateTimeOffset.MinValue, Token)).ShouldBeEmpty();
        (await Store.Guidance.FindFeedbackAsync("x", Token)).ShouldBeNull();
        (await Store.Guidance.RemoveFeedbackAsync("x", Token)).ShouldBeNull();
        (await Store.Guidance.RemovePlanAsync("x", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Plans_are_listed_by_start_as_they_were_saved_without_those_that_are_over()
    {
        var late = Plan("a", 5, 8) with { ExtraCost = 0.123456789012345678m, Note = "왜 — 'quoted'" };
        var early = Plan("b", 0, 3) with { ExtraCost = -7, Scope = ScopePath.Organization };
        await Store.Guidance.SavePlanAsync(late, Token);
        await Store.Guidance.SavePlanAsync(early, Token);

        (await Store.Guidance.ListPlansAsync(DateTimeOffset.MinValue, Token)).ShouldBe([early, late]);
        (await Store.Guidance.ListPlansAsync(early.End.AddTicks(-1), Token)).ShouldBe([early, late]);
        (await Store.Guidance.ListPlansAsync(early.End, Token)).ShouldBe([late]);
        (await Store.Guidance.ListPlansAsync(late.End, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_of_the_same_id_replaces_and_its_removal_gives_it_back()
    {
        await Store.Guidance.SavePlanAsync(Plan("a", 0, 3), Token);
        var moved = Plan("a", 10, 12) with { Title = "이전" };
        await Store.Guidance.SavePlanAsync(moved, Token);

        (await Store.Guidance.ListPlansAsync(Some.Noon.AddHours(4), Token)).ShouldBe([moved]);
        (await Store.Guidance.RemovePlanAsync("a", Token)).ShouldBe(moved);
        (await Store.Guidance.RemovePlanAsync("a", Token)).ShouldBeNull();
        (await Store.Guidance.ListPlansAsync(DateTimeOffset.MinValue, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Words_keep_the_anomaly_as_it_was_and_are_listed_oldest_first()
    {
        var second = Word("b", 2);
        var first = Word("a", 1) with { Verdict = FeedbackVerdict.Expected, Note = null };
        await Store.Guidance.SaveFeedbackAsync(second, Token);
        await Store.Guidance.SaveFeedbackAsync(first, Token);
        await Store.Anomalies.SaveAsync([first.Anomaly with { Actual = 99, State = AnomalyState.Closed }], [], Token);

        (await Store.Guidance.FindFeedbackAsync("a", Token)).ShouldBe(first);
        (await Store.Guidance.ListFeedbackAsync(DateTimeOffset.MinValue, Token)).ShouldBe([first, second]);
        (await Store.Guidance.ListFeedbackAsync(second.At, Token)).ShouldBe([second]);
        (await Store.Guidance.ListFeedbackAsync(second.At.AddTicks(1), Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_later_word_on_the_same_anomaly_replaces_and_its_removal_gives_it_back()
    {
        await Store.Guidance.SaveFeedbackAsync(Word("a", 1), Token);
        var later = Word("a", 3) with { Verdict = FeedbackVerdict.Useful };
        await Store.Guidance.SaveFeedbackAsync(later, Token);

        (await Store.Guidance.ListFeedbackAsync(DateTimeOffset.MinValue, Token)).ShouldBe([later]);
        (await Store.Guidance.RemoveFeedbackAsync("a", Token)).ShouldBe(later);
        (await Store.Guidance.FindFeedbackAsync("a", Token)).ShouldBeNull();
    }

    private static PlannedEvent Plan(string id, int from, int to) =>
        new(id, Search, "Training run", Some.Noon.AddHours(from), Some.Noon.AddHours(to), 100, null, Some.Noon.AddTicks(1));

    private static AnomalyFeedback Word(string id, int hour) => new(
        new(
            id, Search, AnomalyKind.Spike, AnomalyState.Open, Severity.High, Granularity.Hour, Some.Noon, Some.Noon.AddHours(1),
            0.1234567890123456789m, 3m, 1m, 5m, 0.123456789012345, "i"),
        FeedbackVerdict.Noise,
        "배치",
        Some.Noon.AddHours(hour));
}
