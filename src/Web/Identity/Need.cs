using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FinOpsAI.Web.Identity;

/// <summary>Where a caller must have an endpoint's permission to be let in at all.</summary>
internal enum NeedOn
{
    /// <summary>Somewhere, and on the query's scope when one is given. The endpoint shows only what the caller reaches.</summary>
    Anywhere,

    /// <summary>On the query's scope, which is the organization when none is given.</summary>
    Scope,

    /// <summary>On the organization: what the endpoint is about is everybody's.</summary>
    Organization,
}

/// <summary>What an endpoint needs: metadata for whoever asks, and the requirement that is checked before the endpoint runs.</summary>
/// <param name="Permission">What.</param>
/// <param name="On">Where.</param>
/// <param name="Parameter">The query parameter that names the scope; the one that the endpoint itself reads.</param>
/// <param name="OrElse">A permission that does as well: for what both people and programs do.</param>
internal sealed record Need(Permission Permission, NeedOn On, string Parameter = "scope", Permission? OrElse = null) : IAuthorizationRequirement
{
    /// <summary>A parameter that holds a team's name instead of a scope's key.</summary>
    public const string Team = "team";

    /// <summary>Whether an actor may do this on a scope.</summary>
    public bool IsMetBy(Actor actor, ScopePath scope) => actor.May(Permission, scope) || (OrElse is { } other && actor.May(other, scope));

    /// <summary>Whether an actor may do this on any scope.</summary>
    public bool IsMetSomewhereBy(Actor actor) => actor.Reach(Permission).Count > 0 || (OrElse is { } other && actor.Reach(other).Count > 0);
}

/// <summary>Marks the endpoints that take passwords or codes: fewer attempts, and no session that an antiforgery token would belong to.</summary>
internal sealed record SignInEndpoint(bool IsWithoutSession)
{
    public static SignInEndpoint Instance { get; } = new(true);

    public static SignInEndpoint Limited { get; } = new(false);
}

/// <summary>How endpoints say what they need.</summary>
internal static class Needing
{
    /// <summary>The permission somewhere; the endpoint asks <see cref="Apis.Caller"/> about each thing that it shows or changes.</summary>
    public static T Needs<T>(this T endpoint, Permission permission, string parameter = "scope")
        where T : IEndpointConventionBuilder => endpoint.Needs(new Need(permission, NeedOn.Anywhere, parameter));

    /// <summary>Either of two permissions somewhere.</summary>
    public static T NeedsEither<T>(this T endpoint, Permission permission, Permission other)
        where T : IEndpointConventionBuilder => endpoint.Needs(new Need(permission, NeedOn.Anywhere, OrElse: other));

    /// <summary>The permission on the query's scope; without one on the organization.</summary>
    public static T NeedsOnScope<T>(this T endpoint, Permission permission, string parameter = "scope")
        where T : IEndpointConventionBuilder => endpoint.Needs(new Need(permission, NeedOn.Scope, parameter));

    /// <summary>The permission on the organization.</summary>
    public static T NeedsOnOrganization<T>(this T endpoint, Permission permission)
        where T : IEndpointConventionBuilder => endpoint.Needs(new Need(permission, NeedOn.Organization));

    private static T Needs<T>(this T endpoint, Need need)
        where T : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(new AuthorizationPolicyBuilder().AddRequirements(need).Build()).WithMetadata(need);
}
