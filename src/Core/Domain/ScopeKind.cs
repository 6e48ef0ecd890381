namespace FinOpsAI.Core.Domain;

/// <summary>The four levels at which cost is watched, from the widest to the narrowest.</summary>
public enum ScopeKind
{
    /// <summary>The whole organization; exactly one exists in an installation.</summary>
    Organization = 0,

    /// <summary>A team of the organization.</summary>
    Team = 1,

    /// <summary>A project of a team.</summary>
    Project = 2,

    /// <summary>What is billed within a project: an API key, a deployment, an endpoint, a GPU pool.</summary>
    Resource = 3,
}
