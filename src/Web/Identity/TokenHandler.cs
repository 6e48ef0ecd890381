using System.Security.Claims;
using System.Text.Encodings.Web;
using FinOpsAI.Core.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Identity;

/// <summary>Programs: <c>Authorization: Bearer fai_…</c>.</summary>
internal sealed class TokenHandler(
    IdentityBook book, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var hash = ApiToken.HashOf(header[Prefix.Length..].Trim());
        if (await book.OfHashAsync(hash, Context.RequestAborted) is not { } actor)
        {
            return AuthenticateResult.Fail("The token is unknown, expired or revoked.");
        }

        await book.NoteUseAsync(actor.Id, Context.RequestAborted);
        var identity = new ActorIdentity(actor, Scheme.Name, new Claim(ActorIdentity.TokenHash, hash));
        return AuthenticateResult.Success(new(new(identity), Scheme.Name));
    }
}
