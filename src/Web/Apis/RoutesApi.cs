using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Route = FinOpsAI.Core.Alerts.Route;

namespace FinOpsAI.Web.Apis;

/// <summary>Which notices go where.</summary>
internal static class RoutesApi
{
    private const string Tag = "Routes";

    public static void MapRoutesApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/routes", List).NeedsOnOrganization(Permission.ManageAlerts).WithName("listRoutes").WithTags(Tag).WithSummary("All routes");
        api.MapPost("/routes", Add).NeedsOnOrganization(Permission.ManageAlerts).WithName("addRoute").WithTags(Tag).WithSummary("Sets up a route");
        api.MapPut("/routes/{id}", Replace).NeedsOnOrganization(Permission.ManageAlerts).WithName("replaceRoute").WithTags(Tag).WithSummary("Replaces a route");
        api.MapDelete("/routes/{id}", Remove).NeedsOnOrganization(Permission.ManageAlerts).WithName("removeRoute").WithTags(Tag).WithSummary("Removes a route");
    }

    private static async Task<Ok<RouteListResponse>> List(IChannelStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RouteListResponse([.. (await store.ListRoutesAsync(cancellationToken)).Select(route => route.ToResponse())]));

    private static async Task<Results<Created<RouteResponse>, ValidationProblem>> Add(
        RouteRequest request, HttpContext context, IChannelStore store, IAuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new Query();
        var others = await store.ListRoutesAsync(cancellationToken);
        if (others.Any(other => other.Id == request.Id))
        {
            query.Fail("id", $"'{request.Id}' is taken: expected another id, or none to have one made.");
        }

        if (await ReadAsync(query, request, null, store, time, cancellationToken) is not { } route)
        {
            return query.Problem()!;
        }

        route = route.Id.Length > 0 ? route : route with { Id = SourceId.Of(route.Name, "route", others.Select(other => other.Id)) };
        await store.SaveRouteAsync(route, cancellationToken);
        await AuditAsync(audit, context, time, "added", route, cancellationToken);
        return TypedResults.Created($"/api/v1/routes/{route.Id}", route.ToResponse());
    }

    private static async Task<Results<Ok<RouteResponse>, NotFound, ValidationProblem>> Replace(
        string id, RouteRequest request, HttpContext context, IChannelStore store, IAuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        if ((await store.ListRoutesAsync(cancellationToken)).FirstOrDefault(route => route.Id == id) is not { } before)
        {
            return TypedResults.NotFound();
        }

        var query = new Query();
        if (await ReadAsync(query, request, before, store, time, cancellationToken) is not { } route)
        {
            return query.Problem()!;
        }

        await store.SaveRouteAsync(route, cancellationToken);
        await AuditAsync(audit, context, time, "changed", route, cancellationToken);
        return TypedResults.Ok(route.ToResponse());
    }

    private static async Task<Results<NoContent, NotFound>> Remove(
        string id, HttpContext context, IChannelStore store, IAuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await store.RemoveRouteAsync(id, cancellationToken) is not { } route)
        {
            return TypedResults.NotFound();
        }

        await AuditAsync(audit, context, time, "removed", route, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Route?> ReadAsync(
        Query query, RouteRequest request, Route? before, IChannelStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var channels = (await store.ListChannelsAsync(cancellationToken)).Select(channel => channel.Id).Append(Channel.ConsoleId).ToHashSet();
        return new RouteForm(query, channels, time.GetUtcNow()).Read(request, before);
    }

    private static Task AuditAsync(
        IAuditLog audit, HttpContext context, TimeProvider time, string verb, Route route, CancellationToken cancellationToken) => audit.AppendAsync(
        [
            new(time.GetUtcNow(), Caller.Name(context), $"route.{verb}", $"route/{route.Id}", route.Scope)
            {
                Details = new Dictionary<string, string> { ["name"] = route.Name, ["channels"] = string.Join(", ", route.Channels) },
            },
        ],
        cancellationToken);
}
