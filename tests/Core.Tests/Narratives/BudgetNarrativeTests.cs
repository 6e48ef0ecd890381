using System.Text;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Tests.Budgets;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Core.Tests.Narratives;

/// <summary>
/// Each word to people, in both languages, against a file that somebody has read. FINOPSAI_WRITE_GOLDEN=1 writes the files; whoever sets it reads them.
/// </summary>
public sealed class BudgetNarrativeTests
{
    private static readonly Dictionary<string, Notice> Notices = new()
    {
        ["budget-half"] = BudgetNarrative.Threshold(
            SomeBudget.Status(512.34m, probability: 0.31, perHour: 1.2m, held: 20) with { Why = Why() }, 0.5m, NoticePhase.Opened, "USD"),
        ["budget-used-up"] = BudgetNarrative.Threshold(
            SomeBudget.Status(1_040.5m, Hard(), perHour: 6.5m), 1m, NoticePhase.Updated, "USD"),
        ["budget-forecast"] = BudgetNarrative.Forecast(SomeBudget.Status(640m, probability: 0.87, perHour: 9m), NoticePhase.Opened, "USD"),
        ["budget-over"] = BudgetNarrative.Over(
            SomeBudget.Status(1_040.5m), new("b1", "2026-11", ["50", "100"]), new(2026, 12, 1, 0, 0, 12, TimeSpan.Zero), "USD"),
        ["budget-removed"] = BudgetNarrative.Removed(
            SomeBudget.Status(512m) with { MissingRate = "XAU" }, new("b1", "2026-11", ["50"]), SomeBudget.Now, "USD"),
        ["experiment-estimate"] = ExperimentNarrative.Estimate(BudgetAlertsTests.Experiment(81.2m, 4), 0.8m, NoticePhase.Opened, "USD"),
        ["experiment-runaway"] = ExperimentNarrative.Runaway(BudgetAlertsTests.Experiment(45, 21), NoticePhase.Updated, "USD"),
        ["experiment-over"] = ExperimentNarrative.Over(Ended(ExperimentState.Finished, "41.5 points"), new("e1", ["50", "80"]), "USD"),
        ["experiment-stopped"] = ExperimentNarrative.Over(
            Ended(ExperimentState.Stopped, null) with { Estimate = 0, Cap = null, MissingRate = "XAU" }, new("e1", ["runaway"]), "USD"),
        ["request-asked"] = RequestNarrative.Asked(Request(), SomeBudget.Status(640m, probability: 0.87), "USD"),
        ["request-approved"] = RequestNarrative.Decided(
            Request() with
            {
                State = IncreaseState.Approved, DecidedBy = "김민준", DecidedAt = SomeBudget.Now, Comment = "출시까지만", Expires = SomeBudget.Now.AddDays(5),
            },
            SomeBudget.Status(640m, probability: 0.12),
            "USD"),
        ["request-declined"] = RequestNarrative.Decided(
            Request() with { State = IncreaseState.Declined, DecidedBy = "김민준", DecidedAt = SomeBudget.Now }, SomeBudget.Status(640m), "USD"),
    };

    private static Explanation Why()
    {
        var (month, now) = (new DateTimeOffset(SomeBudget.Now.Year, SomeBudget.Now.Month, 1, 0, 0, 0, TimeSpan.Zero), SomeBudget.Now);
        return new(
            ScopePath.ForTeam("search"), month, now, month.AddMonths(-1), month.AddMonths(-1) + (now - month), 400.12m, 512.34m,
            [
                new(CostFactor.Volume, 130.004m, "gpt-4o", 12_000, 15_900) { Measure = ExplanationMeasure.Requests },
                new(CostFactor.ModelMix, -17.784m, "gpt-4o-mini", 0.2m, 0.3m) { Measure = ExplanationMeasure.ShareOfVolume },
            ],
            [new(ScopePath.ForProject("search", "ranking"), 300m, 420m)],
            -7.78m)
        {
            Occasion = ExplanationOccasion.Budget,
        };
    }

    public static TheoryData<string, NarrativeLanguage> Cases
    {
        get
        {
            var cases = new TheoryData<string, NarrativeLanguage>();
            foreach (var name in Notices.Keys)
            {
                cases.Add(name, NarrativeLanguage.English);
                cases.Add(name, NarrativeLanguage.Korean);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_word_to_people_is_as_it_was_read(string name, NarrativeLanguage language)
    {
        var notice = Notices[name];
        var text = Render(language == NarrativeLanguage.Korean ? notice.Korean : notice.English);
        var path = Path.Combine(
            Repository.Root, "tests", "Core.Tests", "Narratives", "Golden", $"{name}.{(language == NarrativeLanguage.Korean ? "ko" : "en")}.txt");
        if (Environment.GetEnvironmentVariable("FINOPSAI_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(path, text);
        }

        text.ShouldBe(File.ReadAllText(path));
        notice.Key.Length.ShouldBeLessThanOrEqualTo(200);
        notice.English.Title.Length.ShouldBeLessThanOrEqualTo(150);
    }

    [Fact]
    public void Every_reason_is_said_in_both_languages()
    {
        var standing = new BudgetStanding("2026-11", 10, 4, 3, 2);
        foreach (var reason in Enum.GetValues<ReservationReason>().Where(reason => reason != ReservationReason.None))
        {
            BudgetWords.Reason(reason, standing, "USD", NarrativeLanguage.English).ShouldNotBeNullOrEmpty();
            BudgetWords.Reason(reason, standing, "USD", NarrativeLanguage.Korean)!.Any(letter => letter is >= '가' and <= '힣').ShouldBeTrue();
        }

        BudgetWords.Reason(ReservationReason.OverBudget, standing, "USD", NarrativeLanguage.English).ShouldBe("Not enough is left: $4.00 of $10.00.");
    }

    private static ExperimentStatus Ended(ExperimentState state, string? outcome)
    {
        var status = BudgetAlertsTests.Experiment(81.2m, 0);
        return status with { Experiment = status.Experiment with { State = state, EndedAt = SomeBudget.Now, Outcome = outcome } };
    }

    private static Budget Hard() => SomeBudget.Of() with { IsHard = true, FreeModels = ["*-mini", "llama-local"] };

    private static IncreaseRequest Request() => new(
        "r1", "b1", SomeBudget.Of().Scope, 1_500, "새 모델 평가를 이번 달 안에 끝내야 합니다.", SomeBudget.Now.AddDays(10), "park", SomeBudget.Now,
        IncreaseOutlook.Of(SomeBudget.Status(640m, probability: 0.87)));

    private static string Render(NoticeText text)
    {
        var lines = new StringBuilder();
        lines.Append(text.Title).Append('\n').Append('\n');
        foreach (var paragraph in text.Paragraphs)
        {
            lines.Append(paragraph).Append('\n');
        }

        lines.Append('\n');
        foreach (var fact in text.Facts)
        {
            lines.Append(fact.Name).Append(": ").Append(fact.Value).Append('\n');
        }

        foreach (var advice in text.Advice)
        {
            lines.Append("- ").Append(advice).Append('\n');
        }

        return lines.ToString();
    }
}
