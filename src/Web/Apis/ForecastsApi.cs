using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>Forecasts with their own record.</summary>
internal static class ForecastsApi
{
    private static readonly Dictionary<string, Granularity> Granularities = new() { ["hour"] = Granularity.Hour, ["day"] = Granularity.Day };

    public static void MapForecastsApi(this IEndpointRouteBuilder api) => api
        .MapGet("/forecasts", GetForecast)
        .NeedsOnScope(Permission.ReadCosts).WithName("getForecast")
        .WithTags("Forecasts")
        .WithSummary("A scope's forecast with bands; to the end of the month unless a horizon is given");

    private static async Task<Results<Ok<ForecastResponse>, ValidationProblem, NotFound>> GetForecast(
        HttpContext context,
        IGrainResolver grains,
        IScopeDirectory scopes,
        IBudgetReader budgets,
        IGuidanceBook guidance,
        string? scope,
        string? granularity,
        string? horizon,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        var bucket = query.Choice("granularity", granularity, Granularities) ?? Granularity.Day;
        int? steps = string.IsNullOrEmpty(horizon) ? null : query.Number("horizon", horizon, 1, 1, bucket == Granularity.Hour ? 2_160 : 90);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (!await SummaryApi.Exists(scopes, path, cancellationToken))
        {
            return TypedResults.NotFound();
        }

        var forecast = await grains.Get<ICostGrain>(path.Key).GetForecastAsync(new(bucket, steps), cancellationToken);
        var limit = await budgets.MonthlyLimitAsync(path, forecast.IssuedAt, cancellationToken);
        return TypedResults.Ok(Map(forecast, limit, [.. guidance.For(path).Plans.Where(plan => Caller.Reaches(context, plan.Scope))]));
    }

    private static ForecastResponse Map(ScopeForecast forecast, decimal? limit, IReadOnlyList<PlannedEvent> plans)
    {
        var scope = ScopePath.Parse(forecast.Scope);
        var length = forecast.Granularity.Length();
        var end = forecast.FirstBucket + (length * forecast.Result.Steps.Count);
        var record = forecast.Result.Record;
        return new(
            forecast.Scope,
            forecast.IssuedAt,
            Mapping.Name(forecast.Granularity),
            forecast.Result.Method,
            forecast.Result.Reason,
            [.. forecast.Result.Steps.Select((step, i) => new ForecastPointResponse(forecast.FirstBucket + (length * i), step.ToResponse()))],
            new(record.Origins, Finite(record.Wape), Finite(record.Mase), Finite(record.Coverage80), Finite(record.Coverage95), record.Grade),
            forecast.LiveRecord is not { Days: > 0 } live
                ? null
                : new(live.Days, live.Forecasts, Finite(live.Wape), Finite(live.Coverage80), Finite(live.Coverage95), Finite(live.Bias)),
            forecast.MonthToDate,
            forecast.MonthEnd?.ToResponse(),
            limit is not { } amount ? null : SummaryReader.Pace(amount, forecast.MonthToDate, forecast.MonthEnd?.P50, BreachAt(forecast, amount)),
            [.. plans
                .Where(plan => plan.Start < end && plan.End > forecast.FirstBucket)
                .Select(plan => new PlannedSpendResponse(plan.Id, plan.Title, plan.Start, plan.End, plan.ExtraCost, scope.Contains(plan.Scope)))]);
    }

    /// <summary>The bucket of this month in which the running median passes the budget.</summary>
    private static DateTimeOffset? BreachAt(ScopeForecast forecast, decimal limit)
    {
        var length = forecast.Granularity.Length();
        var monthEnd = new DateTimeOffset(forecast.IssuedAt.Year, forecast.IssuedAt.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
        for (var i = 0; i < forecast.Result.Totals.Count; i++)
        {
            var start = forecast.FirstBucket + (length * i);
            if (start >= monthEnd)
            {
                break;
            }

            if (forecast.MonthToDate + Mapping.Amount(forecast.Result.Totals[i].P50) > limit)
            {
                return start;
            }
        }

        return null;
    }

    private static double? Finite(double value) => double.IsFinite(value) ? Math.Round(value, 4) : null;
}
