using System.Globalization;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Silo.Demo;

/// <summary>The experiment that is over: the running one is compared with it.</summary>
internal static class DemoBaseline
{
    /// <summary>What its records name.</summary>
    public const string Id = "short-context-baseline";

    /// <summary>How long ago it began.</summary>
    public static readonly TimeSpan Began = TimeSpan.FromDays(9);

    /// <summary>How long ago it ended.</summary>
    public static readonly TimeSpan Ended = TimeSpan.FromDays(7);

    /// <summary>Writes the experiment and when it began and ended; before anything else is audited, so that the log's lines stand in their order.</summary>
    public static async Task SaveAsync(
        IExperimentStore experiments, IAuditLog audit, NarrativeLanguage language, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var outcome = new DemoText("Holds as the baseline for longer contexts.", "긴 문맥 실험의 기준으로 삼음.").In(language);
        var experiment = new Experiment(
            Id,
            new DemoText("Short context baseline", "짧은 문맥 기준 실험").In(language),
            ScopePath.ForProject("platform", "training"),
            180m,
            null,
            null,
            DemoStory.Engineer,
            now - Began)
        {
            Duration = Began - Ended,
            Tags = new Dictionary<string, string> { ["goal"] = "context 32k", ["model"] = "nuri-8b" },
            State = ExperimentState.Finished,
            EndedAt = now - Ended,
            Outcome = outcome,
        };
        if (!await experiments.AddAsync(experiment, cancellationToken))
        {
            return;
        }

        await audit.AppendAsync(
            [
                Line(experiment, experiment.StartedAt, "experiment.started", "estimate", experiment.Estimate.ToString(CultureInfo.InvariantCulture)),
                Line(experiment, experiment.EndedAt.Value, "experiment.finished", "outcome", outcome),
            ],
            cancellationToken);
    }

    /// <summary>Reports what it came to, at what it cost: once the sums of experiments include the history.</summary>
    public static async Task ReportAsync(IExperimentStore experiments, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (await experiments.FollowLedgerAsync(cancellationToken) is not null)
        {
            // Each call takes some of the ledger.
        }

        if (await experiments.FindTotalAsync(Id, cancellationToken) is { } total)
        {
            await experiments.AddMetricAsync(new(Id, "eval points", 36.0m, total.Cost, now - Ended), cancellationToken);
        }
    }

    private static AuditEntry Line(Experiment experiment, DateTimeOffset at, string action, string detail, string value) =>
        new(at, DemoStory.Engineer, action, $"experiment/{experiment.Id}", experiment.Scope)
        {
            Details = new Dictionary<string, string> { [detail] = value },
        };
}
