using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>Data sources: where costs come from, and how reading them goes.</summary>
internal static class SourcesApi
{
    private const string Tag = "Sources";

    private static readonly DateTimeOffset Earliest = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void MapSourcesApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/source-kinds", ListKinds).NeedsOnOrganization(Permission.ReadCosts).WithName("listSourceKinds").WithTags(Tag).WithSummary("Kinds of data sources and their settings");
        api.MapGet("/sources", List).NeedsOnOrganization(Permission.ReadCosts).WithName("listSources").WithTags(Tag).WithSummary("All data sources and how they fare");
        api.MapPost("/sources", Add).NeedsOnOrganization(Permission.ManageSources).WithName("addSource").WithTags(Tag).WithSummary("Sets up a data source");
        api.MapPost("/sources/test", Test).NeedsOnOrganization(Permission.ManageSources).WithName("testSource").WithTags(Tag).WithSummary("Tries a data source with as little as possible");
        api.MapGet("/sources/drift", ListDrift).NeedsOnOrganization(Permission.ReadCosts).WithName("listDrift").WithTags(Tag).WithSummary("Estimates held against bills, by day and model");
        api.MapGet("/sources/coverage", GetCoverage).NeedsOnOrganization(Permission.ReadCosts).WithName("getCoverage").WithTags(Tag).WithSummary("Records without a price and spend without a team");
        api.MapGet("/sources/{id}", Get).NeedsOnOrganization(Permission.ReadCosts).WithName("getSource").WithTags(Tag).WithSummary("A data source and how it fares");
        api.MapPut("/sources/{id}", Change).NeedsOnOrganization(Permission.ManageSources).WithName("changeSource").WithTags(Tag).WithSummary("Changes a data source");
        api.MapDelete("/sources/{id}", Remove).NeedsOnOrganization(Permission.ManageSources).WithName("removeSource").WithTags(Tag).WithSummary("Removes a data source; what it delivered stays");
        api.MapPost("/sources/{id}/pause", Pause).NeedsOnOrganization(Permission.ManageSources).WithName("pauseSource").WithTags(Tag).WithSummary("Reads a data source no longer");
        api.MapPost("/sources/{id}/resume", Resume).NeedsOnOrganization(Permission.ManageSources).WithName("resumeSource").WithTags(Tag).WithSummary("Reads a paused data source again");
        api.MapPost("/sources/{id}/read", Hurry).NeedsOnOrganization(Permission.ManageSources).WithName("readSource").WithTags(Tag).WithSummary("Reads a data source as soon as possible");
        api.MapPost("/sources/{id}/backfill", Backfill).NeedsOnOrganization(Permission.ManageSources).WithName("backfillSource").WithTags(Tag).WithSummary("Reads a range of time again");
    }

    private static Ok<SourceKindListResponse> ListKinds([FromServices] SourcesReader reader) => TypedResults.Ok(reader.Kinds());

    private static async Task<Ok<SourceListResponse>> List([FromServices] SourcesReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reader.ListAsync(cancellationToken));

    private static async Task<Results<Ok<SourceResponse>, NotFound>> Get(
        string id, [FromServices] SourcesReader reader, CancellationToken cancellationToken) =>
        await reader.FindAsync(id, cancellationToken) is { } source ? TypedResults.Ok(source) : TypedResults.NotFound();

    private static async Task<Results<Created<SourceResponse>, ValidationProblem>> Add(
        SourceRequest request, [FromServices] SourcesWriter writer, [FromServices] SourcesReader reader, CancellationToken cancellationToken)
    {
        var query = new Query();
        return await writer.AddAsync(query, request, cancellationToken) is { } source
            ? TypedResults.Created($"/api/v1/sources/{source.Id}", await reader.OfAsync(source, cancellationToken))
            : query.Problem()!;
    }

    private static async Task<Results<Ok<SourceResponse>, NotFound, ValidationProblem>> Change(
        string id,
        SourceRequest request,
        [FromServices] ISourceStore store,
        [FromServices] SourcesWriter writer,
        [FromServices] SourcesReader reader,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } before)
        {
            return TypedResults.NotFound();
        }

        var query = new Query();
        return await writer.ChangeAsync(query, before, request, cancellationToken) is { } source
            ? TypedResults.Ok(await reader.OfAsync(source, cancellationToken))
            : query.Problem()!;
    }

    private static async Task<Results<Ok<SourceTestResponse>, ValidationProblem>> Test(
        SourceTestRequest request, [FromServices] ISourceStore store, [FromServices] SourcesWriter writer, CancellationToken cancellationToken)
    {
        var query = new Query();
        var before = string.IsNullOrEmpty(request.Id) ? null : await store.FindAsync(request.Id, cancellationToken);
        if (before is null && !string.IsNullOrEmpty(request.Id))
        {
            query.Fail("id", $"There is no source '{request.Id}'.");
            return query.Problem()!;
        }

        return await writer.TestAsync(query, request, before, cancellationToken) is { } test ? TypedResults.Ok(test) : query.Problem()!;
    }

    private static async Task<Results<NoContent, NotFound>> Remove(
        string id, [FromServices] ISourceStore store, CancellationToken cancellationToken) =>
        await store.RemoveAsync(id, cancellationToken) is null ? TypedResults.NotFound() : TypedResults.NoContent();

    private static Task<Results<Ok<SourceResponse>, NotFound>> Pause(
        string id,
        [FromServices] ISourceStore store,
        [FromServices] SourcesWriter writer,
        [FromServices] SourcesReader reader,
        CancellationToken cancellationToken) => SetPausedAsync(id, true, store, writer, reader, cancellationToken);

    private static Task<Results<Ok<SourceResponse>, NotFound>> Resume(
        string id,
        [FromServices] ISourceStore store,
        [FromServices] SourcesWriter writer,
        [FromServices] SourcesReader reader,
        CancellationToken cancellationToken) => SetPausedAsync(id, false, store, writer, reader, cancellationToken);

    private static async Task<Results<Ok<SourceResponse>, NotFound>> SetPausedAsync(
        string id, bool isPaused, ISourceStore store, SourcesWriter writer, SourcesReader reader, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } before)
        {
            return TypedResults.NotFound();
        }

        var source = await writer.PauseAsync(before, isPaused, cancellationToken);
        return TypedResults.Ok(await reader.OfAsync(source, cancellationToken));
    }

    private static async Task<Results<Ok<SourceResponse>, NotFound, ProblemHttpResult>> Hurry(
        string id,
        [FromServices] ISourceStore store,
        [FromServices] IGrainResolver grains,
        [FromServices] SourcesReader reader,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } source)
        {
            return TypedResults.NotFound();
        }

        if (source.IsPaused)
        {
            return Paused(source);
        }

        await grains.Get<IConnectorGrain>(id).HurryAsync(cancellationToken);
        return TypedResults.Ok(await reader.OfAsync(source, cancellationToken));
    }

    private static async Task<Results<Ok<SourceResponse>, NotFound, ValidationProblem, ProblemHttpResult>> Backfill(
        string id,
        SourceBackfillRequest request,
        [FromServices] ISourceStore store,
        [FromServices] IGrainResolver grains,
        [FromServices] SourcesReader reader,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } source)
        {
            return TypedResults.NotFound();
        }

        if (source.IsPaused)
        {
            return Paused(source);
        }

        var query = new Query();
        var now = time.GetUtcNow();
        query.Require("from", request.From);
        var from = query.Instant("from", request.From) ?? now;
        var to = query.Instant("to", request.To) is { } until && until < now ? until : now;
        if (!query.HasFailed && (from >= to || from < Earliest))
        {
            query.Fail("from", $"{from:O} is out of range: expected from {Earliest:yyyy-MM-dd}, before the end ({to:O}).");
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        await grains.Get<IConnectorGrain>(id).BackfillAsync(from, to, cancellationToken);
        return TypedResults.Ok(await reader.OfAsync(source, cancellationToken));
    }

    private static async Task<Results<Ok<DriftListResponse>, ValidationProblem>> ListDrift(
        [FromServices] SourceFigures figures, string? from, string? to, CancellationToken cancellationToken)
    {
        var query = new Query();
        var range = figures.Range(query, from, to);
        return query.Problem() is { } problem ? problem : TypedResults.Ok(await figures.DriftAsync(range.From, range.To, cancellationToken));
    }

    private static async Task<Results<Ok<CoverageResponse>, ValidationProblem>> GetCoverage(
        [FromServices] SourceFigures figures, string? from, string? to, CancellationToken cancellationToken)
    {
        var query = new Query();
        var range = figures.Range(query, from, to);
        return query.Problem() is { } problem ? problem : TypedResults.Ok(await figures.CoverageAsync(range.From, range.To, cancellationToken));
    }

    private static ProblemHttpResult Paused(DataSource source) =>
        TypedResults.Problem($"{source.Name} is paused: resume it first.", statusCode: StatusCodes.Status409Conflict);
}
