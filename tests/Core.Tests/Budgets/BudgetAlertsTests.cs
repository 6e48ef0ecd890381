using System.Globalization;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;

namespace FinOpsAI.Core.Tests.Budgets;

public sealed class BudgetAlertsTests
{
    [Fact]
    public void A_threshold_is_told_once_a_period()
    {
        var (notices, told) = BudgetAlerts.Due(SomeBudget.Status(510), null, "USD")!.Value;

        var notice = notices.ShouldHaveSingleItem();
        notice.Key.ShouldBe("budget/b1/2026-11/50");
        notice.Thread.ShouldBe("budget/b1/2026-11");
        notice.Kind.ShouldBe(NoticeKind.BudgetThreshold);
        notice.Phase.ShouldBe(NoticePhase.Opened);
        notice.Page.ShouldBe("/budgets/b1");
        notice.Owner.ShouldBe("이수진");
        BudgetAlerts.Due(SomeBudget.Status(600), told, "USD").ShouldBeNull();

        var (more, toldMore) = BudgetAlerts.Due(SomeBudget.Status(800), told, "USD")!.Value;
        more.ShouldHaveSingleItem().Key.ShouldBe("budget/b1/2026-11/80");
        more[0].Phase.ShouldBe(NoticePhase.Updated);
        toldMore.Told.ShouldBe(["50", "80"]);

        // The next period begins anew.
        BudgetAlerts.Due(SomeBudget.Status(510), toldMore with { Period = "2026-10" }, "USD").ShouldNotBeNull();
    }

    [Theory]
    [InlineData(BudgetPeriod.Month, "2026-11", 0, null)]
    [InlineData(BudgetPeriod.Month, "2026-10", 0, "2026-11-01")]
    [InlineData(BudgetPeriod.Month, "2026-01", 0, "2026-02-01")]
    [InlineData(BudgetPeriod.Month, "2024-01", 0, null)]
    [InlineData(BudgetPeriod.Week, "2026-W46", 0, "2026-11-16")]
    [InlineData(BudgetPeriod.Total, "total", 1, null)]
    [InlineData(BudgetPeriod.Total, "total", -1, "2026-11-19")]
    public void A_period_of_which_something_was_told_ends_once(BudgetPeriod period, string toldOf, int endsIn, string? endedOn)
    {
        var budget = SomeBudget.Of(period) with { End = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero).AddDays(endsIn) };
        var told = new BudgetTold("b1", toldOf, ["50"]);

        var ended = BudgetAlerts.Ended(budget, told, SomeBudget.Now);

        (ended?.End?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ShouldBe(endedOn);
        BudgetAlerts.Ended(budget, told with { IsClosed = true }, SomeBudget.Now).ShouldBeNull();
        BudgetAlerts.Ended(budget, null, SomeBudget.Now).ShouldBeNull();
    }

    [Fact]
    public void Of_thresholds_passed_at_once_the_highest_is_told()
    {
        var (notices, told) = BudgetAlerts.Due(SomeBudget.Status(1_200), null, "USD")!.Value;

        notices.ShouldHaveSingleItem().Key.ShouldEndWith("/100");
        notices[0].Severity.ShouldBe(Severity.High);
        notices[0].Figures.ShouldBe(new NoticeFigures("USD") { Spent = 1_200, Limit = 1_000, Excess = 200, PerHour = 0, HoursToBreach = 0, Share = 1.2m });
        told.Told.ShouldBe(["50", "80", "100"]);
    }

    [Fact]
    public void Nothing_below_what_was_told_is_told_when_the_amount_is_changed()
    {
        var (_, told) = BudgetAlerts.Due(SomeBudget.Status(1_200), null, "USD")!.Value;
        var changed = SomeBudget.Of(amount: 1_600) with { Thresholds = [0.25m, 0.5m, 0.7m, 0.8m, 1m] };

        var due = BudgetAlerts.Due(SomeBudget.Status(1_200, changed), told, "USD")!.Value;

        due.Notices.ShouldBeEmpty();
        BudgetAlerts.Due(SomeBudget.Status(1_200, changed), due.Told, "USD").ShouldBeNull();
    }

    [Theory]
    [InlineData(0.79, false)]
    [InlineData(0.8, true)]
    public void A_coming_excess_is_told_once_when_it_is_probable_enough(double probability, bool isTold)
    {
        var due = BudgetAlerts.Due(SomeBudget.Status(300, probability: probability), null, "USD");

        due.HasValue.ShouldBe(isTold);
        if (due is { } told)
        {
            told.Notices.ShouldHaveSingleItem().Kind.ShouldBe(NoticeKind.BudgetForecast);
            BudgetAlerts.Due(SomeBudget.Status(300, probability: 0.99), told.Told, "USD").ShouldBeNull();
        }
    }

    [Fact]
    public void What_has_come_is_not_told_as_coming() =>
        BudgetAlerts.Due(SomeBudget.Status(1_001, probability: 1), null, "USD")!.Value.Notices.ShouldHaveSingleItem().Kind.ShouldBe(NoticeKind.BudgetThreshold);

    [Fact]
    public void A_budget_without_thresholds_and_probability_tells_nothing() => BudgetAlerts.Due(
        SomeBudget.Status(2_000, SomeBudget.Of() with { Thresholds = [], ForecastProbability = null }, probability: 1), null, "USD").ShouldBeNull();

    [Fact]
    public void An_experiment_tells_each_share_of_its_estimate_and_a_runaway_once()
    {
        var (notices, told) = ExperimentAlerts.Due(Experiment(45, perHour: 20), null, "USD")!.Value;
        notices.Select(notice => notice.Key).ShouldBe(["experiment/e1/runaway"]);

        (notices, told) = ExperimentAlerts.Due(Experiment(85, perHour: 20), told, "USD")!.Value;
        notices.Select(notice => notice.Key).ShouldBe(["experiment/e1/80"]);
        told.Told.ShouldBe(["runaway", "50", "80"]);
        ExperimentAlerts.Due(Experiment(99, perHour: 20), told, "USD").ShouldBeNull();
        ExperimentAlerts.Due(Experiment(100, perHour: 20), told, "USD").ShouldNotBeNull();
    }

    [Theory]
    [InlineData(14.9, false)]
    [InlineData(15, true)]
    public void An_experiment_runs_away_at_five_times_the_pace_that_its_estimate_implies(double perHour, bool runsAway) =>
        Experiment(1, (decimal)perHour).IsRunaway.ShouldBe(runsAway);

    [Fact]
    public void A_pace_that_is_next_to_nothing_of_the_estimate_is_no_runaway() =>
        (Experiment(1, perHour: 4.9m) with { PlannedPerHour = 0.1m }).IsRunaway.ShouldBeFalse();

    internal static ExperimentStatus Experiment(decimal cost, decimal perHour) => new(
        new("e1", "Long context", ScopePath.ForTeam("search"), 100, 150, null, "이수진", SomeBudget.Now.AddHours(-5)) { BudgetId = "exp-e1" },
        SomeBudget.Now,
        100,
        150,
        new("e1", cost, 12, 0, SomeBudget.Now.AddHours(-5), SomeBudget.Now),
        0,
        perHour,
        3,
        5);
}
