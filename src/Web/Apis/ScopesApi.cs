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
    private const int MaxScopes = 10_000;

    private static readonly string Version =
        typeof(ScopesApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static void MapScopesApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/meta", GetMeta).RequireAuthorization().WithName("getMeta").WithTags("Scopes").WithSummary("Organization, currency, version");
        api.MapGet("/scopes", ListScopes).Needs(Permission.ReadCosts, "parent").WithName("listScopes").WithTags("Scopes").WithSummary("Scopes, by key");
    }

    private static Ok<MetaResponse> GetMeta(IOptions<WebOptions> options, TimeProvider time) => TypedResults.Ok(
        new MetaResponse(options.Value.Organization, options.Value.Currency, Version, options.Value.IsDemo, time.GetUtcNow()));

    private static async Task<Results<Ok<ScopeListResponse>, ValidationProblem>> ListScopes(
        HttpContext context, IScopeDirectory scopes, string? parent, string? search, string? limit, CancellationToken cancellationToken)
    {
        var query = new Query();
        var parentScope = query.OptionalScope(parent);
        var count = query.Limit(limit, 100, MaxScopes);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var text = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        var found = parentScope is not null || Caller.Reaches(context, ScopePath.Organization)
            ? await scopes.ListAsync(parentScope, text, null, count, cancellationToken)
            : await ReachedAsync(Caller.Of(context).Reach(Permission.ReadCosts), scopes, text, count, cancellationToken);
        return TypedResults.Ok(new ScopeListResponse([.. found.Select(Mapping.ToResponse)]));
    }

    /// <summary>All levels below some scopes, and these themselves, by key.</summary>
    private static async Task<IReadOnlyList<ScopeInfo>> ReachedAsync(
        IReadOnlyList<ScopePath> roots, IScopeDirectory scopes, string? search, int count, CancellationToken cancellationToken)
    {
        var all = new List<ScopeInfo>();
        foreach (var root in roots)
        {
            if (await scopes.FindAsync(root, cancellationToken) is { } info)
            {
                all.Add(info);
            }
        }

        // Grows while it is walked: each level's scopes bring those below.
        for (var i = 0; i < all.Count && all.Count < MaxScopes; i++)
        {
            if (all[i].Scope.Kind != ScopeKind.Resource)
            {
                all.AddRange(await scopes.ListAsync(all[i].Scope, null, null, MaxScopes, cancellationToken));
            }
        }

        return [.. all
            .Where(info => search is null || info.Scope.Name.Contains(search, StringComparison.OrdinalIgnoreCase))
            .OrderBy(info => info.Scope.Key, StringComparer.Ordinal)
            .Take(count)];
    }
}
