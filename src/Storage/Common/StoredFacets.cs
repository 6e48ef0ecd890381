using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;

namespace FinOpsAI.Storage.Common;

/// <summary>What daily facts need of a charge's payload; see <see cref="StoredRecord"/>.</summary>
internal sealed record StoredFacets(
    string? Service, string? Region, string? Tier, string? Category, IReadOnlyDictionary<string, decimal> Usage, string? Feature, string? Customer)
{
    /// <param name="payload">Of the charge, also for a reversal.</param>
    /// <param name="entry">The entry.</param>
    public static FactEntry Read(ReadOnlySpan<byte> payload, LedgerEntry entry)
    {
        var stored = JsonSerializer.Deserialize(payload, LedgerJson.Default.StoredFacets) ?? throw new JsonException("A ledger payload is null.");
        var facets = new UsageFacets(
            stored.Service ?? "",
            stored.Region ?? "",
            stored.Tier ?? "",
            stored.Category ?? StoredRecord.DefaultCategory,
            entry.Experiment ?? "",
            stored.Feature ?? "",
            stored.Customer ?? "")
        {
            Counts = UsageFacets.CountsOf(stored.Usage),
        };
        return new(
            entry,
            facets,
            entry.Kind == EntryKind.Charge ? stored.Usage : stored.Usage.ToDictionary(unit => unit.Key, unit => -unit.Value));
    }
}
