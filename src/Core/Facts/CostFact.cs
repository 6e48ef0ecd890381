using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Facts;

/// <summary>What identifies one row of facts.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Scope">The scope; each record counts in all four levels.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model; empty where none is involved.</param>
/// <param name="Status">How sure the amounts are.</param>
/// <param name="Facets">What else the records say.</param>
public readonly record struct FactKey(DateOnly Day, ScopePath Scope, string Provider, string Model, CostStatus Status, UsageFacets Facets);

/// <summary>The sums of one row of facts, or what to add to them.</summary>
/// <param name="Cost">Reporting currency.</param>
/// <param name="Usage">Quantity by canonical unit (<see cref="UsageUnits"/>), so that the row can be priced again.</param>
/// <param name="Records">Records, restated ones once.</param>
/// <param name="Unpriced">Records without a price or an exchange rate.</param>
public sealed record FactSums(CostAmounts Cost, IReadOnlyDictionary<string, decimal> Usage, long Records, long Unpriced)
{
    /// <summary>Whether nothing is left: what was added was taken back.</summary>
    public bool IsNothing => Records == 0 && Unpriced == 0 && Cost == default && Usage.Values.All(quantity => quantity == 0);

    /// <summary>Adds field by field and unit by unit; units of which nothing is left are left out.</summary>
    public static FactSums operator +(FactSums a, FactSums b)
    {
        var usage = new Dictionary<string, decimal>(a.Usage);
        foreach (var (unit, quantity) in b.Usage)
        {
            usage[unit] = usage.GetValueOrDefault(unit) + quantity;
        }

        foreach (var (unit, _) in usage.Where(unit => unit.Value == 0))
        {
            usage.Remove(unit);
        }

        return new(a.Cost + b.Cost, usage, a.Records + b.Records, a.Unpriced + b.Unpriced);
    }
}

/// <summary>One row of facts: a scope's UTC day by model, status and facets.</summary>
/// <param name="Key">Which.</param>
/// <param name="Sums">How much.</param>
public sealed record CostFact(FactKey Key, FactSums Sums);
