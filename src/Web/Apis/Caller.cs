using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Http;

namespace FinOpsAI.Web.Apis;

/// <summary>Who calls the API, and what it reaches by the permission that the called endpoint needs.</summary>
internal static class Caller
{
    /// <summary>Who calls; only for endpoints that need somebody.</summary>
    public static Actor Of(HttpContext context) =>
        Find(context) ?? throw new InvalidOperationException($"{context.GetEndpoint()?.DisplayName} asks for its caller, but lets anybody in.");

    /// <summary>Who calls; null for nobody.</summary>
    public static Actor? Find(HttpContext context) => (context.User.Identity as ActorIdentity)?.Who;

    /// <summary>The caller's name, for the audit log.</summary>
    public static string Name(HttpContext context) => Of(context).Name;

    /// <summary>In whose name something is done. A program may say for whom, and is named beside; a person acts in their own name.</summary>
    public static string NameFor(HttpContext context, string? by) =>
        by is null || Of(context).Kind != ActorKind.Token ? Name(context) : $"{by} ({Name(context)})";

    /// <summary>Whether the caller has the endpoint's permission on a scope: for what lists leave out.</summary>
    public static bool Reaches(HttpContext context, ScopePath scope) => Needed(context).IsMetBy(Of(context), scope);

    /// <summary>What to ask a store for: the scope asked for, or everything (null), or all that the caller reaches, one by one.</summary>
    public static IReadOnlyList<ScopePath?> Scopes(HttpContext context, ScopePath? asked) =>
        asked is not null || Reaches(context, ScopePath.Organization) ? [asked] : [.. Of(context).Reach(Needed(context).Permission)];

    /// <summary>The newest of what a store gives for each of <see cref="Scopes"/>, which lists newest first.</summary>
    public static async Task<IReadOnlyList<T>> ListAsync<T, TKey>(
        HttpContext context, ScopePath? asked, Func<ScopePath?, Task<IReadOnlyList<T>>> list, Func<T, TKey> newest, int limit)
    {
        var scopes = Scopes(context, asked);
        if (scopes.Count == 1)
        {
            return await list(scopes[0]);
        }

        var found = new List<T>();
        foreach (var scope in scopes)
        {
            found.AddRange(await list(scope));
        }

        return [.. found.OrderByDescending(newest).Take(limit)];
    }

    private static Need Needed(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Need>()
        ?? throw new InvalidOperationException($"{context.GetEndpoint()?.DisplayName} asks what its caller reaches, but needs no permission.");
}
