using FinOpsAI.Accuracy;
using FinOpsAI.Accuracy.Cost;
using FinOpsAI.Accuracy.M4;
using FinOpsAI.Accuracy.Nab;

namespace FinOpsAI.Core.Tests;

/// <summary>A small part of the accuracy harness, so that it keeps working; the full figures are in docs/accuracy.md.</summary>
public sealed class SeriesAccuracySmokeTests
{
    [Fact]
    public void The_scorer_gives_the_published_detector_its_published_scores()
    {
        var folder = SharedData.Folder("nab-half");
        var scorer = new NabScorer([.. NabFile.LoadAll(folder).Select(f => new NabRun(f, f.Reference(Path.Combine(folder, "reference-numenta"))))]);
        scorer.Optimise(NabProfile.Standard).Score.ShouldBe(71.21, 0.005);
        scorer.Optimise(NabProfile.Standard).Threshold.ShouldBe(0.544449877418, 1e-9);
        scorer.Optimise(NabProfile.LowFalsePositives).Score.ShouldBe(64.99, 0.005);
        scorer.Optimise(NabProfile.LowFalseNegatives).Score.ShouldBe(75.87, 0.005);
    }

    [Fact]
    public void Hourly_series_of_the_competition_are_foretold_better_than_by_repeating_a_day()
    {
        var series = M4Report.Load(SharedData.Folder("m4-half"), "Hourly").Where((_, i) => i % 20 == 0).ToArray();
        var ours = M4Report.Evaluate(series, 24, s => M4Report.Ours(s, [24, 168]));
        ours.Smape.ShouldBeLessThan(M4Report.Evaluate(series, 24, s => M4Report.SeasonalNaive(s, 24)).Smape);
        ours.Coverage95.ShouldBeInRange(85, 100);
    }

    [Fact]
    public void Runaways_of_generated_cost_are_found_and_most_alerts_are_right()
    {
        CostRun[] runs = [.. CostGenerator.Set(42).Where(s => !s.Daily).Select(s => new CostRun(s, CostReport.Ours(s)))];
        var counts = CostScorer.Count(runs, 0.5);
        counts.Recall(CostEvent.Runaway, CostEvent.Zero).ShouldBeGreaterThan(0.8);
        (counts.FalseAlerts / counts.Months).ShouldBeLessThan(1.5);
    }
}
