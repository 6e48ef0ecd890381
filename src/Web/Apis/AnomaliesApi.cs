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
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>Anomalies per scope.</summary>
internal static class AnomaliesApi
{
    private const int MaxContributors = 10;

    /// <summary>Where one lies, by its id.</summary>
    internal static readonly ItemScope Where = ItemScope.In<IAnomalyStore>(
        async (store, id, token) => (await store.FindAnomalyAsync(id, token))?.Scope);

    public static void MapAnomaliesApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/anomalies", ListAnomalies).Needs(Permission.ReadCosts).WithName("listAnomalies").WithTags("Anomalies").WithSummary("Anomalies, newest first");
        api.MapGet("/anomalies/{id}", GetAnomaly).Needs(Permission.ReadCosts).On(Where).WithName("getAnomaly").WithTags("Anomalies").WithSummary("An anomaly with what is needed to judge it");
    }

    private static async Task<Results<Ok<AnomalyListResponse>, ValidationProblem>> ListAnomalies(
        HttpContext context,
        IAnomalyStore anomalies,
        FeedbackReader feedback,
        IOptions<WebOptions> options,
        string? scope,
        string? exact,
        string? from,
        string? to,
        string? open,
        string? limit,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var filter = new AnomalyFilter(
            query.OptionalScope(scope),
            query.Flag("exact", exact),
            query.Instant("from", from),
            query.Instant("to", to),
            query.Flag("open", open),
            query.Limit(limit, 100, 1_000));
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var found = await Caller.ListAsync(
            context, filter.Scope, path => anomalies.ListAnomaliesAsync(filter with { Scope = path }, cancellationToken), anomaly => anomaly.Start, filter.Limit);
        var words = await feedback.OnAsync(found, cancellationToken);
        return TypedResults.Ok(new AnomalyListResponse([.. found.Select(anomaly => anomaly.ToResponse(options.Value.Currency, words))]));
    }

    private static async Task<Results<Ok<AnomalyDetailResponse>, NotFound>> GetAnomaly(
        string id,
        HttpContext context,
        IAnomalyStore anomalies,
        IRollupStore rollups,
        IGrainResolver grains,
        IExplainer explainer,
        FeedbackReader feedback,
        IOptions<WebOptions> options,
        CancellationToken cancellationToken)
    {
        if (await anomalies.FindAnomalyAsync(id, cancellationToken) is not { } anomaly)
        {
            return TypedResults.NotFound();
        }

        var from = anomaly.Start.AddDays(-2);
        var to = anomaly.End.AddDays(2);
        var incident = anomaly.IncidentId is null ? null : await anomalies.FindIncidentAsync(anomaly.IncidentId, cancellationToken);
        var words = await (incident is null ? feedback.OnAsync([anomaly], cancellationToken) : feedback.OnAsync([incident], cancellationToken));
        var series = await rollups.QueryAsync(new(anomaly.Scope, from, to, Granularity.Hour, CostGroup.None), cancellationToken);
        var band = await grains.Get<ICostGrain>(anomaly.Scope.Key).GetBandAsync(cancellationToken);
        var children = anomaly.Scope.Kind == ScopeKind.Resource
            ? []
            : await Contributors("child", CostGroup.Child, anomaly, rollups, cancellationToken);
        var explanation = ExplanationRequest.For(anomaly) is { } request ? await explainer.ExplainAsync(request, cancellationToken) : null;
        var models = await Contributors("model", CostGroup.Model, anomaly, rollups, cancellationToken);
        return TypedResults.Ok(new AnomalyDetailResponse(
            anomaly.ToResponse(options.Value.Currency, words),
            incident?.SeenBy(scope => Caller.Reaches(context, scope)).ToResponse(options.Value.Currency, words),
            [.. series.Select(row => row.ToResponse(cost => cost.Effective))],
            [.. band.Where(point => point.Start >= from && point.Start < to).Select(Mapping.ToResponse)],
            [.. children, .. models],
            explanation?.ToResponse(options.Value.Currency)));
    }

    /// <summary>The groups that differ most from the same hours one week before.</summary>
    private static async Task<IEnumerable<ContributorResponse>> Contributors(
        string kind, CostGroup group, Anomaly anomaly, IRollupStore rollups, CancellationToken cancellationToken)
    {
        var week = TimeSpan.FromDays(7);
        var now = await rollups.QueryAsync(new(anomaly.Scope, anomaly.Start, anomaly.End, null, group), cancellationToken);
        var before = await rollups.QueryAsync(new(anomaly.Scope, anomaly.Start - week, anomaly.End - week, null, group), cancellationToken);
        var baseline = before.ToDictionary(row => row.Group, row => row.Sums.Cost.Effective);
        return now
            .Select(row => new ContributorResponse(
                kind, row.Group, DisplayName(kind, row.Group), row.Sums.Cost.Effective, baseline.GetValueOrDefault(row.Group)))
            .Concat(before
                .Where(row => now.All(current => current.Group != row.Group))
                .Select(row => new ContributorResponse(kind, row.Group, DisplayName(kind, row.Group), 0, row.Sums.Cost.Effective)))
            .OrderByDescending(contributor => Math.Abs(contributor.Actual - contributor.Baseline))
            .Take(MaxContributors);
    }

    private static string DisplayName(string kind, string key) => kind == "child" ? ScopePath.Parse(key).Name : key;
}
