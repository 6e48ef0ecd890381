using FinOpsAI.Web.Apis;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Identity;

/// <summary>Registers who may come in and what they may do.</summary>
internal static class IdentityServices
{
    /// <summary>Where a session's unsafe requests carry its antiforgery token.</summary>
    public const string AntiforgeryHeader = "X-XSRF-TOKEN";

    public static void AddIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<IdentityOptions>(configuration.GetSection("FinOpsAI:Identity"), options => options.Validate());
        services.AddSingleton<Passwords>();
        services.AddSingleton<IdentityBook>();
        services.AddSingleton<ISignIn, PasswordSignIn>();
        services.AddSingleton<SetupCode>();
        services.AddHostedService(provider => provider.GetRequiredService<SetupCode>());
        services.AddSingleton<SessionReader>();
        services.AddSingleton<UserForm>();
        services.AddSingleton<UserWriter>();
        services
            .AddAuthentication(Schemes.Any)
            .AddPolicyScheme(Schemes.Any, null, policy => policy.ForwardDefaultSelector = Scheme)
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(Schemes.Token, null)
            .AddScheme<AuthenticationSchemeOptions, DemoHandler>(Schemes.Demo, null)
            .AddCookie(Schemes.Session);
        services.AddOptions<CookieAuthenticationOptions>(Schemes.Session).Configure<IOptions<IdentityOptions>, IdentityBook>(Configure);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddSingleton<IAuthorizationHandler, NeedHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalHandler>();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = AntiforgeryHeader;
            antiforgery.SuppressReadingTokenFromFormBody = true;
            antiforgery.SuppressXFrameOptionsHeader = true;
            antiforgery.Cookie.Name = "finopsai-antiforgery";
            antiforgery.Cookie.SameSite = SameSiteMode.Lax;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddRateLimiter(RateLimits.Configure);
    }

    /// <summary>Who asks, whether too often, from where, and whether it may: in this order, before any endpoint runs.</summary>
    public static void UseIdentity(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<CrossSiteGuard>();
        app.UseAuthorization();
    }

    private static string Scheme(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().StartsWith(TokenHandler.Prefix, StringComparison.OrdinalIgnoreCase)
            ? Schemes.Token
            : context.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value.IsDemo ? Schemes.Demo : Schemes.Session;

    private static void Configure(CookieAuthenticationOptions cookie, IOptions<IdentityOptions> options, IdentityBook book)
    {
        cookie.Cookie.Name = Sessions.Cookie;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = options.Value.Session;
        cookie.SlidingExpiration = true;
        cookie.Events.OnValidatePrincipal = context => Sessions.ValidateAsync(context, book);
    }
}
