using System.Reflection;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>What exists.</summary>
internal static class ScopesApi
{
    private static readonly string Version =
        typeof(ScopesApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static void MapScopesApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/meta", GetMeta).RequireAuthorization().WithName("getMeta").WithTags("Scopes").WithSummary("Organization, currency, version");
        api.MapGet("/scopes", ListScopes).Needs(Permission.ReadCosts).WithName("listScopes").WithTags("Scopes").WithSummary("Scopes, by key");
    }

    private static Ok<MetaResponse> GetMeta(IOptions<WebOptions> options, TimeProvider time) => TypedResults.Ok(
        new MetaResponse(options.Value.Organization, options.Value.Currency, Version, options.Value.IsDemo, time.GetUtcNow()));

    private static async Task<Results<Ok<ScopeListResponse>, ValidationProblem>> ListScopes(
        HttpContext context, IScopeDirectory scopes, string? parent, string? search, string? limit, CancellationToken cancellationToken)
    {
        var query = new Query();
        var parentScope = query.OptionalScope(parent);
        var count = query.Limit(limit, 100, 10_000);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var text = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        var found = new List<ScopeInfo>();
        foreach (var part in Caller.Scopes(context, parentScope))
        {
            // Of what the caller reaches itself, what lies below is not all: the team is a scope too.
            if (parentScope is null && part is not null && await scopes.FindAsync(part, cancellationToken) is { } self
                && (text is null || part.Name.Contains(text, StringComparison.OrdinalIgnoreCase)))
            {
                found.Add(self);
            }

            found.AddRange(await scopes.ListAsync(part, text, null, count, cancellationToken));
        }

        return TypedResults.Ok(new ScopeListResponse([.. found.Take(count).Select(Mapping.ToResponse)]));
    }
}
