using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Showback;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>Shared costs and how they were divided.</summary>
internal static class SharedCostsApi
{
    private const string Tag = "Attribution";
    private const int MaxDays = 400;

    public static void MapSharedCostsApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/attribution/shared-costs", List).NeedsOnOrganization(Permission.ReadCosts).WithName("listSharedCosts").WithTags(Tag).WithSummary("All shared costs");
        api.MapPost("/attribution/shared-costs", Add).NeedsOnOrganization(Permission.ManageAttribution).WithName("addSharedCost").WithTags(Tag).WithSummary("Adds a shared cost");
        api.MapGet("/attribution/shared-costs/result", GetResult).NeedsOnOrganization(Permission.ReadCosts).WithName("getSharedCostResult").WithTags(Tag).WithSummary("How shared costs were divided");
        api.MapPut("/attribution/shared-costs/{id}", Change).NeedsOnOrganization(Permission.ManageAttribution).WithName("changeSharedCost").WithTags(Tag).WithSummary("Changes a shared cost");
        api.MapDelete("/attribution/shared-costs/{id}", Remove).NeedsOnOrganization(Permission.ManageAttribution).WithName("removeSharedCost").WithTags(Tag)
            .WithSummary("Removes a shared cost, for the past too");
    }

    private static async Task<Ok<SharedCostListResponse>> List([FromServices] IAttributionStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SharedCostListResponse([.. (await store.ListSharedCostsAsync(cancellationToken)).Select(SharedCostForm.ToResponse)]));

    private static async Task<Results<Created<SharedCostResponse>, ValidationProblem, ProblemHttpResult>> Add(
        SharedCostRequest request,
        HttpContext context,
        [FromServices] IAttributionStore store,
        [FromServices] AttributionBook book,
        CancellationToken cancellationToken)
    {
        var known = await store.ListSharedCostsAsync(cancellationToken);
        var ids = known.Select(shared => shared.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var id = string.IsNullOrWhiteSpace(request.Id) ? RuleIds.Free(request.Name ?? "", ids) : request.Id;
        if (request.Id == id && ids.Contains(id))
        {
            return TypedResults.Problem($"There is a shared cost '{id}' already.", statusCode: StatusCodes.Status409Conflict);
        }

        var query = new Query();
        if (SharedCostForm.Read(query, request, id, known) is not { } shared)
        {
            return query.Problem()!;
        }

        await book.SaveSharedCostAsync(shared, Caller.Name(context), cancellationToken);
        return TypedResults.Created($"/api/v1/attribution/shared-costs/{shared.Id}", SharedCostForm.ToResponse(shared));
    }

    private static async Task<Results<Ok<SharedCostResponse>, NotFound, ValidationProblem>> Change(
        string id,
        SharedCostRequest request,
        HttpContext context,
        [FromServices] IAttributionStore store,
        [FromServices] AttributionBook book,
        CancellationToken cancellationToken)
    {
        var known = await store.ListSharedCostsAsync(cancellationToken);
        if (known.All(shared => shared.Id != id))
        {
            return TypedResults.NotFound();
        }

        var query = new Query();
        if (SharedCostForm.Read(query, request, id, [.. known.Where(shared => shared.Id != id)]) is not { } changed)
        {
            return query.Problem()!;
        }

        await book.SaveSharedCostAsync(changed, Caller.Name(context), cancellationToken);
        return TypedResults.Ok(SharedCostForm.ToResponse(changed));
    }

    private static async Task<Results<NoContent, NotFound>> Remove(
        string id, HttpContext context, [FromServices] AttributionBook book, CancellationToken cancellationToken) =>
        await book.RemoveSharedCostAsync(id, Caller.Name(context), cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<Ok<SharedResultListResponse>, ValidationProblem>> GetResult(
        [FromServices] ShowbackReader reader,
        [FromServices] IAttributionStore store,
        TimeProvider time,
        string? from,
        string? to,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var now = time.GetUtcNow();
        var end = UtcDay.Of(query.Instant("to", to) ?? now.AddDays(1));
        var start = query.Instant("from", from) is { } first ? UtcDay.Of(first) : new(now.Year, now.Month, 1);
        if (!query.HasFailed && (start >= end || end.DayNumber - start.DayNumber > MaxDays))
        {
            query.Fail("from", $"{start:yyyy-MM-dd} is out of range: expected before the end ({end:yyyy-MM-dd}), at most {MaxDays} days.");
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var cells = await reader.CellsAsync(start, end, cancellationToken);
        var names = await store.ListSharedCostsAsync(cancellationToken);
        return TypedResults.Ok(new SharedResultListResponse(start, end, [.. names.Select(shared => SharedCostForm.Result(shared, cells))]));
    }
}
