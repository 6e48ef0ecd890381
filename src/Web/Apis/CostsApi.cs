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

/// <summary>Cost over time, from the rollups, and the records behind it.</summary>
internal static class CostsApi
{
    private const int MaxBuckets = 10_000;

    private static readonly Dictionary<string, Granularity> Granularities = new()
    {
        ["minute"] = Granularity.Minute,
        ["hour"] = Granularity.Hour,
        ["day"] = Granularity.Day,
    };

    private static readonly Dictionary<string, bool> MetricNames = new() { ["effective"] = true, ["billed"] = true, ["list"] = true };

    public static void MapCostsApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/costs", GetCosts).NeedsOnScope(Permission.ReadCosts).WithName("getCosts").WithTags("Costs").WithSummary("Cost of a scope by bucket and group");
        api.MapGet("/records", ListRecords).NeedsOnScope(Permission.ReadRecords).WithName("listRecords").WithTags("Costs").WithSummary("Records behind a figure, newest first");
        api.MapGet("/unpriced", ListUnpriced).NeedsOnOrganization(Permission.ReadCosts).WithName("listUnpriced").WithTags("Costs").WithSummary("Models without a price, last 30 days");
    }

    private static async Task<Results<Ok<CostsResponse>, ValidationProblem>> GetCosts(
        IRollupStore rollups,
        IOptions<WebOptions> options,
        TimeProvider time,
        string? scope,
        string? from,
        string? to,
        string? granularity,
        [Microsoft.AspNetCore.Mvc.FromQuery(Name = "group_by")] string? groupBy,
        string? metric,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        var total = granularity == "total";
        Granularity? bucket = total ? null : query.Choice("granularity", granularity, Granularities) ?? Granularity.Day;
        var group = query.Choice("group_by", groupBy, Query.Groups) ?? CostGroup.None;
        query.Choice("metric", metric, MetricNames);
        var end = query.Instant("to", to) ?? time.GetUtcNow();
        var start = query.Instant("from", from) ?? DefaultStart(end, bucket);
        if (start >= end)
        {
            query.Fail("from", $"{start:O} is not before 'to' ({end:O}).");
        }
        else if (bucket is { } b && (end - start) / b.Length() > MaxBuckets)
        {
            query.Fail("granularity", $"The range holds more than {MaxBuckets} buckets of this length: expected a shorter range or longer buckets.");
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        Func<CostAmounts, decimal> pick = metric switch
        {
            "billed" => cost => cost.Billed,
            "list" => cost => cost.List,
            _ => cost => cost.Effective,
        };
        var rows = await rollups.QueryAsync(new(path, start, end, bucket, group), cancellationToken);
        return TypedResults.Ok(new CostsResponse(
            path.Key,
            start,
            end,
            granularity ?? "day",
            groupBy ?? "none",
            metric ?? "effective",
            options.Value.Currency,
            rows.Sum(row => pick(row.Sums.Cost)),
            [.. rows.Select(row => row.ToResponse(pick))]));
    }

    private static async Task<Results<Ok<RecordListResponse>, ValidationProblem>> ListRecords(
        ILedger ledger, TimeProvider time, string? scope, string? from, string? to, string? limit, CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        var end = query.Instant("to", to) ?? time.GetUtcNow() + TimeSpan.FromDays(1);
        var start = query.Instant("from", from) ?? end - TimeSpan.FromDays(2);
        var count = query.Limit(limit, 100, 1_000);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var records = await ledger.ListAsync(path, start, end, count, cancellationToken);
        return TypedResults.Ok(new RecordListResponse([.. records.Select(Mapping.ToResponse)]));
    }

    private static async Task<Ok<UnpricedListResponse>> ListUnpriced(IRollupStore rollups, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var tomorrow = Granularity.Day.Floor(now).AddDays(1);
        var rows = await rollups.QueryAsync(
            new(ScopePath.Organization, tomorrow.AddDays(-30), tomorrow, null, CostGroup.Model), cancellationToken);
        return TypedResults.Ok(new UnpricedListResponse([.. rows
            .Where(row => row.Sums.Unpriced > 0)
            .OrderByDescending(row => row.Sums.Unpriced)
            .Select(row => new UnpricedModelResponse(row.Group, row.Sums.Unpriced, row.Sums.Records))]));
    }

    private static DateTimeOffset DefaultStart(DateTimeOffset end, Granularity? granularity) => granularity switch
    {
        Granularity.Minute => end - TimeSpan.FromHours(1),
        Granularity.Hour => end - TimeSpan.FromDays(7),
        _ => end - TimeSpan.FromDays(30),
    };
}
