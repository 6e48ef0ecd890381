using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Silo.Cli;

/// <summary>Writes records as <c>POST /api/v1/usage</c> takes them: what the source stated, without what the server works out itself.</summary>
internal static class UsageJson
{
    /// <summary>How the API writes its answers.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes one line of NDJSON.</summary>
    public static void Write(IBufferWriter<byte> output, UsageRecord record)
    {
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("id", record.Id);
            writer.WriteString("source", record.Source);
            writer.WriteNumber("revision", record.Revision);
            writer.WriteString("timestamp", record.Timestamp.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteString("provider", record.Provider);
            WriteText(writer, "model", record.Model);
            WriteText(writer, "service", record.Service);
            WriteText(writer, "region", record.Region);
            WriteText(writer, "service_tier", record.ServiceTier);
            writer.WriteString("charge_category", record.ChargeCategory);
            writer.WriteString("team", record.Scope.Team);
            writer.WriteString("project", record.Scope.Project);
            writer.WriteString("resource", record.Scope.ResourceName);
            WriteText(writer, "experiment", record.Experiment);
            WriteCost(writer, record);
            writer.WriteStartObject("usage");
            foreach (var (unit, quantity) in record.Usage)
            {
                writer.WriteNumber(unit, quantity);
            }

            writer.WriteEndObject();
            writer.WriteStartObject("tags");
            foreach (var (key, value) in record.Tags)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteCost(Utf8JsonWriter writer, UsageRecord record)
    {
        if (record.Pricing is not (PricingState.Given or PricingState.Unconverted))
        {
            return;
        }

        var cost = record.StatedCost ?? record.Cost;
        writer.WriteNumber("effective_cost", cost.Effective);
        writer.WriteNumber("billed_cost", cost.Billed);
        writer.WriteNumber("list_cost", cost.List);
        WriteText(writer, "billing_currency", record.BillingCurrency);
        writer.WriteString("status", JsonNamingPolicy.CamelCase.ConvertName(record.Status.ToString()));
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
