using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Identity;

/// <summary>How an actor came in.</summary>
public enum ActorKind
{
    /// <summary>A person who signed in.</summary>
    User,

    /// <summary>A program with an API token.</summary>
    Token,

    /// <summary>Somebody who looks at generated data in a chosen role.</summary>
    Demo,

    /// <summary>The product itself, or who works on the store's own machine.</summary>
    System,
}

/// <summary>What a token may do at most, whatever its owner may.</summary>
/// <param name="Permissions">These alone.</param>
/// <param name="Scope">On this scope and below alone.</param>
public sealed record TokenLimit(IReadOnlySet<Permission> Permissions, ScopePath Scope);

/// <summary>Who asks for something, and what it may do.</summary>
/// <param name="Id">The user's or token's id; the same in all requests of the same actor.</param>
/// <param name="Name">How the audit log names it.</param>
/// <param name="Kind">How it came in.</param>
/// <param name="Grants">Its roles; for a token its owner's.</param>
public sealed record Actor(string Id, string Name, ActorKind Kind, IReadOnlyList<Grant> Grants)
{
    /// <summary>Narrows the grants; null for all that they allow.</summary>
    public TokenLimit? Limit { get; init; }

    /// <summary>The product itself.</summary>
    public static Actor Product { get; } = new("system", "system", ActorKind.System, [new(Role.Administrator, ScopePath.Organization)]);

    /// <summary>Whether it may do this to all that lies in a scope.</summary>
    public bool May(Permission permission, ScopePath scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return (Limit is null || (Limit.Permissions.Contains(permission) && Limit.Scope.Contains(scope)))
            && Grants.Any(grant => grant.Scope.Contains(scope) && RolePermissions.Of(grant.Role).Contains(permission));
    }

    /// <summary>Whether a scope exists for it.</summary>
    public bool Sees(ScopePath scope) => May(Permission.ReadCosts, scope);

    /// <summary>The widest scopes on which it may do this, none within another, by key; empty when it may not do it at all.</summary>
    public IReadOnlyList<ScopePath> Reach(Permission permission)
    {
        if (Limit is not null && !Limit.Permissions.Contains(permission))
        {
            return [];
        }

        var scopes = Grants
            .Where(grant => RolePermissions.Of(grant.Role).Contains(permission))
            .Select(grant => Narrowed(grant.Scope))
            .OfType<ScopePath>()
            .Distinct()
            .ToList();
        return [.. scopes
            .Where(scope => !scopes.Any(other => other != scope && other.Contains(scope)))
            .OrderBy(scope => scope.Key, StringComparer.Ordinal)];
    }

    /// <summary>What a grant's scope and the limit's have in common; null when nothing.</summary>
    private ScopePath? Narrowed(ScopePath scope) =>
        Limit is null || Limit.Scope.Contains(scope) ? scope : scope.Contains(Limit.Scope) ? Limit.Scope : null;
}
