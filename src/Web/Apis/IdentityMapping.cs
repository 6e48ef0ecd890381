using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Users, tokens and actors as the API shows them.</summary>
internal static class IdentityMapping
{
    public static ActorResponse ToResponse(this Actor actor, string? displayName)
    {
        var sees = actor.Reach(Permission.ReadCosts);
        return new(
            actor.Id,
            actor.Name,
            displayName ?? actor.Name,
            actor.Kind,
            [.. actor.Grants.Select(grant => grant.Role).Distinct().Order()],
            [.. actor.Grants.Select(ToResponse)],
            [.. Enum.GetValues<Permission>()
                .Select(permission => new PermissionResponse(permission, [.. actor.Reach(permission).Select(scope => scope.ToResponse())]))
                .Where(permission => permission.Scopes.Count > 0)],
            Landing(actor),
            sees.Count > 0 ? sees[0].ToResponse() : null);
    }

    public static UserResponse ToResponse(this User user, DateTimeOffset now) => new(
        user.Id,
        user.Name,
        user.DisplayName,
        [.. user.Grants.Select(ToResponse)],
        user.CreatedAt,
        user.LastSignInAt,
        user.IsLocked(now) ? user.LockedUntil : null,
        user.DisabledAt);

    public static TokenResponse ToResponse(this ApiToken token, string? owner, DateTimeOffset? lastUsed) => new(
        token.Id,
        token.Name,
        owner,
        token.Prefix,
        token.Permissions,
        token.Scope.ToResponse(),
        token.CreatedAt,
        token.ExpiresAt,
        token.RevokedAt,
        lastUsed);

    private static GrantResponse ToResponse(Grant grant) => new(grant.Role, grant.Scope.ToResponse());

    /// <summary>The role of the widest grant; of several the first given.</summary>
    private static Role Landing(Actor actor) =>
        actor.Grants.OrderBy(grant => grant.Scope.Kind != ScopeKind.Organization).Select(grant => grant.Role).DefaultIfEmpty(Role.Viewer).First();
}
