using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Databricks;

/// <summary>Rows of <c>system.billing.usage</c> to records.</summary>
internal sealed class DatabricksUsage
{
    /// <summary>A record may not have endless tags; what is beyond is left out rather than the record.</summary>
    private const int MostTags = 40;

    /// <summary>What names the thing that ran, the most telling first.</summary>
    private static readonly string[] Things =
        ["endpoint_name", "app_name", "job_name", "run_name", "endpoint_id", "app_id", "job_id", "dlt_pipeline_id", "warehouse_id", "cluster_id", "notebook_id"];

    private readonly decimal _factor;
    private readonly string _currency;

    public DatabricksUsage(ConnectorContext context)
    {
        _factor = context.Number("discount") ?? 1m;
        _currency = context.Required("currency");
        if (_factor is < 0 or > 10)
        {
            throw new SourceException(SourceFaultCode.Settings, $"discount: got {_factor}, expected the part that is paid, such as 0.8.");
        }
    }

    /// <summary>Adds a row to a batch, or counts it as one that cannot be used.</summary>
    public void Add(DatabricksRow row, SourceBatchBuilder batch)
    {
        var draft = batch.Draft(row["record_id"]);
        if (!IsoTimestamp.TryParse(row["usage_start_time"], out var start))
        {
            batch.Fail("usage_start_time", $"usage_start_time: got \"{Excerpt.Of(row["usage_start_time"] ?? "")}\", expected a time.");
            return;
        }

        if (!TryNumber(row["usage_quantity"], out var quantity))
        {
            batch.Fail("usage_quantity", $"usage_quantity: got \"{Excerpt.Of(row["usage_quantity"] ?? "")}\", expected a number.");
            return;
        }

        using var metadata = Json(row["usage_metadata"]);
        draft.Timestamp = start;
        draft.Provider = "databricks";
        draft.Service = row["billing_origin_product"] ?? row["sku_name"];
        draft.Project = row["workspace_id"];
        draft.Model = metadata is null ? null : Model(metadata.RootElement);
        draft.Resource = (metadata is null ? null : Thing(metadata.RootElement)) ?? row["sku_name"];
        draft.AllowNegativeUsage = true;
        draft.Usage.Add(new(Unit(row["usage_unit"], row["usage_type"]), quantity));
        if (TryNumber(row["list_price"], out var price))
        {
            draft.ListCost = quantity * price;
            draft.EffectiveCost = draft.ListCost * _factor;
            draft.BillingCurrency = row["currency_code"] ?? _currency;
            draft.Status = CostStatus.Estimated;
        }
        else
        {
            // Without a list price it is for the catalogue to price, which needs something to look up.
            draft.Model ??= row["sku_name"];
        }

        Tag(draft, row);
        batch.Add();
    }

    /// <summary>Quantities of different usage types are never the same thing, also where all are counted in DBU.</summary>
    private static string Unit(string? unit, string? type) => (unit, type) switch
    {
        ("DBU", null or "COMPUTE_TIME") => "dbu",
        (_, null) => $"other:{unit ?? "unknown"}",
        _ => $"other:{unit ?? "unknown"}.{type.ToLowerInvariant()}",
    };

    private static string? Model(JsonElement metadata) =>
        metadata.TryGetProperty("ai_gateway", out var gateway) ? JsonFields.TextOrNull(gateway, "destination_model") : null;

    private static string? Thing(JsonElement metadata) =>
        Things.Select(name => JsonFields.TextOrNull(metadata, name)).FirstOrDefault(name => name is not null)
        ?? (metadata.TryGetProperty("ai_gateway", out var gateway) ? JsonFields.TextOrNull(gateway, "endpoint_name") : null);

    private static void Tag(UsageDraft draft, DatabricksRow row)
    {
        using var tags = Json(row["custom_tags"]);
        foreach (var tag in tags?.RootElement.EnumerateObject().Where(tag => tag.Value.ValueKind is JsonValueKind.String).Take(MostTags) ?? [])
        {
            draft.SetTag(tag.Name, tag.Value.GetString()!);
        }

        using var features = Json(row["product_features"]);
        foreach (var (name, value) in new[]
        {
            ("databricks.sku", row["sku_name"]),
            ("databricks.cloud", row["cloud"]),
            ("databricks.record_type", row["record_type"] is "ORIGINAL" ? null : row["record_type"]),
            ("databricks.serving_type", features is null ? null : JsonFields.TextOrNull(features.RootElement, "serving_type")),
        })
        {
            if (value is not null)
            {
                draft.SetTag(name, value);
            }
        }
    }

    private static JsonDocument? Json(string? text)
    {
        try
        {
            var document = text is null ? null : JsonDocument.Parse(text);
            return document?.RootElement.ValueKind is JsonValueKind.Object ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryNumber(string? text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
