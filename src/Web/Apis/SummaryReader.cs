using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Live;

namespace FinOpsAI.Web.Apis;

/// <summary>A scope's figures with its budget: one way for the API and for the live hub.</summary>
internal sealed class SummaryReader(IGrainResolver grains, IBudgetReader budgets, LiveEpoch epoch)
{
    public async Task<SummaryResponse> ReadAsync(ScopePath scope, CancellationToken cancellationToken)
    {
        // Read before the figures: they may then be newer than the number says, never older.
        var seq = epoch.Current(LiveEpoch.SummaryStream(scope.Key));
        var summary = await grains.Get<ICostGrain>(scope.Key).GetSummaryAsync(cancellationToken);
        var limit = await budgets.MonthlyLimitAsync(scope, summary.AsOf, cancellationToken);
        return summary.ToResponse(epoch.Value, seq, limit is null ? null : Pace(limit.Value, summary.MonthToDate.Spend.Total, summary.MonthEnd?.P50, null));
    }

    /// <summary>How a month stands against its budget.</summary>
    /// <param name="limit">What may be spent in the month.</param>
    /// <param name="monthToDate">Spend so far.</param>
    /// <param name="monthEnd">Median month end; null without a forecast.</param>
    /// <param name="breachAt">When the median forecast passes the budget, if it does.</param>
    public static BudgetPaceResponse Pace(decimal limit, decimal monthToDate, double? monthEnd, DateTimeOffset? breachAt) => new(
        limit,
        Math.Round(monthToDate / limit, 6),
        monthEnd is { } end ? Math.Round(Mapping.Amount(end) / limit, 6) : null,
        breachAt);
}
