namespace FinOpsAI.Core.Domain;

/// <summary>How sure a cost figure is. It only ever moves forward: estimated, confirmed, invoiced.</summary>
public enum CostStatus
{
    /// <summary>Usage multiplied by a price of the catalogue.</summary>
    Estimated = 0,

    /// <summary>Stated by the provider, the billing period still open.</summary>
    Confirmed = 1,

    /// <summary>On an invoice, or in a closed billing period.</summary>
    Invoiced = 2,
}
