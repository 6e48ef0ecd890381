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

/// <summary>A scope now, and the scopes below it compared.</summary>
internal static class SummaryApi
{
    private const int SparklineDays = 14;

    public static void MapSummaryApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/summary", GetSummary).NeedsOnScope(Permission.ReadCosts).WithName("getSummary").WithTags("Scopes").WithSummary("A scope's figures now");
        api.MapGet("/children", ListChildren).NeedsOnScope(Permission.ReadCosts).WithName("listChildren").WithTags("Scopes").WithSummary("The scopes below one, compared");
        api.MapGet("/band", GetBand).NeedsOnScope(Permission.ReadCosts).WithName("getBand").WithTags("Anomalies").WithSummary("What the detectors expected of recent hours");
    }

    private static async Task<Results<Ok<SummaryResponse>, ValidationProblem, NotFound>> GetSummary(
        SummaryReader reader, IScopeDirectory scopes, string? scope, CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        return await Exists(scopes, path, cancellationToken)
            ? TypedResults.Ok(await reader.ReadAsync(path, cancellationToken))
            : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<BandResponse>, ValidationProblem, NotFound>> GetBand(
        IGrainResolver grains, IScopeDirectory scopes, string? scope, CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (!await Exists(scopes, path, cancellationToken))
        {
            return TypedResults.NotFound();
        }

        var band = await grains.Get<ICostGrain>(path.Key).GetBandAsync(cancellationToken);
        return TypedResults.Ok(new BandResponse(path.Key, [.. band.Select(Mapping.ToResponse)]));
    }

    private static async Task<Results<Ok<ChildListResponse>, ValidationProblem>> ListChildren(
        IRollupStore rollups,
        IBudgetReader budgets,
        IAnomalyStore anomalies,
        TimeProvider time,
        string? scope,
        string? limit,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        var count = query.Limit(limit, 50, 1_000);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var today = Granularity.Day.Floor(time.GetUtcNow());
        var month = new DateTimeOffset(today.Year, today.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var first = today.AddDays(1 - SparklineDays);
        var start = month < first.AddDays(-1) ? month : first.AddDays(-1);
        var rows = await rollups.QueryAsync(new(path, start, today.AddDays(1), Granularity.Day, CostGroup.Child), cancellationToken);
        var limits = await budgets.MonthlyLimitsAsync(time.GetUtcNow(), cancellationToken);
        var open = await anomalies.ListIncidentsAsync(new(path, OpenOnly: true, Limit: 1_000), cancellationToken);

        var children = rows
            .GroupBy(row => row.Group)
            .Select(group => Compare(ScopePath.Parse(group.Key), [.. group], today, month, limits, open))
            .OrderByDescending(child => child.MonthToDate)
            .ThenBy(child => child.Scope.Key, StringComparer.Ordinal)
            .ToList();
        return TypedResults.Ok(new ChildListResponse(path.Key, children.Count, [.. children.Take(count)]));
    }

    private static ChildResponse Compare(
        ScopePath scope,
        IReadOnlyList<CostRow> days,
        DateTimeOffset today,
        DateTimeOffset month,
        IReadOnlyDictionary<ScopePath, decimal> limits,
        IReadOnlyList<Incident> open)
    {
        var byDay = days.ToDictionary(row => row.Bucket, row => row.Sums.Cost.Effective);
        decimal Between(DateTimeOffset from, DateTimeOffset to) => byDay.Where(d => d.Key >= from && d.Key < to).Sum(d => d.Value);
        var usage = days.Where(row => row.Bucket >= month).Aggregate(default(UsageTotals), (sum, row) => sum + row.Sums.Usage);
        return new(
            scope.ToResponse(),
            byDay.GetValueOrDefault(today),
            Between(today.AddDays(-7), today),
            Between(today.AddDays(-14), today.AddDays(-7)),
            Between(month, today.AddDays(1)),
            UsageResponse.From(usage),
            limits.TryGetValue(scope, out var limit) ? limit : null,
            open.Count(incident => scope.Contains(incident.Cause.Scope)),
            [.. Enumerable.Range(0, SparklineDays)
                .Select(day => today.AddDays(day + 1 - SparklineDays))
                .Select(day => byDay.TryGetValue(day, out var cost) ? cost : (decimal?)null)]);
    }

    /// <summary>The organization always exists, also before its first record.</summary>
    internal static async Task<bool> Exists(IScopeDirectory scopes, ScopePath path, CancellationToken cancellationToken) =>
        path.Kind == ScopeKind.Organization || await scopes.FindAsync(path, cancellationToken) is not null;
}
