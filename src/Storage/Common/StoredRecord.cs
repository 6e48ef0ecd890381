using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Storage.Common;

/// <summary>What a charge keeps of its record beside the columns of the ledger. With them it gives the record back as it was handed in.</summary>
internal sealed record StoredRecord(
    string Id,
    string Source,
    string? Model,
    string? Service,
    string? Region,
    string? Tier,
    string? Category,
    IReadOnlyDictionary<string, decimal> Usage,
    decimal[]? Stated,
    string? Currency,
    ExchangeRate? Rate,
    IReadOnlyDictionary<string, string>? Tags,
    string? Feature = null,
    string? Customer = null,
    StoredPlacement? Placement = null)
{
    public const string DefaultCategory = "Usage";

    public static void Write(UsageRecord record, Utf8JsonWriter writer) => LedgerJson.Default.StoredRecord.SerializeHandler!(
        writer,
        new StoredRecord(
            record.Id,
            record.Source,
            record.Model,
            record.Service,
            record.Region,
            record.ServiceTier,
            record.ChargeCategory == DefaultCategory ? null : record.ChargeCategory,
            record.Usage,
            record.StatedCost is { } stated ? [stated.Effective, stated.Billed, stated.List] : null,
            record.BillingCurrency,
            record.ExchangeRate,
            record.Tags.Count == 0 ? null : record.Tags,
            record.Feature,
            record.Customer,
            StoredPlacement.Of(record.Placement)));

    public static UsageRecord Read(ReadOnlySpan<byte> payload, int revision, LedgerEntry entry)
    {
        var stored = JsonSerializer.Deserialize(payload, LedgerJson.Default.StoredRecord)
            ?? throw new JsonException("A ledger payload is null.");
        return new()
        {
            Id = stored.Id,
            Source = stored.Source,
            Revision = revision,
            Timestamp = entry.Timestamp,
            Provider = entry.Provider,
            Model = stored.Model,
            Service = stored.Service,
            Region = stored.Region,
            ServiceTier = stored.Tier,
            ChargeCategory = stored.Category ?? DefaultCategory,
            Scope = entry.Scope,
            Experiment = entry.Experiment,
            Usage = stored.Usage,
            Cost = entry.Cost,
            Pricing = entry.Pricing,
            Status = entry.Status,
            StatedCost = stored.Stated is [var effective, var billed, var list] ? new(effective, billed, list) : null,
            BillingCurrency = stored.Currency,
            ExchangeRate = stored.Rate,
            Tags = stored.Tags ?? new Dictionary<string, string>(),
            Feature = stored.Feature,
            Customer = stored.Customer,
            Placement = stored.Placement?.ToPlacement(),
        };
    }
}

/// <summary>What a record's sender had stated where a rule placed it elsewhere.</summary>
internal sealed record StoredPlacement(string Rule, int Version, string Scope, string? Experiment, string? Feature, string? Customer)
{
    public static StoredPlacement? Of(RecordPlacement? placement) => placement is null
        ? null
        : new(placement.Rule, placement.Version, placement.Scope.Key, placement.Experiment, placement.Feature, placement.Customer);

    public RecordPlacement ToPlacement() => new(Rule, Version, ScopePath.Parse(Scope), Experiment, Feature, Customer);
}

/// <summary>
/// Generated code for ledger payloads, apart from <see cref="PayloadJson"/>: with converters or number handling in its options the generator
/// leaves the quick way to write.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredRecord))]
[JsonSerializable(typeof(StoredFacets))]
internal sealed partial class LedgerJson : JsonSerializerContext;

/// <summary>Writes one payload after the other into one buffer.</summary>
internal sealed class PayloadWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;

    public PayloadWriter() =>
        _json = new(_buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>The record's payload, good until the next call.</summary>
    public ReadOnlyMemory<byte> Write(UsageRecord record)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        StoredRecord.Write(record, _json);
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    public void Dispose() => _json.Dispose();
}
