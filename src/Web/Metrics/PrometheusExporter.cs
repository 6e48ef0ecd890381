using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace FinOpsAI.Web.Metrics;

/// <summary>
/// Keeps the last value of the product's own instruments and writes them as Prometheus text 0.0.4. Histograms are written as
/// their count and sum.
/// </summary>
internal sealed class PrometheusExporter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Sample> _samples = new();

    public PrometheusExporter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("FinOpsAI", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var family in _samples.GroupBy(sample => sample.Key.Instrument).OrderBy(family => family.Key.Name, StringComparer.Ordinal))
        {
            var instrument = family.Key;
            var counter = IsCounter(instrument);
            var histogram = IsHistogram(instrument);
            var name = Name(instrument) + (counter ? "_total" : string.Empty);
            text.Append("# HELP ").Append(name).Append(' ').Append(instrument.Description?.ReplaceLineEndings(" ")).Append('\n');
            text.Append("# TYPE ").Append(name).Append(' ').Append(histogram ? "summary" : counter ? "counter" : "gauge").Append('\n');
            foreach (var ((_, labels), sample) in family.OrderBy(sample => sample.Key.Labels, StringComparer.Ordinal))
            {
                var (value, count) = sample.Read();
                if (histogram)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}_sum{labels} {value:R}\n{name}_count{labels} {count}\n");
                }
                else
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value:R}\n");
                }
            }
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var sample = _samples.GetOrAdd((instrument, Labels(tags)), static _ => new());
        if (instrument.IsObservable || instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal))
        {
            sample.Set(value);
        }
        else
        {
            sample.Add(value);
        }
    }

    private static bool IsCounter(Instrument instrument) =>
        instrument.GetType().Name is var type
        && (type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal));

    private static bool IsHistogram(Instrument instrument) => instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal);

    private static string Name(Instrument instrument)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => string.Empty,
        };
        return instrument.Name.Replace('.', '_') + unit;
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return string.Empty;
        }

        var text = new StringBuilder("{");
        foreach (var (key, value) in tags)
        {
            if (text.Length > 1)
            {
                text.Append(',');
            }

            var escaped = Convert.ToString(value, CultureInfo.InvariantCulture)!
                .Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(key.Replace('.', '_')).Append("=\"").Append(escaped).Append('"');
        }

        return text.Append('}').ToString();
    }

    private sealed class Sample
    {
        private readonly Lock _lock = new();
        private double _value;
        private long _count;

        public void Set(double value)
        {
            lock (_lock)
            {
                _value = value;
                _count = 1;
            }
        }

        public void Add(double value)
        {
            lock (_lock)
            {
                _value += value;
                _count++;
            }
        }

        public (double Value, long Count) Read()
        {
            lock (_lock)
            {
                return (_value, _count);
            }
        }
    }
}
