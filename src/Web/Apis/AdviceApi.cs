using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Efficiency;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Scenarios;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>What the same use would have cost otherwise.</summary>
internal static class AdviceApi
{
    private const int UsualDays = 28;
    private const int MaxDays = 92;

    public static void MapAdviceApi(this IEndpointRouteBuilder api) => api
        .MapGet("/efficiency/advice", Get)
        .NeedsOnScope(Permission.ReadCosts).WithName("getAdvice")
        .WithTags("Efficiency")
        .WithSummary("What the same use would have cost otherwise");

    private static async Task<Results<Ok<AdviceResponse>, ValidationProblem>> Get(
        HttpContext context,
        BaselineReader baselines,
        Advisor advisor,
        TimeProvider time,
        IOptions<WebOptions> options,
        string? scope,
        string? from,
        string? to,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        var today = UtcDay.Of(time.GetUtcNow());
        var end = query.Day("to", to) ?? today;
        var start = query.Day("from", from) ?? end.AddDays(-UsualDays);
        if (!query.HasFailed && (end > today || start >= end || end.DayNumber - start.DayNumber > MaxDays))
        {
            query.Fail("from", string.Create(
                CultureInfo.InvariantCulture, $"{start:yyyy-MM-dd} to {end:yyyy-MM-dd} is no window: expected 1 to {MaxDays} whole UTC days before {today:yyyy-MM-dd}."));
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        // What others use is theirs to know: who sees the whole organization gets its models proposed too.
        var used = path != ScopePath.Organization && Caller.Reaches(context, ScopePath.Organization)
            ? await baselines.UseAsync(ScopePath.Organization, start, end, Used, cancellationToken)
            : [];
        var items = await baselines.UseAsync(path, start, end, traffic => advisor.Advise(traffic, used), cancellationToken);
        return TypedResults.Ok(new AdviceResponse(path.Key, start, end, options.Value.Currency, [.. items.Select(ToResponse)]));
    }

    private static IReadOnlyList<(string Provider, string Model)> Used(BaselineTraffic traffic) =>
        [.. traffic.Rows.Where(row => row.Growth == Growth.Priced).Select(row => (row.Key.Provider, row.Key.Model)).Distinct()];

    private static AdviceItemResponse ToResponse(AdviceItem item) => new(
        item.Kind switch { AdviceKind.Model => "model", AdviceKind.Batch => "batch", _ => "cache" },
        item.Provider,
        item.Model,
        item.ToProvider,
        item.ToModel,
        item.Cost,
        item.WouldCost,
        item.SavingPerMonth,
        item.Requests,
        item.CacheHitRate,
        item.Assumptions);
}
