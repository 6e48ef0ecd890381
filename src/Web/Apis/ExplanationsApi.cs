using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>Why a cost changed, in parts that add up.</summary>
internal static class ExplanationsApi
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static void MapExplanationsApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/explanations", Explain).NeedsOnScope(Permission.ReadCosts).WithName("explainCost").WithTags("Explanations")
            .WithSummary("Why a scope's cost of a period differs from another's, or from what is usual");
        api.MapGet("/forecasts/explanation", ExplainForecast).NeedsOnScope(Permission.ReadCosts).WithName("explainForecast").WithTags("Explanations")
            .WithSummary("Why this month's forecast differs from one issued earlier in the month");
    }

    private static async Task<Results<Ok<ExplanationResponse>, ValidationProblem, NotFound>> Explain(
        IExplainer explainer,
        IScopeDirectory scopes,
        IOptions<WebOptions> options,
        TimeProvider time,
        string? scope,
        string? from,
        string? to,
        string? baselineFrom,
        string? baselineTo,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        var end = query.Instant("to", to) ?? Granularity.Hour.Floor(time.GetUtcNow());
        var start = query.Instant("from", from) ?? end - TimeSpan.FromDays(1);
        var earlierStart = query.Instant("baselineFrom", baselineFrom);
        var earlierEnd = query.Instant("baselineTo", baselineTo);
        Check(query, "from", start, "to", end);
        if (earlierStart is { } a && earlierEnd is { } b)
        {
            Check(query, "baselineFrom", a, "baselineTo", b);
        }
        else if (earlierStart is not null || earlierEnd is not null)
        {
            query.Fail(earlierStart is null ? "baselineFrom" : "baselineTo", "Expected both ends of the baseline, or none.");
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (!await SummaryApi.Exists(scopes, path, cancellationToken))
        {
            return TypedResults.NotFound();
        }

        var explanation = await explainer.ExplainAsync(
            new(path, start, end) { BaselineFrom = earlierStart, BaselineTo = earlierEnd }, cancellationToken);
        return explanation is null ? TypedResults.NotFound() : TypedResults.Ok(explanation.ToResponse(options.Value.Currency));
    }

    private static async Task<Results<Ok<ExplanationResponse>, ValidationProblem, NotFound>> ExplainForecast(
        IForecastExplainer explainer,
        IScopeDirectory scopes,
        IOptions<WebOptions> options,
        TimeProvider time,
        string? scope,
        string? since,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        var earlier = query.Instant("since", since) ?? time.GetUtcNow() - Week;
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        return await SummaryApi.Exists(scopes, path, cancellationToken)
            && await explainer.ExplainAsync(path, earlier, cancellationToken) is { } explanation
                ? TypedResults.Ok(explanation.ToResponse(options.Value.Currency))
                : TypedResults.NotFound();
    }

    private static void Check(Query query, string fromName, DateTimeOffset from, string toName, DateTimeOffset to)
    {
        if (from >= to)
        {
            query.Fail(fromName, $"{from:O} is not before '{toName}' ({to:O}).");
        }
        else if (to - from > Longest)
        {
            query.Fail(toName, $"The time from '{fromName}' is longer than {Longest.TotalDays:0} days.");
        }
    }
}
