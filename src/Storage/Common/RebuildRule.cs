namespace FinOpsAI.Storage.Common;

/// <summary>Rollups and snapshots may be forgotten only while the ledger can give them back whole.</summary>
internal static class RebuildRule
{
    /// <exception cref="InvalidOperationException">Entries were removed by retention.</exception>
    public static void Check(long pruned)
    {
        if (pruned > 0)
        {
            throw new InvalidOperationException(
                $"{pruned} ledger entries were removed by retention, so sums and grain states cannot be rebuilt from the ledger.");
        }
    }
}
