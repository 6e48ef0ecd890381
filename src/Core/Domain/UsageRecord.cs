namespace FinOpsAI.Core.Domain;

/// <summary>
/// One usage or charge record, normalised, priced and attributed: what ingest hands to the ledger.
/// Names follow FOCUS and the OpenTelemetry GenAI conventions. Prompt and completion text is never part of it.
/// </summary>
public sealed record UsageRecord
{
    /// <summary>The sender's id; together with <see cref="Source"/> it identifies the record for ever.</summary>
    public required string Id { get; init; }

    /// <summary>Which way the record came: <c>api</c>, <c>focus</c>, <c>openai.usage</c>, …</summary>
    public required string Source { get; init; }

    /// <summary>Restatement counter, 0 or more. A higher one replaces the record; the same or a lower one is a duplicate.</summary>
    public int Revision { get; init; }

    /// <summary>Start of the charge period, UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Who provides the service: <c>openai</c>, <c>anthropic</c>, <c>aws</c>, …</summary>
    public required string Provider { get; init; }

    /// <summary>The canonical model id, or the raw name when it is unknown; null where no model is involved.</summary>
    public string? Model { get; init; }

    /// <summary>FOCUS ServiceName.</summary>
    public string? Service { get; init; }

    /// <summary>FOCUS RegionId.</summary>
    public string? Region { get; init; }

    /// <summary><c>standard</c>, <c>batch</c>, <c>flex</c>, <c>priority</c> or <c>provisioned</c>; null means standard.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>FOCUS ChargeCategory: <c>Usage</c>, <c>Purchase</c>, <c>Tax</c>, <c>Credit</c> or <c>Adjustment</c>.</summary>
    public string ChargeCategory { get; init; } = "Usage";

    /// <summary>The resource's scope: the leaf to which the record belongs.</summary>
    public required ScopePath Scope { get; init; }

    /// <summary>The experiment that spent it, when one is named.</summary>
    public string? Experiment { get; init; }

    /// <summary>The product's feature that spent it, when one is named.</summary>
    public string? Feature { get; init; }

    /// <summary>The customer on whose behalf it was spent, when one is named.</summary>
    public string? Customer { get; init; }

    /// <summary>The attribution rule that placed the record, and what the sender had stated; null when the record is where its sender put it.</summary>
    public RecordPlacement? Placement { get; init; }

    /// <summary>Quantities by canonical unit (<see cref="UsageUnits"/>).</summary>
    public required IReadOnlyDictionary<string, decimal> Usage { get; init; }

    /// <summary>The costs in the reporting currency; zero while <see cref="Pricing"/> is unpriced or unconverted.</summary>
    public required CostAmounts Cost { get; init; }

    /// <summary>Where <see cref="Cost"/> comes from.</summary>
    public required PricingState Pricing { get; init; }

    /// <summary>How sure <see cref="Cost"/> is.</summary>
    public required CostStatus Status { get; init; }

    /// <summary>The costs as stated, in <see cref="BillingCurrency"/>; null when they were priced in the reporting currency.</summary>
    public CostAmounts? StatedCost { get; init; }

    /// <summary>ISO 4217 code of <see cref="StatedCost"/>, upper case.</summary>
    public string? BillingCurrency { get; init; }

    /// <summary>The exchange rate used, when one was.</summary>
    public ExchangeRate? ExchangeRate { get; init; }

    /// <summary>Tags of the sender or provider.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
