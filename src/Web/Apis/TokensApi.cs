using FinOpsAI.Core.Audit;
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

namespace FinOpsAI.Web.Apis;

/// <summary>What programs come in with.</summary>
internal static class TokensApi
{
    private const string Tag = "Tokens";
    private const int MaxNameLength = 80;

    public static void MapTokensApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tokens", List).Needs(Permission.MakeTokens).WithName("listTokens").WithTags(Tag)
            .WithSummary("One's own tokens, newest first; everybody's for who manages identity");
        api.MapPost("/tokens", Make).Needs(Permission.MakeTokens).WithName("makeToken").WithTags(Tag).WithSummary("Makes a token; its secret is shown this once")
            .ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapDelete("/tokens/{id}", Revoke).Needs(Permission.MakeTokens).WithName("revokeToken").WithTags(Tag).WithSummary("Revokes a token");
    }

    private static async Task<Ok<TokenListResponse>> List(HttpContext context, IIdentityStore store, CancellationToken cancellationToken)
    {
        var names = (await store.ListUsersAsync(cancellationToken)).ToDictionary(user => user.Id, user => user.Name);
        var uses = (await store.ListTokenUsesAsync(cancellationToken)).ToDictionary(use => use.Id, use => (DateTimeOffset?)use.At);
        return TypedResults.Ok(new TokenListResponse(
            [.. (await store.ListTokensAsync(cancellationToken))
                .Where(token => IsTheirs(context, token))
                .Select(token => token.ToResponse(
                    token.OwnerId is null ? null : names.GetValueOrDefault(token.OwnerId), uses.GetValueOrDefault(token.Id)))]));
    }

    private static async Task<Results<Created<TokenMadeResponse>, ValidationProblem, ProblemHttpResult>> Make(
        HttpContext context, TokenRequest request, IIdentityStore store, IAuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var actor = Caller.Of(context);
        if (actor.Kind == ActorKind.Token)
        {
            return TypedResults.Problem("A token cannot make tokens: they would outlive it.", statusCode: StatusCodes.Status403Forbidden);
        }

        var query = new Query();
        var now = time.GetUtcNow();
        query.Require("name", request.Name);
        var name = query.Text("name", request.Name, MaxNameLength);
        var scope = query.Scope(request.Scope);
        var permissions = (request.Permissions ?? []).Distinct().Order().ToList();
        if (permissions.Count == 0)
        {
            query.Fail("permissions", "Required: what the token may do.");
        }
        else if (permissions.FindIndex(permission => !actor.May(permission, scope)) is >= 0 and var index)
        {
            query.Fail("permissions", $"You may not do this yourself on {scope.Key}: {permissions[index]}.");
        }

        if (request.ExpiresAt <= now)
        {
            query.Fail("expiresAt", "In the past.");
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var (token, secret) = ApiToken.Make(name!, Owner(actor), permissions, scope, now, request.ExpiresAt?.ToUniversalTime());
        await store.AddTokenAsync(token, cancellationToken);
        await audit.AppendAsync([token.ToAudit("token.made", actor.Name, now)], cancellationToken);
        return TypedResults.Created($"/api/v1/tokens/{token.Id}", new TokenMadeResponse(token.ToResponse(actor.Name, null), secret));
    }

    private static async Task<Results<NoContent, NotFound>> Revoke(
        string id,
        HttpContext context,
        IIdentityStore store,
        [FromServices] IdentityBook book,
        IAuditLog audit,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var tokens = await store.ListTokensAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (tokens.FirstOrDefault(token => token.Id == id) is not { } found
            || !IsTheirs(context, found)
            || await store.RevokeTokenAsync(id, now, cancellationToken) is not { } revoked)
        {
            return TypedResults.NotFound();
        }

        book.Forget();
        await audit.AppendAsync([revoked.ToAudit("token.revoked", Caller.Of(context).Name, now)], cancellationToken);
        return TypedResults.NoContent();
    }

    private static bool IsTheirs(HttpContext context, ApiToken token)
    {
        var actor = Caller.Of(context);
        return actor.May(Permission.ManageIdentity, ScopePath.Organization)
            || (actor.Kind is (ActorKind.User or ActorKind.Demo) && token.OwnerId == Owner(actor));
    }

    /// <summary>In demo mode tokens belong to nobody, and are bounded by what the chosen role may.</summary>
    private static string? Owner(Actor actor) => actor.Kind == ActorKind.User ? actor.Id : null;
}
