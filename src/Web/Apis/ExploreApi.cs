using System.Globalization;
using System.Text;
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
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>The explorer: cost and use by any dimensions, from the daily facts.</summary>
internal static class ExploreApi
{
    private const string Tag = "Explorer";
    private const int MaxSearch = 200;

    public static void AddExplorer(this IServiceCollection services)
    {
        services.AddSingleton<Explorer>();
        services.AddSingleton<ExploreCsv>();
        services.AddSingleton<UnitCosts>();
    }

    public static void MapExploreApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/explore", Get).NeedsOnScope(Permission.ReadCosts).WithName("explore").WithTags(Tag)
            .WithSummary("Cost and use by any dimensions, compared with a period before");
        api.MapGet("/explore.csv", GetCsv).NeedsOnScope(Permission.ReadCosts).WithName("exploreCsv").WithTags(Tag)
            .WithSummary("The same as CSV: all groups, all figures").Produces(StatusCodes.Status200OK, contentType: "text/csv");
        api.MapGet("/explore/values", ListValues).NeedsOnScope(Permission.ReadCosts).WithName("listDimensionValues").WithTags(Tag)
            .WithSummary("The values of a dimension");
    }

    private static async Task<Results<Ok<ExploreResponse>, ValidationProblem>> Get(
        [FromServices] Explorer explorer,
        [FromServices] IFactStatus status,
        IOptions<WebOptions> options,
        TimeProvider time,
        [AsParameters] ExploreParameters parameters,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var asked = ExploreForm.Read(query, parameters, Today(time));
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        // Read before the rows: what comes meanwhile is newer than said.
        var asOf = status.AsOf;
        return TypedResults.Ok((await explorer.AskAsync(asked, cancellationToken)).ToResponse(asked, options.Value.Currency, asOf));
    }

    private static Results<PushStreamHttpResult, ValidationProblem> GetCsv(
        [FromServices] ExploreCsv csv,
        IOptions<WebOptions> options,
        TimeProvider time,
        [AsParameters] ExploreParameters parameters,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var asked = ExploreForm.Read(query, parameters, Today(time));
        return query.Problem() is { } problem
            ? problem
            : TypedResults.Stream(
                async stream =>
                {
                    // With a byte order mark: spreadsheets take Korean names for another encoding without one.
                    await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16, leaveOpen: true);
                    await csv.WriteAsync(writer, asked, options.Value.Currency, cancellationToken);
                },
                "text/csv; charset=utf-8",
                string.Create(CultureInfo.InvariantCulture, $"explore-{asked.From:yyyy-MM-dd}-{asked.To.AddDays(-1):yyyy-MM-dd}.csv"));
    }

    private static async Task<Results<Ok<DimensionValuesResponse>, ValidationProblem>> ListValues(
        [FromServices] Explorer explorer,
        TimeProvider time,
        string? scope,
        string? from,
        string? to,
        string? dimension,
        string? search,
        string? limit,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        var (first, end) = ExploreForm.Period(query, from, to, Today(time));
        query.Require("dimension", dimension);
        var asked = query.Choice("dimension", dimension, FactDimensions.ByName);
        var text = query.Text("search", search, MaxSearch);
        var count = query.Limit(limit, 50, 500);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var (total, items) = await explorer.ListValuesAsync(path, first, end, asked!.Value, text, count, cancellationToken);
        return TypedResults.Ok(new DimensionValuesResponse(
            dimension!, total, [.. items.Select(item => new DimensionValueResponse(item.Value, item.Cost))]));
    }

    private static DateOnly Today(TimeProvider time) => UtcDay.Of(time.GetUtcNow());

    private static ExploreResponse ToResponse(this ExploreAnswer answer, ExploreQuery query, string currency, DateTimeOffset asOf) => new(
        query.Scope.Key,
        query.From,
        query.To,
        query.IsCompared ? query.PreviousFrom : null,
        query.IsCompared ? query.From : null,
        query.Granularity.ToString().ToLowerInvariant(),
        [.. query.GroupBy.Select(FactDimensions.Name)],
        query.Metric.Name(),
        currency,
        asOf,
        answer.Buckets,
        ToResponse(answer.Total),
        [.. answer.Groups.Select(ToResponse)],
        answer.Other is { } other ? ToResponse(other) : null,
        answer.GroupCount);

    private static ExploreGroupResponse ToResponse(ExploreGroup group) => new(
        group.Key,
        group.Value,
        group.Previous,
        new(group.Figures.Cost.Effective, group.Figures.Estimated, group.Figures.Confirmed, group.Figures.Invoiced),
        UsageResponse.From(group.Figures.Usage),
        group.Figures.Records,
        group.Figures.Unpriced,
        group.Points);
}
