using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>The sums of a scope's UTC day with nothing folded together.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Scope">The scope.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model; empty where none is involved.</param>
/// <param name="Status">How sure the amounts are.</param>
/// <param name="Sums">The sums.</param>
public sealed record DailyCost(DateOnly Day, ScopePath Scope, string Provider, string Model, CostStatus Status, RollupSums Sums);

/// <summary>The rollups of whole days in full detail, for showback and for dividing shared costs. They are kept for ever.</summary>
public interface IDailyCosts
{
    /// <summary>Rows by day, then scope, provider, model and status.</summary>
    /// <param name="from">First UTC day.</param>
    /// <param name="to">The UTC day after the last.</param>
    /// <param name="kind">Rows of scopes of this level.</param>
    /// <param name="within">Only those that are this scope or lie below it; null for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<DailyCost>> ReadAsync(DateOnly from, DateOnly to, ScopeKind kind, ScopePath? within, CancellationToken cancellationToken);
}
