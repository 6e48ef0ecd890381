using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>What rules would move and do move, and spend that no rule places.</summary>
internal static class AttributionApi
{
    private const string Tag = "Attribution";

    /// <summary>For how long an answer is held back so that a small job comes finished.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly DateTimeOffset Earliest = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void MapAttributionApi(this IEndpointRouteBuilder api)
    {
        api.MapPost("/attribution/preview", Preview).NeedsOnOrganization(Permission.ManageAttribution).WithName("previewAttribution").WithTags(Tag)
            .WithSummary("Says what rules would move; a large one goes on as a job");
        api.MapPost("/attribution/apply", Apply).NeedsOnOrganization(Permission.ManageAttribution).WithName("applyAttribution").WithTags(Tag)
            .WithSummary("Restates the records of a time by the rules in use; a large one goes on as a job");
        api.MapGet("/attribution/jobs", ListJobs).NeedsOnOrganization(Permission.ManageAttribution).WithName("listAttributionJobs").WithTags(Tag).WithSummary("The latest previews and applications");
        api.MapGet("/attribution/jobs/{id}", GetJob).NeedsOnOrganization(Permission.ManageAttribution).WithName("getAttributionJob").WithTags(Tag).WithSummary("A preview or application");
        api.MapDelete("/attribution/jobs/{id}", CancelJob).NeedsOnOrganization(Permission.ManageAttribution).WithName("cancelAttributionJob").WithTags(Tag).WithSummary("Stops a preview or application");
        api.MapGet("/attribution/unattributed", GetUnattributed).NeedsOnOrganization(Permission.ReadRecords).WithName("getUnattributed").WithTags(Tag)
            .WithSummary("Spend without a team, what it has in common, and rules that would place it");
    }

    private static async Task<Results<Ok<AttributionJob>, ValidationProblem, ProblemHttpResult>> Preview(
        AttributionPreviewRequest request, HttpContext context, [FromServices] IAttributionJobs jobs, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new Query();
        var (from, to) = Range(query, request.From, request.To, time.GetUtcNow());
        if (request.Rules is { } rules)
        {
            RulesApi.Fail(query, RuleCheck.Of(rules));
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        return await jobs.PreviewAsync(request.Rules, from, to, Caller.Name(context), cancellationToken) is { } job
            ? TypedResults.Ok(await jobs.WaitAsync(job.Id, Patience, cancellationToken) ?? job)
            : TypedResults.Problem("Too many previews are waiting: try again in a minute.", statusCode: StatusCodes.Status429TooManyRequests);
    }

    private static async Task<Results<Ok<AttributionJob>, ValidationProblem, ProblemHttpResult>> Apply(
        AttributionApplyRequest request, HttpContext context, [FromServices] IAttributionJobs jobs, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new Query();
        var (from, to) = Range(query, request.From, request.To, time.GetUtcNow());
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        return await jobs.ApplyAsync(from, to, Caller.Name(context), cancellationToken) is { } job
            ? TypedResults.Ok(await jobs.WaitAsync(job.Id, Patience, cancellationToken) ?? job)
            : TypedResults.Problem("Rules are being applied already: wait until that has ended.", statusCode: StatusCodes.Status409Conflict);
    }

    private static Ok<AttributionJobListResponse> ListJobs([FromServices] IAttributionJobs jobs) =>
        TypedResults.Ok(new AttributionJobListResponse(jobs.List()));

    private static Results<Ok<AttributionJob>, NotFound> GetJob(string id, [FromServices] IAttributionJobs jobs) =>
        jobs.Find(id) is { } job ? TypedResults.Ok(job) : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> CancelJob(
        string id, [FromServices] IAttributionJobs jobs, CancellationToken cancellationToken) =>
        await jobs.CancelAsync(id, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<Ok<UnattributedReport>, ValidationProblem>> GetUnattributed(
        [FromServices] UnattributedReader reader, TimeProvider time, string? from, string? to, CancellationToken cancellationToken)
    {
        var query = new Query();
        var now = time.GetUtcNow();
        // Whole UTC days with today, as everywhere: the same window gives the same sum.
        var end = query.Instant("to", to) ?? Granularity.Day.Floor(now).AddDays(1);
        var start = query.Instant("from", from) ?? end.AddDays(-30);
        if (!query.HasFailed && (start >= end || start < Earliest))
        {
            query.Fail("from", $"{start:O} is out of range: expected from {Earliest:yyyy-MM-dd}, before the end ({end:O}).");
        }

        return query.Problem() is { } problem ? problem : TypedResults.Ok(await reader.ReadAsync(start, end, cancellationToken));
    }

    private static (DateTimeOffset From, DateTimeOffset To) Range(Query query, string? from, string? to, DateTimeOffset now)
    {
        query.Require("from", from);
        var start = query.Instant("from", from) ?? now;
        var end = query.Instant("to", to) ?? now.AddDays(1);
        if (!query.HasFailed && (start >= end || start < Earliest))
        {
            query.Fail("from", $"{start:O} is out of range: expected from {Earliest:yyyy-MM-dd}, before the end ({end:O}).");
        }

        return (start, end);
    }
}
