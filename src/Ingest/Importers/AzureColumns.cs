namespace FinOpsAI.Ingest.Importers;

/// <summary>Where the columns stand in one Azure cost file. Agreements and versions name them differently; the newest name comes first.</summary>
internal sealed class AzureColumns
{
    private static readonly string[] Identifying =
    [
        "BillingAccountId", "BillingProfileId", "BillingPeriodStartDate", "SubscriptionId", "SubscriptionGuid", "Date", "UsageDate", "UsageDateTime",
        "MeterId", "MeterName", "ResourceId", "InstanceId", "ResourceGroup", "ResourceGroupName", "ResourceLocation", "AvailabilityZone",
        "ConsumedService", "Product", "ProductName", "PartNumber", "ServiceInfo1", "ServiceInfo2", "AdditionalInfo", "Tags", "UnitOfMeasure",
        "ReservationId", "BenefitId", "ProductOrderId", "OfferId", "PlanName", "ChargeType", "Frequency", "PricingModel", "PublisherType", "InvoiceSectionId", "CostCenter",
    ];

    public AzureColumns(CsvHeader header)
    {
        Identity = [.. Identifying.Select(name => header.Find(name)).Where(column => column >= 0)];
        Date = header.Find("Date", "UsageDate", "UsageDateTime");
        Cost = header.Find("CostInBillingCurrency", "Cost", "PreTaxCost");
        Currency = header.Find("BillingCurrency", "BillingCurrencyCode", "Currency");
        Quantity = header.Find("Quantity", "UsageQuantity", "ConsumedQuantity");
        Unit = header.Find("UnitOfMeasure");
        PayGoCost = header.Find("PaygCostInBillingCurrency");
        Meter = header.Find("MeterName");
        Category = header.Find("MeterCategory");
        SubCategory = header.Find("MeterSubCategory", "MeterSubcategory");
        MeterId = header.Find("MeterId");
        SubscriptionId = header.Find("SubscriptionId", "SubscriptionGuid");
        SubscriptionName = header.Find("SubscriptionName");
        ResourceGroup = header.Find("ResourceGroupName", "ResourceGroup");
        ResourceId = header.Find("ResourceId", "InstanceId");
        Region = header.Find("ResourceLocation", "MeterRegion");
        Tags = header.Find("Tags");
        ChargeType = header.Find("ChargeType");
        PricingModel = header.Find("PricingModel");
        Invoice = header.Find("InvoiceId");
        if (Date < 0 || Cost < 0 || Meter < 0 || Quantity < 0)
        {
            throw CsvColumns.Missing("An Azure cost file", "Date, CostInBillingCurrency (or Cost, PreTaxCost), Quantity and MeterName", header);
        }
    }

    public int[] Identity { get; }

    public int Date { get; }

    public int Cost { get; }

    public int Currency { get; }

    public int Quantity { get; }

    public int Unit { get; }

    public int PayGoCost { get; }

    public int Meter { get; }

    public int Category { get; }

    public int SubCategory { get; }

    public int MeterId { get; }

    public int SubscriptionId { get; }

    public int SubscriptionName { get; }

    public int ResourceGroup { get; }

    public int ResourceId { get; }

    public int Region { get; }

    public int Tags { get; }

    public int ChargeType { get; }

    public int PricingModel { get; }

    public int Invoice { get; }
}
