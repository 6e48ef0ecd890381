using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>Counts what OpenTelemetry sends and what is acknowledged without being counted as usage.</summary>
internal sealed class OtlpCounters : IDisposable
{
    private const int MostServices = 200;
    private readonly Meter _meter = new(IngestMetrics.MeterName);
    private readonly Counter<long> _dropped;
    private readonly ConcurrentDictionary<string, byte> _services = new(StringComparer.Ordinal);

    public OtlpCounters() => _dropped = _meter.CreateCounter<long>(
        "finops.ingest.otlp.dropped",
        "{item}",
        "Spans and data points acknowledged and not counted: unrelated, not_a_model_call, or of the sender's other_signal.");

    /// <summary>Counts items that are no usage.</summary>
    public void Drop(string signal, string reason, long items)
    {
        if (items > 0)
        {
            _dropped.Add(items, new("signal", signal), new KeyValuePair<string, object?>("reason", reason));
        }
    }

    /// <summary>Counts an item of the signal by which its sender is not counted.</summary>
    /// <returns>True the first time for a sender; no more than a bounded number are told apart.</returns>
    public bool DropOther(string signal, string service)
    {
        var isNew = _services.Count < MostServices && _services.TryAdd($"{signal} {service}", 0);
        var name = isNew || _services.ContainsKey($"{signal} {service}") ? service : "others";
        _dropped.Add(
            1,
            new("signal", signal),
            new("reason", "other_signal"),
            new KeyValuePair<string, object?>("service", name));
        return isNew;
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();
}
