using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Identity;

/// <summary>What somebody is here for. Stored by number: only ever add at the end.</summary>
public enum Role
{
    /// <summary>Runs the installation; may do everything.</summary>
    Administrator,

    /// <summary>The analyst: may do everything but manage users, tokens of others and roles.</summary>
    FinOps,

    /// <summary>Builds what spends: sees its records, runs experiments, asks for larger budgets.</summary>
    Engineer,

    /// <summary>Answers for a team's spend: sets its budgets and approves.</summary>
    Manager,

    /// <summary>Reads costs and what is expected of them.</summary>
    Executive,

    /// <summary>Reads costs.</summary>
    Viewer,
}

/// <summary>A role on a scope: all of the organization, or one team with all below it.</summary>
/// <param name="Role">What may be done.</param>
/// <param name="Scope">The organization or a team.</param>
public sealed record Grant(Role Role, ScopePath Scope)
{
    /// <summary>Whether a role can be given on a scope: the organization or a team.</summary>
    public static bool CanBeOn(ScopePath scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.Kind is ScopeKind.Organization or ScopeKind.Team;
    }
}
