namespace FinOpsAI.Core.Domain;

/// <summary>Where a record's cost comes from, or why it has none. A missing price is never shown as zero spend.</summary>
public enum PricingState
{
    /// <summary>The sender or provider stated the cost.</summary>
    Given = 0,

    /// <summary>Priced from the catalogue, every unit found.</summary>
    Catalogue = 1,

    /// <summary>Priced from the catalogue, but at least one used unit has no price: the cost is a lower bound.</summary>
    Partial = 2,

    /// <summary>No price is known for the model.</summary>
    Unpriced = 3,

    /// <summary>The cost is known in a currency for which no exchange rate is.</summary>
    Unconverted = 4,
}
