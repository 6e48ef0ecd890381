namespace FinOpsAI.Core.Domain;

/// <summary>
/// Spend that people know about beforehand: a training run, a launch, a pause. Up to <see cref="ExtraCost"/> of a scope's deviation between start and end is
/// explained by it; what goes beyond is judged as ever. It holds for the scope, those below it and those above it.
/// </summary>
/// <param name="Id">Of the plan.</param>
/// <param name="Scope">Where the spend is planned.</param>
/// <param name="Title">What people call it; 1 to 200 characters.</param>
/// <param name="Start">UTC, inclusive.</param>
/// <param name="End">UTC, exclusive; after <paramref name="Start"/>.</param>
/// <param name="ExtraCost">Beyond what is usual over the whole event, reporting currency; negative for a pause; not 0.</param>
/// <param name="Note">Anything else; null for nothing.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record PlannedEvent(
    string Id, ScopePath Scope, string Title, DateTimeOffset Start, DateTimeOffset End, decimal ExtraCost, string? Note, DateTimeOffset CreatedAt)
{
    /// <summary>True when the plan has a say about <paramref name="scope"/>: the same, below or above.</summary>
    public bool Concerns(ScopePath scope) => Scope.Contains(scope) || scope.Contains(Scope);
}
