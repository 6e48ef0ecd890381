using System.Text.Encodings.Web;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Identity;

/// <summary>Demo mode: everybody is somebody with a role of their choice, at first the analyst's.</summary>
internal sealed class DemoHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Cookie = "finopsai-demo-role";

    /// <summary>An actor of a role on a scope.</summary>
    public static Actor Of(Role role, ScopePath scope) => new($"demo:{role}", $"demo:{role}", ActorKind.Demo, [new(role, scope)]);

    /// <summary>Remembers the choice in a cookie.</summary>
    public static void Choose(HttpContext context, Role role, ScopePath scope)
    {
        context.Response.Cookies.Append(Cookie, $"{role} {scope.Key}", new() { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        context.User = new(new ActorIdentity(Of(role, scope), Schemes.Demo));
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var parts = (Request.Cookies[Cookie] ?? "").Split(' ');
        var actor = parts.Length == 2
            && Enum.TryParse<Role>(parts[0], out var role) && Enum.IsDefined(role)
            && ScopePath.TryParse(parts[1], out var scope) && Grant.CanBeOn(scope)
                ? Of(role, scope)
                : Of(Role.FinOps, ScopePath.Organization);
        return Task.FromResult(AuthenticateResult.Success(new(new(new ActorIdentity(actor, Scheme.Name)), Scheme.Name)));
    }
}
