using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Core.Experiments;

/// <summary>Which words on an experiment are due: one for each share of its estimate, and one when it runs away.</summary>
public static class ExperimentAlerts
{
    private const string Runaway = "runaway";

    private static readonly decimal[] Shares = [0.5m, 0.8m, 1m];

    /// <summary>The words due now, and what is told once they are; of several shares passed at once only the highest is told.</summary>
    /// <param name="status">How the experiment stands.</param>
    /// <param name="before">What was told before; null for nothing.</param>
    /// <param name="reporting">ISO 4217 code of the status' amounts.</param>
    /// <returns>Null when nothing is due.</returns>
    public static (IReadOnlyList<Notice> Notices, ExperimentTold Told)? Due(ExperimentStatus status, ExperimentTold? before, string reporting)
    {
        ArgumentNullException.ThrowIfNull(status);
        var told = before?.Told ?? [];
        var passed = Shares.Where(share => status.EstimateShare >= share && !told.Contains(BudgetNarrative.PercentKey(share))).ToList();
        var notices = new List<Notice>();
        NoticePhase Phase() => told.Count + notices.Count == 0 ? NoticePhase.Opened : NoticePhase.Updated;
        if (passed.Count > 0)
        {
            notices.Add(ExperimentNarrative.Estimate(status, passed[^1], Phase(), reporting));
        }

        var runsAway = status.IsRunaway && !told.Contains(Runaway);
        if (runsAway)
        {
            notices.Add(ExperimentNarrative.Runaway(status, Phase(), reporting));
        }

        return notices.Count == 0
            ? null
            : (notices, new(status.Experiment.Id, [.. told, .. passed.Select(BudgetNarrative.PercentKey), .. runsAway ? new[] { Runaway } : []]));
    }
}
