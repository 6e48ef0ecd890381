using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>
/// Decodes OTLP exports in OTLP's own JSON: camel case, ids in hex, enumerations as numbers, 64-bit integers as strings or numbers. A text
/// becomes a string only when its attribute is kept.
/// </summary>
internal static class OtlpJson
{
    /// <summary>Reads an <c>ExportTraceServiceRequest</c>.</summary>
    /// <exception cref="InvalidDataException">The frame around the spans is broken.</exception>
    public static void ReadTraces(ReadOnlyMemory<byte> body, OtlpAttributes attributes, OtlpExport<OtlpSpan> export) =>
        ReadExport(body, "resourceSpans", "scopeSpans", attributes, (scopeSpans, resource) =>
        {
            foreach (var span in Array(scopeSpans, "spans"))
            {
                export.Count++;
                Take(export, () => TakeSpan(span, resource, attributes, export));
            }
        });

    /// <summary>Reads an <c>ExportMetricsServiceRequest</c>.</summary>
    /// <exception cref="InvalidDataException">The frame around the metrics is broken.</exception>
    public static void ReadMetrics(ReadOnlyMemory<byte> body, OtlpAttributes attributes, OtlpExport<OtlpPoint> export) =>
        ReadExport(body, "resourceMetrics", "scopeMetrics", attributes, (scopeMetrics, resource) =>
        {
            var scope = Find(scopeMetrics, "scope") is { } named && Find(named, "name") is { } name ? Text(name, attributes) ?? "" : "";
            foreach (var metric in Array(scopeMetrics, "metrics"))
            {
                ReadMetric(metric, resource, scope, attributes, export);
            }
        });

