using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Core.Budgets;

/// <summary>Which words on a budget are due: one for each threshold and period, and one for the forecast.</summary>
public static class BudgetAlerts
{
    /// <summary>What was told of the forecast.</summary>
    private const string Forecast = "forecast";

    /// <summary>How far back the end of a period is still told: as long as its words are kept.</summary>
    private static readonly TimeSpan EndToldWithin = TimeSpan.FromDays(400);

    /// <summary>The period of which something was told and which is over, its end not told yet; null when there is none.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="told">What was told of it; null for nothing.</param>
    /// <param name="now">UTC.</param>
    public static BudgetWindow? Ended(Budget budget, BudgetTold? told, DateTimeOffset now)
    {
        if (told is not { IsClosed: false })
        {
            return null;
        }

        BudgetWindow? window = BudgetWindow.At(budget, now);
        while (window is { } later && later.Key != told.Period)
        {
            window = later.Start > now - EndToldWithin ? later.Previous(budget) : null;
        }

        return window?.End <= now ? window : null;
    }

    /// <summary>
    /// The words due now, and what is told once they are. Of several thresholds passed at once (by an import, by an amount that was changed) only the highest
    /// is told, and none below one that was told already.
    /// </summary>
    /// <param name="status">How the budget stands.</param>
    /// <param name="before">What was told before, of whichever period; null for nothing.</param>
    /// <param name="reporting">ISO 4217 code of the status' amounts.</param>
    /// <returns>Null when nothing is due.</returns>
    public static (IReadOnlyList<Notice> Notices, BudgetTold Told)? Due(BudgetStatus status, BudgetTold? before, string reporting)
    {
        ArgumentNullException.ThrowIfNull(status);
        IReadOnlyList<string> told = before?.Period == status.Window.Key ? before.Told : [];
        var passed = status.Passed.Where(threshold => !told.Contains(BudgetNarrative.PercentKey(threshold))).ToList();
        var notices = new List<Notice>();
        NoticePhase Phase() => told.Count + notices.Count == 0 ? NoticePhase.Opened : NoticePhase.Updated;
        if (passed.Count > 0)
        {
            var highest = passed[^1];
            if (!status.Budget.Thresholds.Any(threshold => threshold > highest && told.Contains(BudgetNarrative.PercentKey(threshold))))
            {
                notices.Add(BudgetNarrative.Threshold(status, highest, Phase(), reporting));
            }
        }

        var isComing = status is { Forecast: not null, Probability: { } probability } && probability >= status.Budget.ForecastProbability
            && status.Standing.Consumed <= status.Standing.Limit && !told.Contains(Forecast);
        if (isComing)
        {
            notices.Add(BudgetNarrative.Forecast(status, Phase(), reporting));
        }

        return passed.Count == 0 && !isComing
            ? null
            : (notices, new(status.Budget.Id, status.Window.Key, [.. told, .. passed.Select(BudgetNarrative.PercentKey), .. isComing ? new[] { Forecast } : []]));
    }
}
