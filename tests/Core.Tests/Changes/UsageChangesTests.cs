using FinOpsAI.Core.Changes;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Tests.Changes;

public sealed class UsageChangesTests
{
    private static readonly ScopePath Scope = ScopePath.ForProject("search", "chat");

    /// <summary>The first day asked about, a Monday.</summary>
    private static readonly DateOnly First = new(2026, 11, 16);

    private static readonly DateOnly Today = First.AddDays(8);

    [Fact]
    public void Usage_that_goes_on_as_ever_shows_no_change() =>
        Find([.. Days("a", -60, 7, 100, 1), .. Days("b", -60, 7, 50, 2)]).ShouldBeEmpty();

    [Fact]
    public void A_model_without_an_earlier_use_has_started_on_its_first_day()
    {
        var change = Find([.. Days("a", -60, 7, 900, 9), .. Days("new", 3, 7, 100, 1)]).ShouldHaveSingleItem();

        change.ShouldBe(new(SeenChangeKind.ModelStarted, Scope, UtcDay.StartOf(First.AddDays(3)), "p", "new")
        {
            DaysLooked = 63, After = new(First.AddDays(3), First.AddDays(4), 100, 1, 0.1m, 0.1m),
        });
    }

    [Theory]
    [InlineData(28, false)]
    [InlineData(29, true)]
    public void A_model_returns_when_it_was_not_used_for_more_than_four_weeks(int days, bool isTold)
    {
        var found = Find([.. Days("a", -90, 7, 900, 9), .. Days("old", 2 - days - 5, 2 - days, 100, 1), .. Days("old", 2, 7, 100, 1)]);

        found.Select(change => (change.Kind, change.Model, change.LastUsed)).ShouldBe(
            isTold ? [(SeenChangeKind.ModelReturned, "old", First.AddDays(2 - days))] : []);
    }

    [Fact]
    public void A_use_of_more_than_ninety_days_ago_is_not_known() =>
        Find([.. Days("a", -98, 7, 900, 9), .. Days("old", -95, -90, 100, 1), .. Days("old", 2, 7, 100, 1)])
            .ShouldHaveSingleItem().Kind.ShouldBe(SeenChangeKind.ModelStarted);

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    public void In_a_scope_that_is_new_itself_no_model_has_started(int daysBefore, bool isTold) =>
        Find([.. Days("a", -daysBefore, 7, 900, 9), .. Days("new", 0, 7, 100, 1)]).Count.ShouldBe(isTold ? 1 : 0);

    [Fact]
    public void A_model_that_is_not_used_any_more_has_stopped_on_the_day_after_its_last_one()
    {
        var change = Find([.. Days("a", -60, 7, 900, 9), .. Days("gone", -60, 1, 100, 1)]).ShouldHaveSingleItem();

        change.ShouldBe(new(SeenChangeKind.ModelStopped, Scope, UtcDay.StartOf(First.AddDays(2)), "p", "gone")
        {
            DaysLooked = 6, LastUsed = First.AddDays(1), Before = new(First.AddDays(-5), First.AddDays(2), 700, 7, 0.1m, 0.1m),
        });
    }

