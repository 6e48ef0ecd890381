using System.Collections.Frozen;

namespace FinOpsAI.Core.Identity;

/// <summary>Which role may do what: the one table that the server, docs/security.md and the tests go by.</summary>
public static class RolePermissions
{
    private static readonly Permission[] Viewer = [Permission.ReadCosts];

    private static readonly Permission[] Engineer =
    [
        .. Viewer,
        Permission.ReadRecords,
        Permission.Triage,
        Permission.ManageExperiments,
        Permission.Reserve,
        Permission.RequestIncrease,
        Permission.ManagePlans,
        Permission.MakeTokens,
        Permission.SaveAnalyses,
    ];

    private static readonly Permission[] Manager =
    [
        .. Viewer,
        Permission.ReadRecords,
        Permission.Triage,
        Permission.ManageExperiments,
        Permission.RequestIncrease,
        Permission.ApproveIncrease,
        Permission.ManageBudgets,
        Permission.ManagePlans,
        Permission.ApproveDecisions,
        Permission.ReadAudit,
        Permission.MakeTokens,
        Permission.SaveAnalyses,
    ];

    private static readonly FrozenDictionary<Role, FrozenSet<Permission>> Table = new Dictionary<Role, FrozenSet<Permission>>
    {
        [Role.Administrator] = Enum.GetValues<Permission>().ToFrozenSet(),
        [Role.FinOps] = Enum.GetValues<Permission>().Where(permission => permission != Permission.ManageIdentity).ToFrozenSet(),
        [Role.Engineer] = Engineer.ToFrozenSet(),
        [Role.Manager] = Manager.ToFrozenSet(),
        [Role.Executive] = Viewer.ToFrozenSet(),
        [Role.Viewer] = Viewer.ToFrozenSet(),
    }.ToFrozenDictionary();

    /// <summary>Permissions that only read.</summary>
    public static IReadOnlySet<Permission> ReadOnly { get; } = new HashSet<Permission>
    {
        Permission.ReadCosts, Permission.ReadRecords, Permission.ReadAudit, Permission.ReadMetrics,
    };

    /// <summary>What a role may do on the scope that it is given on, and below.</summary>
    public static IReadOnlySet<Permission> Of(Role role) => Table[role];
}
