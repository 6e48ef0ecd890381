using System.Collections.Frozen;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers.Uploads;

/// <summary>
/// What the columns of the known formats are read as, for people who look at a preview. Only those that are one field; many are read together
/// to find the model, the unit or the id, and are said to be read without a field.
/// </summary>
internal static class KnownColumns
{
    private static readonly FrozenDictionary<string, string> Cur = Table(
        ("line_item_usage_start_date", "timestamp"), ("line_item_unblended_cost", "billed_cost"), ("line_item_currency_code", "billing_currency"),
        ("line_item_resource_id", "resource"), ("line_item_product_code", "service"), ("product_region_code", "region"), ("line_item_usage_account_id", "project"),
        ("line_item_line_item_type", "charge_category"), ("tags", "tags"), ("resource_tags", "tags"));

    private static readonly FrozenDictionary<string, string> AzureCost = Table(
        ("Date", "timestamp"), ("UsageDate", "timestamp"), ("UsageDateTime", "timestamp"), ("CostInBillingCurrency", "effective_cost"), ("Cost", "effective_cost"),
        ("PreTaxCost", "effective_cost"), ("BillingCurrency", "billing_currency"), ("BillingCurrencyCode", "billing_currency"), ("Currency", "billing_currency"),
        ("ResourceId", "resource"), ("InstanceId", "resource"), ("ResourceLocation", "region"), ("Tags", "tags"), ("ChargeType", "charge_category"), ("MeterCategory", "service"));

    private static readonly FrozenDictionary<string, string> AzureTrace = Table(
        ("TIMESTAMP", "timestamp"), ("ContextTokens", "token.input"), ("GeneratedTokens", "token.output"));

    private static readonly FrozenDictionary<string, string> Alibaba = Table(
        ("gmt_create", "timestamp"), ("exec_time_seconds", "gpu_hour"), ("groupId", "resource"), ("predict_type", "project"), ("checkpoint_model_version_id", "model"));

    /// <summary>The field; null when a column is not one by itself.</summary>
    public static string? FieldOf(string format, string column) => format switch
    {
        "cur" => Cur.GetValueOrDefault(CurHeader.NewName(column)),
        "azure-cost" => AzureCost.GetValueOrDefault(column),
        "azure-llm-trace" => AzureTrace.GetValueOrDefault(column),
        "alibaba-genai" => Alibaba.GetValueOrDefault(column),
        _ => UsageFields.TryGet(column, out var field) ? UsageFields.NameOf(field) : null,
    };

    private static FrozenDictionary<string, string> Table(params (string Column, string Field)[] columns) =>
        columns.ToFrozenDictionary(pair => pair.Column, pair => pair.Field, StringComparer.OrdinalIgnoreCase);
}
