using System.Security.Claims;
using FinOpsAI.Core.Identity;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace FinOpsAI.Web.Identity;

/// <summary>Sessions of people: a cookie that is good as long as the user is, and has the same password.</summary>
internal static class Sessions
{
    /// <summary>The name of the session's cookie.</summary>
    public const string Cookie = "finopsai-session";

    /// <summary>Begins a session, whoever decided that this is the user.</summary>
    public static async Task BeginAsync(HttpContext context, User user)
    {
        var principal = new ClaimsPrincipal(ActorIdentity.Of(user));
        await context.SignInAsync(Schemes.Session, principal);

        // The answer already is this user's, with an antiforgery token of its own.
        context.User = principal;
    }

    /// <summary>Ends this session.</summary>
    public static Task EndAsync(HttpContext context) => context.SignOutAsync(Schemes.Session);

    /// <summary>The token that unsafe requests of this session carry in the header <c>X-XSRF-TOKEN</c>; null for who needs none.</summary>
    public static string? AntiforgeryToken(HttpContext context, IAntiforgery antiforgery) =>
        context.User.Identity is ActorIdentity { Who.Kind: ActorKind.User } ? antiforgery.GetAndStoreTokens(context).RequestToken : null;

    /// <summary>Finds the cookie's user as of now; a session of somebody gone, disabled or with a new password is over.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext cookie, IdentityBook book)
    {
        var user = cookie.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            ? await book.FindUserAsync(id, cookie.HttpContext.RequestAborted)
            : null;
        if (user is { DisabledAt: null } && user.SecurityStamp == cookie.Principal?.FindFirstValue(ActorIdentity.Stamp))
        {
            cookie.ReplacePrincipal(new(ActorIdentity.Of(user)));
            return;
        }

        cookie.RejectPrincipal();
        await cookie.HttpContext.SignOutAsync(Schemes.Session);
    }
}
