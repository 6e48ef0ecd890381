using System.Text;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Forecasting;
using FinOpsAI.Core.Narratives;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Core.Tests.Alerts;

/// <summary>The words of notices against files that people have read.</summary>
public sealed class NoticeTextTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly ScopePath Key = ScopePath.ForResource("assistant", "agents", "prod-key");

    public static TheoryData<IncidentChapter> Chapters => [.. Enum.GetValues<IncidentChapter>()];

    [Theory]
    [MemberData(nameof(Chapters))]
    public void An_incident_reads_as_its_file(IncidentChapter chapter)
    {
        var story = Story(chapter, AnomalyKind.Spike);
        ShouldReadAs($"incident-{chapter}", IncidentText.Write(story, NarrativeLanguage.English), IncidentText.Write(story, NarrativeLanguage.Korean));
    }

    [Theory]
    [InlineData(AnomalyKind.Silence)]
    [InlineData(AnomalyKind.BillDrift)]
    [InlineData(AnomalyKind.Drop)]
    [InlineData(AnomalyKind.LevelShift)]
    [InlineData(AnomalyKind.Leak)]
    public void Other_kinds_read_as_their_files(AnomalyKind kind)
    {
        var story = Story(IncidentChapter.Opened, kind) with { Why = _ => [], BudgetScope = null };
        ShouldReadAs($"incident-{kind}", IncidentText.Write(story, NarrativeLanguage.English), IncidentText.Write(story, NarrativeLanguage.Korean));
    }

    [Fact]
    public void A_weekly_report_reads_as_its_file_and_its_projects_add_up()
    {
        var report = new WeeklyReport(
            ScopePath.ForTeam("assistant"), Noon.AddDays(-7), Noon, new(2026, 11, 9), new(2026, 11, 15), 1_540.5m, 1_200m,
            [new("agents", 1_000m, 700m), new("voice", 540.5m, 500m)],
            [.. Enumerable.Range(1, 7).Select(i => new WeeklyLine($"model-{i}", i == 7 ? 40.5m : 250m, 200m))])
        {
            Currency = "USD", MonthlyBudget = 6_000, MonthToDate = 3_100, Savings = 120.25m,
            MonthEnd = new(5_000, 5_400, 6_200, 7_000, 7_400, 6_210),
            OpenIncidents = [Incident(AnomalyKind.Spike)],
            Why = new(
                ScopePath.ForTeam("assistant"), Noon.AddDays(-7), Noon, Noon.AddDays(-14), Noon.AddDays(-7), 1_200m, 1_540.5m,
                [
                    new(CostFactor.Volume, 400.25m, "gpt-4o", 90_000, 120_000) { Measure = ExplanationMeasure.Requests },
                    new(CostFactor.Price, -59.75m, "gpt-4o", 5, 4.5m) { Measure = ExplanationMeasure.PricePerMillionTokens },
                ],
                [new(ScopePath.ForProject("assistant", "agents"), 700m, 1_000m), new(ScopePath.ForProject("assistant", "voice"), 500m, 540.5m)],
                0)
            {
                Occasion = ExplanationOccasion.Report,
            },
        };
        report.Projects.Sum(line => line.Spend).ShouldBe(report.Spend);
        report.Models.Sum(line => line.Spend).ShouldBe(report.Spend);

        var notice = WeeklyReportText.Of(report, Noon);

        notice.Key.ShouldBe("report/weekly/team:assistant/2026-11-09");
        ShouldReadAs("weekly", notice.English, notice.Korean);
        var quiet = WeeklyReportText.Of(report with { Spend = 0, Before = 0, Projects = [], Models = [], MonthlyBudget = null, MonthEnd = null, OpenIncidents = [], Savings = 0, Why = null }, Noon);
        ShouldReadAs("weekly-empty", quiet.English, quiet.Korean);
    }

    private static IncidentStory Story(IncidentChapter chapter, AnomalyKind kind)
    {
        var incident = Incident(kind) with
        {
            Handling = new()
            {
                NotedAt = Noon.AddMinutes(5), Assignee = "mina", AcknowledgedBy = "mina",
                Outcome = chapter == IncidentChapter.Closed ? IncidentOutcome.Resolved : null, ClosedBy = "mina",
            },
        };
        var explanation = new Explanation(
            Key, Noon, Noon.AddHours(1), Noon, Noon, 100, 500,
            [
                new(CostFactor.Volume, 330.5m, null, 10, 40) { Measure = ExplanationMeasure.Requests },
                new(CostFactor.TokensPerRequest, 80m, "gpt-4o", 1_000, 2_000) { Measure = ExplanationMeasure.TokensPerRequest },
                new(CostFactor.Price, -10.5m, "gpt-4o", 2, 1) { Measure = ExplanationMeasure.PricePerMillionTokens },
            ],
            [],
            0);
        return new(incident, chapter, new("USD") { Spent = 500, Limit = 100, Excess = 400, PerHour = 400, HoursToBreach = 9.6 }, Noon.AddHours(1))
        {
            Why = language => ExplanationNarrative.SentencesAfter(explanation, incident.Cause, "USD", language),
            BudgetScope = ScopePath.ForTeam("assistant"),
            BudgetAmount = 5_000,
            Escalation = chapter == IncidentChapter.Escalated ? 2 : 0,
        };
    }

    private static Incident Incident(AnomalyKind kind)
    {
        Anomaly At(ScopePath scope) => new(
            scope.Key, scope, kind, AnomalyState.Open, Severity.High, Granularity.Hour, Noon, Noon.AddHours(1),
            kind == AnomalyKind.Drop ? 20 : 500, 100, 50, 200, 0.9, "i")
        {
            Detail = kind == AnomalyKind.BillDrift ? "openai gpt-4o" : null,
        };
        return new("i", IncidentState.Open, At(Key), [At(Key.Parent!), At(ScopePath.Organization)], Noon, Noon);
    }

    private static void ShouldReadAs(string name, NoticeText english, NoticeText korean)
    {
        var actual = new StringBuilder();
        foreach (var text in new[] { english, korean })
        {
            actual.Append("# ").Append(text.Title).Append('\n');
            foreach (var line in text.Paragraphs.Concat(text.Facts.Select(fact => $"{fact.Name}: {fact.Value}")).Concat(text.Advice.Select(advice => $"- {advice}")))
            {
                actual.Append(line).Append('\n');
            }
        }

        var path = Path.Combine(Repository.Root, "tests", "Core.Tests", "Alerts", "Golden", $"{name}.txt");
        if (Environment.GetEnvironmentVariable("FINOPSAI_WRITE_GOLDEN") is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual.ToString());
        }

        actual.ToString().ShouldBe(File.ReadAllText(path), name);
    }
}
