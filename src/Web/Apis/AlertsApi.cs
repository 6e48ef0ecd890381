using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
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

/// <summary>Incidents: one per cause, with what people do about them and what was told.</summary>
internal static class AlertsApi
{
    private const string Tag = "Alerts";
    private const int MaxNote = 4_000;
    private const int MaxName = 100;
    private const int MaxSnoozeMinutes = 31 * 24 * 60;
    private const int Listed = 200;

    /// <summary>Where one lies, by its id.</summary>
    private static readonly ItemScope Where = ItemScope.In<IAnomalyStore>(
        async (store, id, token) => (await store.FindIncidentAsync(id, token))?.Cause.Scope);

    public static void MapAlertsApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/alerts", List).Needs(Permission.ReadCosts).WithName("listAlerts").WithTags(Tag).WithSummary("Incidents, newest first, without those that were withdrawn");
        api.MapGet("/alerts/{id}", Get).Needs(Permission.ReadCosts).On(Where).WithName("getAlert").WithTags(Tag).WithSummary("An incident with what was done and told about it");
        api.MapPost("/alerts/{id}/acknowledge", Step(IncidentStepKind.Acknowledge)).Needs(Permission.Triage).On(Where).WithName("acknowledgeAlert").WithTags(Tag).WithSummary("Takes an incident");
        api.MapPost("/alerts/{id}/resolve", Step(IncidentStepKind.Resolve)).Needs(Permission.Triage).On(Where).WithName("resolveAlert").WithTags(Tag).WithSummary("Says that an incident is mended");
        api.MapPost("/alerts/{id}/expected", Step(IncidentStepKind.Expect)).Needs(Permission.Triage).On(Where).WithName("expectAlert").WithTags(Tag).WithSummary("Says that an incident was known beforehand; detectors learn it");
        api.MapPost("/alerts/{id}/noise", Step(IncidentStepKind.Dismiss)).Needs(Permission.Triage).On(Where).WithName("dismissAlert").WithTags(Tag).WithSummary("Says that nothing happened; detectors learn it");
        api.MapPost("/alerts/{id}/reopen", Step(IncidentStepKind.Reopen)).Needs(Permission.Triage).On(Where).WithName("reopenAlert").WithTags(Tag).WithSummary("Opens an incident again");
        api.MapPost("/alerts/{id}/assign", Assign).Needs(Permission.Triage).On(Where).WithName("assignAlert").WithTags(Tag).WithSummary("Gives an incident to somebody, or to nobody");
        api.MapPost("/alerts/{id}/comment", Comment).Needs(Permission.Triage).On(Where).WithName("commentAlert").WithTags(Tag).WithSummary("Writes on an incident");
        api.MapPost("/alerts/{id}/snooze", Snooze).Needs(Permission.Triage).On(Where).WithName("snoozeAlert").WithTags(Tag).WithSummary("Puts an incident off");
    }

    private static async Task<Results<Ok<IncidentListResponse>, ValidationProblem>> List(
        HttpContext context,
        IAnomalyStore anomalies,
        FeedbackReader feedback,
        IOptions<WebOptions> options,
        string? scope,
        string? open,
        string? limit,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var filter = new AnomalyFilter(query.OptionalScope(scope), OpenOnly: query.Flag("open", open), Limit: query.Limit(limit, 100, 1_000));
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        // What was withdrawn is no news; its page still says so.
        var all = await Caller.ListAsync(
            context, filter.Scope, path => anomalies.ListIncidentsAsync(filter with { Scope = path }, cancellationToken), incident => incident.OpenedAt, filter.Limit);
        var found = all
            .Where(incident => incident.Cause.State != AnomalyState.Retracted && Caller.Reaches(context, incident.Cause.Scope))
            .Select(incident => Seen(context, incident))
            .ToList();
        var words = await feedback.OnAsync(found, cancellationToken);
        return TypedResults.Ok(new IncidentListResponse([.. found.Select(incident => incident.ToResponse(options.Value.Currency, words))]));
    }

    private static async Task<Results<Ok<IncidentDetailResponse>, NotFound>> Get(
        string id,
        HttpContext context,
        IAnomalyStore anomalies,
        IAuditLog audit,
        IOutbox outbox,
        [FromServices] DeliveryReader deliveries,
        FeedbackReader feedback,
        IOptions<WebOptions> options,
        CancellationToken cancellationToken)
    {
        if (await anomalies.FindIncidentAsync(id, cancellationToken) is not { } incident)
        {
            return TypedResults.NotFound();
        }

        var thread = $"incident/{id}";
        var notices = await outbox.ListNoticesAsync(null, thread, Listed, cancellationToken);
        return TypedResults.Ok(new IncidentDetailResponse(
            Seen(context, incident).ToResponse(options.Value.Currency, await feedback.OnAsync([incident], cancellationToken)),
            [.. (await audit.ListAsync(new(Subject: thread, Limit: Listed), cancellationToken)).Select(entry => entry.ToHistory())],
            [.. notices.Select(notice => notice.ToResponse())],
            await deliveries.ListAsync(new(Thread: thread, Limit: Listed), cancellationToken)));
    }

    private static Func<string, HttpContext, IncidentDesk, FeedbackReader, IOptions<WebOptions>, IncidentStepRequest?, CancellationToken,
        Task<Results<Ok<IncidentResponse>, NotFound, ValidationProblem>>> Step(IncidentStepKind kind) =>
        (id, context, desk, feedback, options, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] request, cancellationToken) =>
        {
            var query = new Query();
            var note = query.Text("note", request?.Note, MaxNote);
            return TakeAsync(context, query, new(id, kind, Caller.Name(context)) { Text = note }, desk, feedback, options, cancellationToken);
        };

    private static Task<Results<Ok<IncidentResponse>, NotFound, ValidationProblem>> Assign(
        string id,
        AssignRequest request,
        HttpContext context,
        IncidentDesk desk,
        FeedbackReader feedback,
        IOptions<WebOptions> options,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var assignee = query.Text("assignee", request.Assignee, MaxName);
        var step = new IncidentStep(id, IncidentStepKind.Assign, Caller.Name(context)) { Assignee = assignee };
        return TakeAsync(context, query, step, desk, feedback, options, cancellationToken);
    }

    private static Task<Results<Ok<IncidentResponse>, NotFound, ValidationProblem>> Comment(
        string id,
        CommentRequest request,
        HttpContext context,
        IncidentDesk desk,
        FeedbackReader feedback,
        IOptions<WebOptions> options,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var text = query.Text("text", request.Text, MaxNote);
        query.Require("text", text);
        var step = new IncidentStep(id, IncidentStepKind.Comment, Caller.Name(context)) { Text = text, Key = query.Text("key", request.Key, 200) };
        return TakeAsync(context, query, step, desk, feedback, options, cancellationToken);
    }

    private static Task<Results<Ok<IncidentResponse>, NotFound, ValidationProblem>> Snooze(
        string id,
        SnoozeRequest request,
        HttpContext context,
        IncidentDesk desk,
        FeedbackReader feedback,
        IOptions<WebOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var now = time.GetUtcNow();
        var until = query.Instant("until", request.Until);
        if (request.Minutes is { } minutes)
        {
            if (minutes is < 1 or > MaxSnoozeMinutes)
            {
                query.Fail("minutes", $"{minutes} is out of range: expected 1 to {MaxSnoozeMinutes}.");
            }
            else
            {
                until ??= now.AddMinutes(minutes);
            }
        }

        if (!query.HasFailed && (until is null || until <= now || until > now.AddMinutes(MaxSnoozeMinutes)))
        {
            query.Fail("until", "Expected a time from now to 31 days ahead, or minutes.");
        }

        return TakeAsync(
            context, query, new(id, IncidentStepKind.Snooze, Caller.Name(context)) { Until = until }, desk, feedback, options, cancellationToken);
    }

    private static async Task<Results<Ok<IncidentResponse>, NotFound, ValidationProblem>> TakeAsync(
        HttpContext context,
        Query query,
        IncidentStep step,
        IncidentDesk desk,
        FeedbackReader feedback,
        IOptions<WebOptions> options,
        CancellationToken cancellationToken)
    {
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (await desk.TakeAsync(step, cancellationToken) is not { } incident)
        {
            return TypedResults.NotFound();
        }

        if (IncidentRefusal.Of(step, incident) is { } refusal)
        {
            query.Fail("state", refusal);
            return query.Problem()!;
        }

        return TypedResults.Ok(Seen(context, incident).ToResponse(options.Value.Currency, await feedback.OnAsync([incident], cancellationToken)));
    }

    /// <summary>An incident without what it did to scopes that the caller does not see.</summary>
    private static Incident Seen(HttpContext context, Incident incident) => incident.SeenBy(Caller.Of(context).Sees);
}
