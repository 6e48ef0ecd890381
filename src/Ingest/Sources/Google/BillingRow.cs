using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Google;

/// <summary>One row of the billing export. Rows are only ever added: a correction is a row of its own, often negative.</summary>
internal static class BillingRow
{
    private const int MostLabels = 48;

    /// <summary>After it, a month's invoice is closed.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromDays(15);

    /// <summary>What tells a row from all others: everything it says. Of fields that may grow only the parts named here count.</summary>
    public static string Identity(JsonElement row)
    {
        List<string?> parts = [];
        foreach (var name in new[] { "export_time", "billing_account_id", "cost_type", "usage_start_time", "usage_end_time", "cost", "currency", "transaction_type", "seller_name" })
        {
            parts.Add(JsonFields.Text(row, name));
        }

        Leaves(parts, row, "invoice", "month");
        Leaves(parts, row, "service", "id");
        Leaves(parts, row, "sku", "id");
        Leaves(parts, row, "project", "id", "number");
        Leaves(parts, row, "location", "location", "country", "region", "zone");
        Leaves(parts, row, "resource", "name", "global_name");
        Leaves(parts, row, "usage", "amount", "unit");
        Leaves(parts, row, "adjustment_info", "id", "mode", "type");
        Leaves(parts, row, "subscription", "instance_id");
        Leaves(parts, row, "consumption_model", "id");
        Items(parts, row, "credits", "id", "type", "name", "amount");
        Items(parts, row, "labels", "key", "value");
        Items(parts, row, "system_labels", "key", "value");
        Items(parts, row, "tags", "namespace", "key", "value");
        if (JsonFields.Object(row, "project") is { } project)
        {
            Items(parts, project, "labels", "key", "value");
        }

        return RowId.Of([.. parts]);
    }

    /// <summary>When the row was written.</summary>
    public static DateTimeOffset ExportTime(JsonElement row) => JsonFields.Time(row, "export_time");

    /// <summary>Adds it.</summary>
    /// <param name="to">The batch.</param>
    /// <param name="row">The row.</param>
    /// <param name="id">Its identity.</param>
    /// <param name="occurrence">Which one of several rows that say the same.</param>
    /// <param name="sku">What its SKU says.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="RowException">It has no cost, or a field makes no sense.</exception>
    public static void Add(SourceBatchBuilder to, JsonElement row, string id, int occurrence, GoogleSku sku, DateTimeOffset now)
    {
        var cost = JsonFields.Number(row, "cost") ?? throw new RowException("cost", "cost is missing.");
        var credits = JsonFields.Array(row, "credits").Sum(credit => JsonFields.Number(credit, "amount") ?? 0);
        var service = Leaf(row, "service", "description");
        var description = Leaf(row, "sku", "description") ?? "";
        var month = Leaf(row, "invoice", "month");

        var draft = to.Draft(id, occurrence.ToString(CultureInfo.InvariantCulture));
        draft.Timestamp = JsonFields.Time(row, "usage_start_time");
        draft.Provider = "gcp";
        draft.Service = service;
        draft.Model = sku.Model;
        draft.ServiceTier = sku.ServiceTier;
        draft.Region = Leaf(row, "location", "region") ?? Leaf(row, "location", "location");
        draft.Project = Leaf(row, "project", "id");
        draft.Resource = Leaf(row, "resource", "global_name") ?? Leaf(row, "resource", "name") ?? sku.Model ?? service;
        draft.ChargeCategory = Category(row);
        draft.EffectiveCost = draft.BilledCost = cost + credits;
        draft.ListCost = JsonFields.Number(row, "cost_at_list") ?? cost;
        draft.BillingCurrency = JsonFields.Text(row, "currency") ?? throw new RowException("currency", "currency is missing.");
        draft.Status = IsClosed(month, now) ? CostStatus.Invoiced : CostStatus.Confirmed;
        draft.AllowNegativeUsage = true;
        if (JsonFields.Object(row, "usage") is { } usage && JsonFields.Number(usage, "amount") is { } amount and not 0)
        {
            var (unit, quantity) = sku.Measure(JsonFields.Text(usage, "unit") ?? "unit", amount, description);
            draft.Usage.Add(new(unit, quantity));
        }

        Labels(draft, row);
        Tag(draft, "invoice_month", month);
        Tag(draft, "sku", description);
        Tag(draft, "seller", JsonFields.Text(row, "seller_name"));
        to.Add();
    }

    /// <summary>The invoice's month, not the usage's, says when the charge is closed.</summary>
    private static bool IsClosed(string? month, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(month, "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
        && now >= start.AddMonths(1) + Settling;

    private static string Category(JsonElement row) => JsonFields.Text(row, "cost_type") switch
    {
        "tax" => "Tax",
        "adjustment" or "rounding_error" => "Adjustment",
        _ => Leaf(row, "adjustment_info", "mode") is null ? "Usage" : "Adjustment",
    };

    /// <summary>Labels of the charge win over those of its project, these over tags. A key given twice keeps its last value.</summary>
    private static void Labels(UsageDraft draft, JsonElement row)
    {
        var inherited = JsonFields.Object(row, "project") is { } project ? JsonFields.Array(project, "labels") : [];
        foreach (var label in JsonFields.Array(row, "tags").Concat(inherited).Concat(JsonFields.Array(row, "labels")))
        {
            if (JsonFields.Text(label, "key") is { } key && (draft.Tags?.Count ?? 0) < MostLabels)
            {
                draft.SetTag(key, JsonFields.Text(label, "value") ?? "");
            }
        }
    }

    private static void Tag(UsageDraft draft, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            draft.SetTag(name, value);
        }
    }

    private static string? Leaf(JsonElement row, string name, string leaf) =>
        JsonFields.Object(row, name) is { } value ? JsonFields.Text(value, leaf) : null;

    private static void Leaves(List<string?> parts, JsonElement row, string name, params ReadOnlySpan<string> leaves)
    {
        var value = JsonFields.Object(row, name);
        foreach (var leaf in leaves)
        {
            parts.Add(value is { } found ? JsonFields.Text(found, leaf) : null);
        }
    }

    private static void Items(List<string?> parts, JsonElement row, string name, params ReadOnlySpan<string> leaves)
    {
        // The name between lists keeps an item of one from passing for an item of the next.
        parts.Add(name);
        foreach (var item in JsonFields.Array(row, name))
        {
            foreach (var leaf in leaves)
            {
                parts.Add(JsonFields.Text(item, leaf));
            }
        }
    }
}