    [Fact]
    public void A_model_that_rests_at_weekends_has_not_stopped_on_a_sunday()
    {
        var weekdays = Days("office", -60, 7, 100, 1).Where(row => row.Day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
        var sunday = First.AddDays(6);

        Find([.. Days("a", -60, 6, 900, 9), .. weekdays.Where(row => row.Day <= sunday)], to: sunday.AddDays(1), today: sunday.AddDays(1)).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_has_stopped_today_or_where_no_usage_comes_at_all()
    {
        // Used until yesterday: today is not over.
        Find([.. Days("a", -60, 7, 900, 9), .. Days("b", -60, 6, 100, 1)], today: First.AddDays(7)).ShouldBeEmpty();

        // The scope is silent.
        Find([.. Days("a", -60, 2, 900, 9), .. Days("b", -60, 2, 100, 1)]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(69, 0)]
    [InlineData(70, 1)]
    public void A_mix_has_shifted_when_a_share_moved_by_twenty_points(int tokens, int count)
    {
        // Half and half until then.
        var found = Find([.. Days("a", -60, 2, 50, 5), .. Days("b", -60, 2, 50, 5), .. Days("a", 3, 7, tokens, 5), .. Days("b", 3, 7, 100 - tokens, 5)]);

        found.Count.ShouldBe(count);
        foreach (var change in found)
        {
            change.Kind.ShouldBe(SeenChangeKind.MixShifted);
            change.At.ShouldBe(UtcDay.StartOf(First.AddDays(3)));
            change.Before.ShouldNotBeNull().TokenShare.ShouldBe(0.5m);
            change.After.ShouldNotBeNull().TokenShare.ShouldBe(0.7m);
            change.After.CostShare.ShouldBe(0.5m);
        }
    }

    [Fact]
    public void A_mix_that_moves_every_sunday_has_not_shifted()
    {
        var batch = Days("batch", -60, 7, 5_000, 50).Where(row => row.Day.DayOfWeek == DayOfWeek.Sunday);

        Find([.. Days("a", -60, 7, 900, 9), .. batch]).ShouldBeEmpty();
    }

    [Fact]
    public void A_model_that_takes_over_from_another_is_told_as_the_one_that_started_and_the_one_that_stopped() =>
        Find([.. Days("old", -60, 2, 100, 10), .. Days("new", 3, 7, 100, 2)]).Select(change => (change.Kind, change.Model)).ShouldBe(
            [(SeenChangeKind.ModelStarted, "new"), (SeenChangeKind.ModelStopped, "old")]);

    [Fact]
    public void A_day_that_has_just_begun_has_no_mix() =>
        Find([.. Days("a", -60, 6, 500, 5), .. Days("b", -60, 6, 500, 5), .. Days("a", 7, 7, 50, 0.5m)], today: First.AddDays(7)).ShouldBeEmpty();

    [Fact]
    public void Usage_without_a_model_and_records_that_were_taken_back_count_for_nothing()
    {
        var gone = new DailyCost(First.AddDays(2), Scope, "p", "ghost", CostStatus.Estimated, default);

        Find([.. Days("a", -60, 7, 900, 9), .. Days("", 3, 7, 0, 90), gone]).ShouldBeEmpty();
    }

    [Fact]
    public void A_change_has_the_same_id_for_what_it_is_whoever_told_it()
    {
        var at = UtcDay.StartOf(First);
        var one = Change.Of(Scope, ChangeKind.Deploy, "2.0", at, "2.0", null, "kim");

        Change.Of(Scope, ChangeKind.Deploy, "2.0", at, "2.0", "https://git.example.com", "lee").Id.ShouldBe(one.Id);
        new[]
        {
            Change.IdOf(ScopePath.Organization, ChangeKind.Deploy, "2.0", at, "2.0"), Change.IdOf(Scope, ChangeKind.Other, "2.0", at, "2.0"),
            Change.IdOf(Scope, ChangeKind.Deploy, "2.1", at, "2.0"), Change.IdOf(Scope, ChangeKind.Deploy, "2.0", at.AddTicks(1), "2.0"),
            Change.IdOf(Scope, ChangeKind.Deploy, "2.0", at, null), one.Id,
        }.ShouldBeUnique();
    }

    private static IReadOnlyList<SeenChange> Find(IReadOnlyList<DailyCost> rows, DateOnly? to = null, DateOnly? today = null) =>
        UsageChanges.Find(Scope, rows, First, to ?? First.AddDays(8), today ?? Today);

    /// <summary>The same use on each of some days, counted from the first one asked about, the last included.</summary>
    private static IEnumerable<DailyCost> Days(string model, int from, int to, decimal tokens, decimal cost) =>
        Enumerable.Range(from, to - from + 1).Select(day => new DailyCost(
            First.AddDays(day), Scope, "p", model, CostStatus.Estimated, new(new(cost, cost, cost), new(tokens, 0, 0, 1, 0), 1, 0)));
}
