using FinOpsAI.Core.Identity;
using FinOpsAI.Web.Apis;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Identity;

/// <summary>
/// Keeps other sites' pages from acting in the name of who is signed in: a request that changes something must come from this site's pages,
/// and in a session carry its antiforgery token. Tokens are never sent by a browser on its own, so programs are not asked.
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next, IAntiforgery antiforgery, IOptions<WebOptions> options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isLive = request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);
        var isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        var actor = Caller.Find(context);
        if (actor?.Kind == ActorKind.Token || context.GetEndpoint() is null || (isSafe && !isLive))
        {
            await next(context);
            return;
        }

        if (!IsOwn(request))
        {
            await RefuseAsync(context, "Another site's page must not call this one.");
            return;
        }

        // The live connection cannot send the header everywhere; its origin has been checked, and it changes nothing.
        var isAsked = actor?.Kind == ActorKind.User && !isLive && context.GetEndpoint()?.Metadata.GetMetadata<SignInEndpoint>() is not { IsWithoutSession: true };
        if (isAsked && !await antiforgery.IsRequestValidAsync(context))
        {
            await RefuseAsync(context, $"The header {IdentityServices.AntiforgeryHeader} must hold the antiforgery token of /api/v1/session.");
            return;
        }

        await next(context);
    }

    /// <summary>Whether a request comes from this site's pages, or from no page at all.</summary>
    private bool IsOwn(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0 || request.Headers["Sec-Fetch-Site"] is [("same-origin" or "none")])
        {
            return true;
        }

        return Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && (from.Authority == request.Host.Value
                || (Uri.TryCreate(options.Value.PublicUrl, UriKind.Absolute, out var known) && from.Authority == known.Authority));
    }

    private static Task RefuseAsync(HttpContext context, string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
}
