using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Budgets and experiments to wire.</summary>
internal static class BudgetMapping
{
    public static BudgetResponse ToResponse(this BudgetStatus status, string reporting, IReadOnlyList<BudgetWarning> warnings)
    {
        var budget = status.Budget;
        return new(
            budget.Id,
            budget.Name,
            budget.Scope.ToResponse(),
            budget.Experiment,
            budget.Period,
            budget.Start,
            budget.End,
            budget.Amount,
            budget.Currency ?? reporting,
            budget.IsHard,
            budget.Thresholds,
            budget.ForecastProbability ?? 0,
            budget.CarriesOver,
            budget.CarryOverCap,
            budget.Owner,
            budget.FreeModels,
            budget.Increase is { } increase && !(increase.Until <= status.AsOf) ? new(increase.Amount, increase.Until, increase.RequestId) : null,
            budget.CreatedAt,
            status.ToStatusResponse(reporting),
            [.. warnings.Select(warning => new BudgetWarningResponse(
                warning.Misfit == BudgetMisfit.LargerThanParent ? "larger_than_parent" : "children_exceed_parent",
                new(BudgetWords.Warning(warning, reporting, NarrativeLanguage.English), BudgetWords.Warning(warning, reporting, NarrativeLanguage.Korean)),
                warning.Above.Budget.Id))]);
    }

    private static BudgetStatusResponse ToStatusResponse(this BudgetStatus status, string reporting) => new(
        status.Window.Key,
        status.Window.Start,
        status.Window.End,
        status.AsOf,
        status.Standing.Limit,
        status.CarriedOver,
        status.Standing.Spent,
        status.Standing.Settled,
        status.Standing.Held,
        status.Standing.Used,
        status.Standing.Left,
        Math.Round(status.Share, 6),
        status.Standing.Drift,
        status.PerHour,
        Hours(status.HoursToBreach),
        status.Forecast?.ToResponse(),
        status.ForecastReason,
        status.Probability,
        status.Passed,
        status.Rate?.AsOf,
        status.Rate?.Source,
        status.MissingRate is { } currency
            ? new(BudgetWords.NoRate(currency, reporting, NarrativeLanguage.English), BudgetWords.NoRate(currency, reporting, NarrativeLanguage.Korean))
            : null);

    public static ReservationResponse ToResponse(this Reservation reservation) => new(
        reservation.Key,
        reservation.Period,
        reservation.State,
        reservation.Amount,
        reservation.Settled,
        reservation.IsFree,
        reservation.IsLate,
        reservation.Model,
        reservation.GrantedAt,
        reservation.ExpiresAt,
        reservation.ClosedAt);

    public static ReservationAnswerResponse ToResponse(this ReservationAnswer answer, string currency, DateTimeOffset now)
    {
        var standing = answer.Standing!;
        return new(
            answer.Outcome is ReservationOutcome.Granted or ReservationOutcome.Settled or ReservationOutcome.Released,
            answer.Reason,
            BudgetWords.Reason(answer.Reason, standing, currency, NarrativeLanguage.English) is { } english
                ? new(english, BudgetWords.Reason(answer.Reason, standing, currency, NarrativeLanguage.Korean)!)
                : null,
            answer.Reservation?.ToResponse(),
            standing.Limit,
            standing.Left,
            answer.RetryAt is { } at ? Math.Max(1, (long)Math.Ceiling((at - now).TotalSeconds)) : null);
    }

    public static IncreaseOutlookResponse ToResponse(this IncreaseOutlook outlook) =>
        new(outlook.AsOf, outlook.Limit, outlook.Consumed, outlook.ForecastP50, outlook.ForecastP90, outlook.Probability);

    public static IncreaseRequestResponse ToResponse(this IncreaseRequest request, BudgetStatus? now, string reporting) => new(
        request.Id,
        request.Budget,
        now?.Budget.Name,
        request.Scope.ToResponse(),
        now?.Budget.Owner,
        request.Amount,
        now?.Budget.Currency ?? reporting,
        request.Reason,
        request.Until,
        request.By,
        request.At,
        request.State,
        request.DecidedBy,
        request.DecidedAt,
        request.Comment,
        request.Expires,
        request.AtAsking.ToResponse(),
        now is { MissingRate: null } ? IncreaseOutlook.Of(now).ToResponse() : null);

    public static ExperimentResponse ToResponse(this ExperimentStatus status, string reporting, IEnumerable<ExperimentMetric> reports)
    {
        var experiment = status.Experiment;
        return new(
            experiment.Id,
            experiment.Name,
            experiment.Scope.ToResponse(),
            experiment.State,
            experiment.Owner,
            experiment.Tags,
            experiment.StartedAt,
            experiment.EndedAt,
            experiment.Outcome,
            experiment.BudgetId,
            status.Estimate,
            status.Cap,
            status.Cost,
            status.Held,
            status.Total?.Records ?? 0,
            status.Total?.Unpriced ?? 0,
            Math.Round(status.EstimateShare, 6),
            status.CapShare is { } share ? Math.Round(share, 6) : null,
            status.PerHour,
            status.PlannedPerHour,
            Hours(status.HoursToCap),
            Hours(status.HoursToEstimate),
            status.IsRunaway,
            status.Total?.LastAt,
            [.. reports
                .GroupBy(report => report.Name, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.Last())
                .Select(last => new ExperimentMetricResponse(last.Name, last.Value, last.At, PerUnit(last.Cost, last.Value)))],
            status.MissingRate is { } currency
                ? new(
                    BudgetWords.NoEstimateRate(currency, reporting, NarrativeLanguage.English),
                    BudgetWords.NoEstimateRate(currency, reporting, NarrativeLanguage.Korean))
                : null);
    }

    /// <summary>Cost over what it brought; null for nothing.</summary>
    public static decimal? PerUnit(decimal cost, decimal? value) => value is > 0 and { } units ? Math.Round(cost / units, 10) : null;

    private static double? Hours(double? hours) => hours is { } value ? Math.Round(value, 2) : null;
}
