using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Usage;

/// <summary>
/// Writes records in the form of the usage API, to send them on or to keep them: what <see cref="UsageBodyReader"/> reads back as the same
/// record. Costs are written as stated, in their own currency; a price of the catalogue is left for the reader to find again.
/// </summary>
public static class UsageJsonWriter
{
    /// <summary>Writes one record as an object.</summary>
    public static void Write(Utf8JsonWriter writer, UsageRecord record)
    {
        writer.WriteStartObject();
        writer.WriteString("id", record.Id);
        writer.WriteString("source", record.Source);
        if (record.Revision > 0)
        {
            writer.WriteNumber("revision", record.Revision);
        }

        writer.WriteString("timestamp", record.Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture));
        writer.WriteString("provider", record.Provider);
        WriteText(writer, "model", record.Model);
        WriteText(writer, "service", record.Service);
        WriteText(writer, "region", record.Region);
        WriteText(writer, "service_tier", record.ServiceTier);
        WriteText(writer, "charge_category", record.ChargeCategory is "Usage" ? null : record.ChargeCategory);
        WriteText(writer, "team", record.Scope.Team);
        WriteText(writer, "project", record.Scope.Project);
        WriteText(writer, "resource", record.Scope.ResourceName);
        WriteText(writer, "experiment", record.Experiment);
        writer.WriteStartObject("usage");
        foreach (var (unit, quantity) in record.Usage)
        {
            writer.WriteNumber(unit, quantity);
        }

        writer.WriteEndObject();
        WriteCost(writer, record);
        if (record.Tags.Count > 0)
        {
            writer.WriteStartObject("tags");
            foreach (var (key, value) in record.Tags)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteCost(Utf8JsonWriter writer, UsageRecord record)
    {
        if (record.Pricing is PricingState.Given or PricingState.Unconverted && record.StatedCost is { } cost)
        {
            writer.WriteNumber("effective_cost", cost.Effective);
            writer.WriteNumber("billed_cost", cost.Billed);
            writer.WriteNumber("list_cost", cost.List);
            WriteText(writer, "billing_currency", record.BillingCurrency);
            writer.WriteString("status", record.Status.ToString().ToLowerInvariant());
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