    private static void ReadExport(
        ReadOnlyMemory<byte> body, string resources, string scopes, OtlpAttributes attributes, Action<JsonElement, OtlpResource> readScope)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            foreach (var part in Array(document.RootElement, resources))
            {
                var resource = new OtlpResource();
                if (Find(part, "resource") is { } described)
                {
                    ReadAttributes(described, attributes, resource.Attributes);
                }

                foreach (var scope in Array(part, scopes))
                {
                    readScope(scope, resource);
                }
            }
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"got malformed JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException("got a text that is not Unicode", e);
        }
    }

    /// <summary>What is wrong inside of one item costs only that.</summary>
    private static void Take<T>(OtlpExport<T> export, Action take)
    {
        string problem;
        try
        {
            take();
            return;
        }
        catch (InvalidDataException e)
        {
            problem = e.Message;
        }
        catch (InvalidOperationException)
        {
            problem = "got a text that is not Unicode";
        }

        export.Fail(problem);
    }

    private static void TakeSpan(JsonElement span, OtlpResource resource, OtlpAttributes attributes, OtlpExport<OtlpSpan> export)
    {
        Dictionary<string, string> kept = new(StringComparer.Ordinal);
        ReadAttributes(span, attributes, kept);
        if (!GenAiSpans.IsRelated(kept))
        {
            export.Unrelated++;
            return;
        }

        export.Items.Add(new(
            export.Count,
            resource,
            Id(span, "traceId", 16),
            Id(span, "spanId", 8),
            Unsigned(span, "startTimeUnixNano"),
            Find(span, "status") is { } status && Enumeration(status, "code", "STATUS_CODE_ERROR", 2) == 2,
            kept));
    }

    private static void ReadMetric(
        JsonElement metric, OtlpResource resource, string scope, OtlpAttributes attributes, OtlpExport<OtlpPoint> export)
    {
        var histogram = Find(metric, "histogram") ?? Find(metric, "exponentialHistogram");
        if (histogram is not { } data || Find(metric, "name") is not { ValueKind: JsonValueKind.String } name || !name.ValueEquals(GenAi.TokenUsage))
        {
            export.Unrelated++;
            return;
        }

        var temporality = (OtlpTemporality)(
            Enumeration(data, "aggregationTemporality", "AGGREGATION_TEMPORALITY_CUMULATIVE", 2) is not 0 and var known
                ? known
                : Enumeration(data, "aggregationTemporality", "AGGREGATION_TEMPORALITY_DELTA", 1));
        foreach (var point in Array(data, "dataPoints"))
        {
            export.Count++;
            Take(export, () =>
            {
                if ((Unsigned(point, "flags") & OtlpPoint.NoValue) != 0)
                {
                    return;
                }

                Dictionary<string, string> kept = new(StringComparer.Ordinal);
                ReadAttributes(point, attributes, kept);
                export.Items.Add(new(
                    export.Count,
                    resource,
                    scope,
                    temporality,
                    Unsigned(point, "startTimeUnixNano"),
                    Unsigned(point, "timeUnixNano"),
                    Unsigned(point, "count"),
                    Find(point, "sum") is { } sum ? Floating("sum", sum) : null,
                    kept));
            });
        }
    }

    private static void ReadAttributes(JsonElement owner, OtlpAttributes attributes, Dictionary<string, string> kept)
    {
        foreach (var pair in Array(owner, "attributes"))
        {
            if (Find(pair, "key") is { ValueKind: JsonValueKind.String } key && attributes.Keeps(key.GetString(), out var name)
                && Find(pair, "value") is { ValueKind: JsonValueKind.Object } value && Value(value, attributes) is { } text)
            {
                kept[name] = text;
            }
        }
    }

    private static string? Value(JsonElement value, OtlpAttributes attributes)
    {
        foreach (var kind in value.EnumerateObject())
        {
            switch (kind.Name)
            {
                case "stringValue":
                    return Text(kind.Value, attributes);
                case "boolValue" when kind.Value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                    return OtlpAttributes.Boolean(kind.Value.GetBoolean());
                case "intValue":
                    return OtlpAttributes.Integer(Integer(kind.Value));
                case "doubleValue":
                    return OtlpAttributes.Number(Floating("doubleValue", kind.Value));
                case "arrayValue" or "kvlistValue" or "bytesValue":
                    return attributes.Opaque(Encoding.UTF8.GetBytes(kind.Value.GetRawText()));
            }
        }

        return null;
    }

    private static string? Text(JsonElement value, OtlpAttributes attributes) => value.ValueKind switch
    {
        JsonValueKind.String => attributes.Text(Encoding.UTF8.GetBytes(value.GetString()!)),
        JsonValueKind.Null => null,
        _ => throw Wrong("stringValue", value, "a string"),
    };

    private static string Id(JsonElement owner, string name, int length)
    {
        if (Find(owner, name) is not { ValueKind: JsonValueKind.String } value)
        {
            throw new InvalidDataException($"{name}: is missing, expected {2 * length} hex digits");
        }

        try
        {
            return OtlpAttributes.Id(name, Convert.FromHexString(value.GetString()!), length);
        }
        catch (FormatException)
        {
            throw Wrong(name, value, $"{2 * length} hex digits");
        }
    }

    private static ulong Unsigned(JsonElement owner, string name)
    {
        if (Find(owner, name) is not { } value)
        {
            return 0;
        }

        return Whole(value) is { } number and >= 0 and <= ulong.MaxValue ? (ulong)number : throw Wrong(name, value, "a whole number of 0 or more");
    }

    private static long Integer(JsonElement value) =>
        Whole(value) is { } number and >= long.MinValue and <= long.MaxValue ? (long)number : throw Wrong("intValue", value, "a whole number");

    /// <summary>A 64-bit integer, as number or as string.</summary>
    private static decimal? Whole(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDecimal(out var number) && decimal.IsInteger(number) ? number : null,
            JsonValueKind.String => decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && decimal.IsInteger(number) ? number : null,
            _ => null,
        };

    private static double Floating(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) => number,
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Wrong(name, value, "a number"),
    };

    /// <summary>A member of an enumeration, by number; by name in JSON that follows protobuf's rules rather than OTLP's.</summary>
    private static int Enumeration(JsonElement owner, string name, string text, int number)
    {
        if (Find(owner, name) is not { } value)
        {
            return 0;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt32(out var given) => given,
            JsonValueKind.String when value.ValueEquals(text) => number,
            _ => 0,
        };
    }

    private static JsonElement? Find(JsonElement owner, string name)
    {
        if (owner.ValueKind is not JsonValueKind.Object)
        {
            throw Wrong(name, owner, "it in an object");
        }

        return owner.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
    }

    private static JsonElement.ArrayEnumerator Array(JsonElement owner, string name) => Find(owner, name) switch
    {
        { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
        null => default,
        { } other => throw Wrong(name, other, "an array"),
    };

    /// <summary>Says what stands there by its kind alone: it may be text that is not to be repeated.</summary>
    private static InvalidDataException Wrong(string name, JsonElement value, string expected) =>
        new($"{name}: got {value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.String => "another text",
            JsonValueKind.Number => $"the number {value.GetRawText()[..Math.Min(40, value.GetRawText().Length)]}",
            _ => "a wrong value",
        }}, expected {expected}");
}
