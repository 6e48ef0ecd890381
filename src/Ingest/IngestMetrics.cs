using System.Diagnostics.Metrics;

namespace FinOpsAI.Ingest;

/// <summary>The counters of ingest, under the meter <see cref="MeterName"/>.</summary>
public sealed class IngestMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "FinOpsAI.Ingest";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _records;
    private readonly Counter<long> _unpriced;

    /// <summary>Creates the counters.</summary>
    public IngestMetrics()
    {
        _records = _meter.CreateCounter<long>("finops.ingest.records", "{record}", "Records by outcome: accepted, restated, duplicate, rejected.");
        _unpriced = _meter.CreateCounter<long>("finops.ingest.unpriced", "{record}", "Accepted records without a price or an exchange rate.");
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    internal void Count(string outcome, long records)
    {
        if (records > 0)
        {
            _records.Add(records, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    internal void CountUnpriced(long records)
    {
        if (records > 0)
        {
            _unpriced.Add(records);
        }
    }
}
