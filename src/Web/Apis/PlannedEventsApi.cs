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

/// <summary>Planned events: spend that people know about beforehand.</summary>
internal static class PlannedEventsApi
{
    private const string Tag = "Planned events";
    private const int UsualDays = 28;
    private const int MaxTitle = 200;
    private const decimal MaxExtraCost = 1_000_000_000_000m;
    private const decimal MaxFactor = 1_000m;

    private static readonly TimeSpan MaxLength = TimeSpan.FromDays(366);

    /// <summary>Where one lies, by its id.</summary>
    private static readonly ItemScope Where = ItemScope.In<IGuidanceStore>(
        async (store, id, token) => (await store.ListPlansAsync(DateTimeOffset.MinValue, token)).FirstOrDefault(plan => plan.Id == id)?.Scope);

    public static void MapPlannedEventsApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/planned-events", List).Needs(Permission.ReadCosts).WithName("listPlannedEvents").WithTags(Tag).WithSummary("Planned events that concern a scope");
        api.MapPost("/planned-events", Add).Needs(Permission.ManagePlans).WithName("addPlannedEvent").WithTags(Tag).WithSummary("Plans an event");
        api.MapPut("/planned-events/{id}", Change).Needs(Permission.ManagePlans).On(Where).WithName("changePlannedEvent").WithTags(Tag).WithSummary("Changes a planned event");
        api.MapDelete("/planned-events/{id}", Remove).Needs(Permission.ManagePlans).On(Where).WithName("removePlannedEvent").WithTags(Tag).WithSummary("Removes a planned event");
    }

    private static async Task<Results<Ok<PlannedEventListResponse>, ValidationProblem>> List(
        HttpContext context, IGuidanceStore guidance, string? scope, string? from, string? to, CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        var start = query.Instant("from", from) ?? DateTimeOffset.MinValue;
        var end = query.Instant("to", to) ?? DateTimeOffset.MaxValue;
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var plans = await guidance.ListPlansAsync(start, cancellationToken);
        return TypedResults.Ok(new PlannedEventListResponse(
            [.. plans.Where(plan => plan.Start < end && plan.Concerns(path) && Caller.Reaches(context, plan.Scope)).Select(Mapping.ToResponse)]));
    }

    private static async Task<Results<Created<PlannedEventResponse>, ValidationProblem>> Add(
        IGuidanceStore guidance,
        IRollupStore rollups,
        GuidanceNews news,
        IAuditLog audit,
        HttpContext context,
        TimeProvider time,
        PlannedEventRequest request,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        if (await ReadAsync(query, request, rollups, time.GetUtcNow(), cancellationToken) is not { } plan)
        {
            return query.Problem()!;
        }

        plan = plan with { Id = PlannedEventId.Of(plan) };
        await guidance.SavePlanAsync(plan, cancellationToken);
        await audit.AppendAsync([GuidanceAudit.Of(context, plan.CreatedAt, "plannedEvent.added", plan)], cancellationToken);
        await news.PlanChangedAsync([plan.Scope], cancellationToken);
        return TypedResults.Created($"/api/v1/planned-events/{plan.Id}", plan.ToResponse());
    }

    private static async Task<Results<Ok<PlannedEventResponse>, NotFound, ValidationProblem>> Change(
        string id,
        IGuidanceStore guidance,
        IRollupStore rollups,
        GuidanceNews news,
        IAuditLog audit,
        HttpContext context,
        TimeProvider time,
        PlannedEventRequest request,
        CancellationToken cancellationToken)
    {
        var all = await guidance.ListPlansAsync(DateTimeOffset.MinValue, cancellationToken);
        if (all.FirstOrDefault(plan => plan.Id == id) is not { } before)
        {
            return TypedResults.NotFound();
        }

        var query = new Query();
        if (await ReadAsync(query, request, rollups, time.GetUtcNow(), cancellationToken) is not { } after)
        {
            return query.Problem()!;
        }

        after = after with { Id = id, CreatedAt = before.CreatedAt };
        await guidance.SavePlanAsync(after, cancellationToken);
        await audit.AppendAsync([GuidanceAudit.Of(context, time.GetUtcNow(), "plannedEvent.changed", after, before)], cancellationToken);
        await news.PlanChangedAsync([before.Scope, after.Scope], cancellationToken);
        return TypedResults.Ok(after.ToResponse());
    }

    private static async Task<Results<NoContent, NotFound>> Remove(
        string id, IGuidanceStore guidance, GuidanceNews news, IAuditLog audit, HttpContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await guidance.RemovePlanAsync(id, cancellationToken) is not { } removed)
        {
            return TypedResults.NotFound();
        }

        await audit.AppendAsync([GuidanceAudit.Of(context, time.GetUtcNow(), "plannedEvent.removed", removed)], cancellationToken);
        await news.PlanChangedAsync([removed.Scope], cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>The plan that a request describes, without its id; null when it has faults, which the query then holds.</summary>
    private static async Task<PlannedEvent?> ReadAsync(
        Query query, PlannedEventRequest request, IRollupStore rollups, DateTimeOffset now, CancellationToken cancellationToken)
    {
        query.Require("scope", request.Scope);
        var scope = query.Scope(request.Scope);
        var title = query.Text("title", request.Title, MaxTitle);
        query.Require("title", title);
        var note = query.Note(request.Note);
        query.Require("start", request.Start);
        query.Require("end", request.End);
        var start = query.Instant("start", request.Start);
        var end = query.Instant("end", request.End);
        if (start >= end)
        {
            query.Fail("end", $"{end:O} is not after the start ({start:O}).");
        }
        else if (end - start > MaxLength)
        {
            query.Fail("end", $"The event lasts {(end - start)!.Value.TotalDays:0} days: expected at most {MaxLength.TotalDays:0}.");
        }

        CheckAmount(query, request);
        if (query.HasFailed)
        {
            return null;
        }

        var extra = request.ExtraCost
            ?? await ExtraCostAsync(query, request.Factor!.Value, scope, start!.Value, end!.Value, rollups, now, cancellationToken);
        return query.HasFailed ? null : new("", scope, title!, start!.Value, end!.Value, extra, note, now);
    }

    private static void CheckAmount(Query query, PlannedEventRequest request)
    {
        switch (request)
        {
            case { ExtraCost: null, Factor: null }:
                query.Fail("extraCost", "Expected an amount here, or a factor.");
                break;
            case { ExtraCost: not null, Factor: not null }:
                query.Fail("factor", "Expected either an amount or a factor, not both.");
                break;
            case { ExtraCost: 0 or < -MaxExtraCost or > MaxExtraCost }:
                query.Fail("extraCost", $"{request.ExtraCost} is out of range: expected from {-MaxExtraCost} to {MaxExtraCost}, not 0.");
                break;
            case { Factor: 1 or < 0 or > MaxFactor }:
                query.Fail("factor", $"{request.Factor} is out of range: expected from 0 to {MaxFactor}, not 1.");
                break;
        }
    }

    /// <summary>(factor - 1) times the usual daily cost times the event's days.</summary>
    private static async Task<decimal> ExtraCostAsync(
        Query query,
        decimal factor,
        ScopePath scope,
        DateTimeOffset start,
        DateTimeOffset end,
        IRollupStore rollups,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        // Full days only, and none of the event itself.
        var until = Granularity.Day.Floor(start < now ? start : now);
        var days = await rollups.QueryAsync(
            new(scope, until.AddDays(-UsualDays), until, Granularity.Day, CostGroup.None), cancellationToken);
        var usual = days.Count == 0 ? 0 : days.Average(day => day.Sums.Cost.Effective);
        var extra = Math.Round((factor - 1) * usual * (end - start).Ticks / TimeSpan.TicksPerDay, 6);
        if (extra == 0)
        {
            query.Fail("factor", $"{scope.Key} has no cost in the {UsualDays} days before {until:yyyy-MM-dd}, so a factor says nothing: expected extraCost.");
        }
        else if (Math.Abs(extra) > MaxExtraCost)
        {
            query.Fail("factor", $"{factor} times the usual cost is more than {MaxExtraCost}.");
        }

        return extra;
    }
}
