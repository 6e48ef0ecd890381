using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Facts;

/// <summary>A ledger entry with what the daily facts need of its record. A reversal has those of the charge that it takes back.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Facets">What the record says about itself.</param>
/// <param name="Usage">Quantity by canonical unit, negative for a reversal.</param>
public sealed record FactEntry(LedgerEntry Entry, UsageFacets Facets, IReadOnlyDictionary<string, decimal> Usage);
