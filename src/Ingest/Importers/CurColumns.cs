namespace FinOpsAI.Ingest.Importers;

/// <summary>Where the columns stand in one Cost and Usage Report.</summary>
internal sealed class CurColumns
{
    private static readonly string[] Needed =
    [
        "line_item_usage_start_date", "line_item_line_item_type", "line_item_product_code", "line_item_usage_type", "line_item_unblended_cost",
        "line_item_currency_code",
    ];

    /// <summary>
    /// What tells one row from another. The report's own identity_line_item_id changes with every delivery; the invoice is left out too, as it
    /// comes later.
    /// </summary>
    private static readonly string[] Identifying =
    [
        "bill_payer_account_id", "bill_billing_period_start_date", "bill_bill_type", "bill_billing_entity", "line_item_usage_account_id",
        "line_item_usage_start_date", "line_item_usage_end_date", "line_item_line_item_type", "line_item_product_code", "line_item_usage_type",
        "line_item_operation", "line_item_resource_id", "line_item_availability_zone", "line_item_line_item_description", "line_item_tax_type",
        "line_item_legal_entity", "line_item_iam_principal", "pricing_unit", "pricing_term", "product_sku", "reservation_reservation_a_r_n",
        "savings_plan_savings_plan_a_r_n", "split_line_item_parent_resource_id", "resource_tags", "tags",
    ];

    public CurColumns(CsvHeader header, CurHeader names)
    {
        var missing = Needed.Where(name => names.Find(name) < 0).ToList();
        if (missing.Count > 0)
        {
            throw new CsvHeaderException(
                $"A Cost and Usage Report needs the columns {string.Join(", ", Needed)}; missing: {string.Join(", ", missing)}. Found: {header.Found}.");
        }

        Identity = [.. Identifying.Select(name => names.Find(name)).Concat(names.Tags.Select(tag => tag.Column)).Where(column => column >= 0)];
        Start = names.Find("line_item_usage_start_date");
        Type = names.Find("line_item_line_item_type");
        ProductCode = names.Find("line_item_product_code");
        UsageType = names.Find("line_item_usage_type");
        Operation = names.Find("line_item_operation");
        Amount = names.Find("line_item_usage_amount");
        Unit = names.Find("pricing_unit");
        Currency = names.Find("line_item_currency_code");
        Invoice = names.Find("bill_invoice_id");
        AccountId = names.Find("line_item_usage_account_id");
        AccountName = names.Find("line_item_usage_account_name");
        Resource = names.Find("line_item_resource_id");
        Principal = names.Find("line_item_iam_principal");
        Entity = names.Find("bill_billing_entity");
        Region = names.Find("product_region_code", "product_region");
        ProductName = names.Find("product_product_name");
        Product = names.Find("product");
        ResourceTags = names.Find("resource_tags");
        AllTags = names.Find("tags");
        Costs = new(names);
    }

    public int[] Identity { get; }

    public int Start { get; }

    public int Type { get; }

    public int ProductCode { get; }

    public int UsageType { get; }

    public int Operation { get; }

    public int Amount { get; }

    public int Unit { get; }

    public int Currency { get; }

    public int Invoice { get; }

    public int AccountId { get; }

    public int AccountName { get; }

    public int Resource { get; }

    public int Principal { get; }

    public int Entity { get; }

    public int Region { get; }

    public int ProductName { get; }

    public int Product { get; }

    public int ResourceTags { get; }

    public int AllTags { get; }

    public CurCosts Costs { get; }
}
