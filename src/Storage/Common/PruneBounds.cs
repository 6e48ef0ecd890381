using FinOpsAI.Core.Domain;

namespace FinOpsAI.Storage.Common;

/// <summary>Up to which position a resource's ledger entries may be removed.</summary>
internal static class PruneBounds
{
    /// <summary>
    /// An entry may go once all that fold it have saved it: the rollups, the daily facts and the grains of its resource, project, team and organization.
    /// A scope without a snapshot keeps all its entries.
    /// </summary>
    public static IReadOnlyDictionary<int, long> Of(
        IEnumerable<(int Id, string Key)> resources, IReadOnlyDictionary<string, long> snapshots, long rollups, long facts) =>
        resources.ToDictionary(
            resource => resource.Id,
            resource => ScopePath.Parse(resource.Key).SelfAndAncestors()
                .Select(scope => snapshots.GetValueOrDefault(scope.Key))
                .Append(rollups)
                .Append(facts)
                .Min());
}
