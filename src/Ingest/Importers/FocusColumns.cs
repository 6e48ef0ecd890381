namespace FinOpsAI.Ingest.Importers;

/// <summary>Where the FOCUS columns stand in one file.</summary>
internal sealed class FocusColumns(CsvHeader header)
{
    /// <summary>What tells one row of a bill from another; amounts are left out, so that a corrected row keeps its id.</summary>
    private static readonly string[] Identifying =
    [
        "BillingAccountId", "SubAccountId", "BillingPeriodStart", "ChargePeriodStart", "ChargePeriodEnd", "ServiceProviderName", "ProviderName",
        "PublisherName", "InvoiceIssuerName", "ServiceName", "SkuId", "SkuPriceId", "SkuMeter", "ResourceId", "ResourceName", "RegionId",
        "AvailabilityZone", "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency", "PricingCategory", "PricingUnit", "ConsumedUnit",
        "CommitmentDiscountId", "CommitmentDiscountStatus", "CapacityReservationId", "AllocatedResourceId",
    ];

    public int[] Identity { get; } = [.. Identifying.Select(name => header.Find(name)).Where(column => column >= 0)];

    public int BillingPeriod { get; } = header.Find("BillingPeriodStart");

    public int PeriodStart { get; } = header.Find("ChargePeriodStart");

    public int Provider { get; } = header.Find("ServiceProviderName");

    public int OlderProvider { get; } = header.Find("ProviderName");

    public int Service { get; } = header.Find("ServiceName");

    public int Region { get; } = header.Find("RegionId");

    public int Category { get; } = header.Find("ChargeCategory");

    public int Class { get; } = header.Find("ChargeClass");

    public int Description { get; } = header.Find("ChargeDescription");

    public int SubAccountName { get; } = header.Find("SubAccountName");

    public int SubAccountId { get; } = header.Find("SubAccountId");

    public int ResourceId { get; } = header.Find("ResourceId");

    public int ResourceName { get; } = header.Find("ResourceName");

    public int Effective { get; } = header.Find("EffectiveCost");

    public int Billed { get; } = header.Find("BilledCost");

    public int List { get; } = header.Find("ListCost");

    public int Currency { get; } = header.Find("BillingCurrency");

    public int Invoice { get; } = header.Find("InvoiceId");

    /// <summary>How sure an amount is, in our own exports.</summary>
    public int CostStatus { get; } = header.Find("x_CostStatus");

    public int ConsumedQuantity { get; } = header.Find("ConsumedQuantity");

    public int ConsumedUnit { get; } = header.Find("ConsumedUnit");

    public int PricingQuantity { get; } = header.Find("PricingQuantity");

    public int PricingUnit { get; } = header.Find("PricingUnit");

    public int Sku { get; } = header.Find("SkuId");

    /// <summary>What is metered; Azure's 1.0 export has a column of its own for it, AWS's 1.0 the usage type.</summary>
    public int Meter { get; } = header.Find("SkuMeter", "x_SkuMeterName", "x_UsageType");

    public int MeterCategory { get; } = header.Find("x_SkuMeterCategory");

    public int MeterSubcategory { get; } = header.Find("x_SkuMeterSubcategory");

    public int SkuDetails { get; } = header.Find("SkuPriceDetails");

    public int Tags { get; } = header.Find("Tags");

    public int AllocatedTags { get; } = header.Find("AllocatedTags");
}
