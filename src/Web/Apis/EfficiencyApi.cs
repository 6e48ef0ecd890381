using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>What a unit of use costs.</summary>
internal static class EfficiencyApi
{
    private const string Tag = "Efficiency";

    public static void MapEfficiencyApi(this IEndpointRouteBuilder api) =>
        api.MapGet("/efficiency", Get).NeedsOnScope(Permission.ReadCosts).WithName("getEfficiency").WithTags(Tag).WithSummary("Unit costs");

    private static async Task<Results<Ok<EfficiencyResponse>, ValidationProblem>> Get(
        [FromServices] UnitCosts costs,
        [FromServices] IFactStatus status,
        IOptions<WebOptions> options,
        TimeProvider time,
        string? scope,
        string? from,
        string? to,
        [FromQuery(Name = "group_by")] string? groupBy,
        string? limit,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        var (first, end) = ExploreForm.Period(query, from, to, UtcDay.Of(time.GetUtcNow()));
        var dimension = query.Choice("group_by", groupBy, FactDimensions.ByName) ?? FactDimension.Model;
        var count = query.Limit(limit, 10, 100);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var asOf = status.AsOf;
        var (total, groups, groupCount) = await costs.AskAsync(path, first, end, dimension, count, cancellationToken);
        return TypedResults.Ok(new EfficiencyResponse(
            path.Key,
            first,
            end,
            first.AddDays(first.DayNumber - end.DayNumber),
            dimension.Name(),
            options.Value.Currency,
            asOf,
            ToResponse(total),
            [.. groups.Select(ToResponse)],
            groupCount));
    }

    private static EfficiencyGroupResponse ToResponse(UnitCostGroup group) => new(
        group.Key, ToResponse(group.Now), group.Previous is { } previous ? ToResponse(previous) : null, group.CostPerRequest);

    private static UnitFiguresResponse ToResponse(UnitFigures unit) => new(
        unit.Figures.Cost.Effective,
        UsageResponse.From(unit.Figures.Usage),
        unit.Customers,
        unit.Figures.CostPerRequest,
        unit.Figures.CostPerMillionTokens,
        unit.CostPerCustomer,
        unit.Figures.TokensPerRequest,
        unit.Figures.CacheHitRate,
        unit.Figures.BatchShare);
}
