using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Web.Apis;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace FinOpsAI.Web.Identity;

/// <summary>Checks what an endpoint needs, the same for all of them.</summary>
internal sealed class NeedHandler : AuthorizationHandler<Need>
{
    /// <summary>Why somebody is refused to whom the scope does not exist: the answer is as for one that really does not.</summary>
    public const string Unseen = "unseen";

    private const string Refused = "refused";

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Need requirement)
    {
        if (context.Resource is HttpContext http && Caller.Find(http) is { } actor)
        {
            var refusal = Refusal(actor, requirement, http.Request.Query);
            if (refusal is null)
            {
                context.Succeed(requirement);
            }
            else
            {
                context.Fail(new(this, refusal));
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Why an actor may not; null when it may.</summary>
    private static string? Refusal(Actor actor, Need need, IQueryCollection query)
    {
        if (!need.IsMetSomewhereBy(actor))
        {
            return Refused;
        }

        if (need.On == NeedOn.Organization)
        {
            return need.IsMetBy(actor, ScopePath.Organization) ? null : Refused;
        }

        // Read as the endpoint's binder does, so that both mean the same. A key that is no scope is left to the endpoint, which says what is wrong.
        var text = query[need.Parameter].ToString();
        var scope = string.IsNullOrWhiteSpace(text)
            ? need.On == NeedOn.Scope ? ScopePath.Organization : null
            : need.Parameter == Need.Team ? ScopePath.ForTeam(text.Trim()) : ScopePath.TryParse(text, out var parsed) ? parsed : null;
        return scope is null || need.IsMetBy(actor, scope) ? null : actor.Sees(scope) ? Refused : Unseen;
    }
}

/// <summary>Answers who is refused: 401 for nobody, 403 for what is not allowed, 404 for what does not exist to the caller.</summary>
internal sealed class RefusalHandler : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        if (Caller.Find(context) is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        var isUnseen = authorizeResult.AuthorizationFailure?.FailureReasons.Any(reason => reason.Message == NeedHandler.Unseen) ?? false;
        context.Response.StatusCode = isUnseen ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
