using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>Views of the explorer that people keep: their own, and those that others share on scopes that they see.</summary>
internal static class SavedViewsApi
{
    private const string Tag = "Explorer";
    private const int MaxName = 200;
    private const int MaxQuery = 2_000;

    /// <summary>Views of one owner, at most.</summary>
    private const int MostViews = 200;

    /// <summary>Where one lies, by its id.</summary>
    private static readonly ItemScope Where = ItemScope.In<ISavedViewStore>(async (store, id, token) => (await store.FindAsync(id, token))?.Scope);

    public static void MapSavedViewsApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/views", List).Needs(Permission.ReadCosts).WithName("listViews").WithTags(Tag).WithSummary("Saved views");
        api.MapPost("/views", Save).Needs(Permission.SaveAnalyses).WithName("saveView").WithTags(Tag).WithSummary("Saves a view");
        api.MapPut("/views/{id}", Change).Needs(Permission.SaveAnalyses).On(Where).WithName("changeView").WithTags(Tag).WithSummary("Changes a view of one's own");
        api.MapDelete("/views/{id}", Remove).Needs(Permission.SaveAnalyses).On(Where).WithName("removeView").WithTags(Tag).WithSummary("Removes a view of one's own");
    }

    private static async Task<Ok<SavedViewListResponse>> List(HttpContext context, ISavedViewStore views, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SavedViewListResponse([.. (await views.ListAsync(cancellationToken))
            .Where(view => IsSeen(context, view) && Caller.Reaches(context, view.Scope))
            .Select(view => ToResponse(context, view))]));

    private static async Task<Results<Created<SavedViewResponse>, ValidationProblem>> Save(
        HttpContext context, ISavedViewStore views, IAuditLog audit, TimeProvider time, SavedViewRequest request, CancellationToken cancellationToken)
    {
        var query = new Query();
        if (Read(query, request, context, time.GetUtcNow()) is not { } view)
        {
            return query.Problem()!;
        }

        if ((await views.ListAsync(cancellationToken)).Count(one => IsMine(context, one)) >= MostViews)
        {
            query.Fail("name", $"You have {MostViews} views, which is as many as one may keep: remove one first.");
            return query.Problem()!;
        }

        view = view with { Id = ContentId.Of(view.Owner, view.Name, view.Scope.Key, view.Query, view.IsShared, view.SavedAt.UtcTicks) };
        await views.SaveAsync(view, cancellationToken);
        await audit.AppendAsync([Line(context, view.SavedAt, "view.saved", view)], cancellationToken);
        return TypedResults.Created($"/api/v1/views/{view.Id}", ToResponse(context, view));
    }

    private static async Task<Results<Ok<SavedViewResponse>, StatusCodeHttpResult, NotFound, ValidationProblem>> Change(
        string id, HttpContext context, ISavedViewStore views, IAuditLog audit, TimeProvider time, SavedViewRequest request, CancellationToken cancellationToken)
    {
        if (await views.FindAsync(id, cancellationToken) is not { } before || !IsSeen(context, before))
        {
            return TypedResults.NotFound();
        }

        if (!IsMine(context, before))
        {
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        var query = new Query();
        if (Read(query, request, context, time.GetUtcNow()) is not { } view)
        {
            return query.Problem()!;
        }

        view = view with { Id = id };
        await views.SaveAsync(view, cancellationToken);
        await audit.AppendAsync([Line(context, view.SavedAt, "view.changed", view)], cancellationToken);
        return TypedResults.Ok(ToResponse(context, view));
    }

    private static async Task<Results<NoContent, StatusCodeHttpResult, NotFound>> Remove(
        string id, HttpContext context, ISavedViewStore views, IAuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await views.FindAsync(id, cancellationToken) is not { } view || !IsSeen(context, view))
        {
            return TypedResults.NotFound();
        }

        if (!IsMine(context, view))
        {
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        if (await views.RemoveAsync(id, cancellationToken) is not { } removed)
        {
            return TypedResults.NotFound();
        }

        await audit.AppendAsync([Line(context, time.GetUtcNow(), "view.removed", removed)], cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>The view that a request describes, without its id; null when it has faults, which the query then holds.</summary>
    private static SavedView? Read(Query query, SavedViewRequest request, HttpContext context, DateTimeOffset now)
    {
        var scope = query.Scope(request.Scope);
        var name = query.Text("name", request.Name, MaxName);
        query.Require("name", name);
        var kept = query.Text("query", request.Query, MaxQuery);
        var owner = Caller.Of(context);
        return query.HasFailed ? null : new("", name!, scope, kept ?? "", owner.Id, owner.Name, request.IsShared ?? false, now);
    }

    private static bool IsMine(HttpContext context, SavedView view) => view.Owner == Caller.Of(context).Id;

    private static bool IsSeen(HttpContext context, SavedView view) => view.IsShared || IsMine(context, view);

    private static SavedViewResponse ToResponse(HttpContext context, SavedView view) => new(
        view.Id, view.Name, view.Scope.Key, view.Query, view.OwnerName, IsMine(context, view), view.IsShared, view.SavedAt);

    private static AuditEntry Line(HttpContext context, DateTimeOffset at, string action, SavedView view) =>
        new(at, Caller.Name(context), action, $"view/{view.Id}", view.Scope)
        {
            Details = new Dictionary<string, string> { ["name"] = view.Name, ["shared"] = view.IsShared ? "true" : "false", ["query"] = view.Query },
        };
}
