using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace FinOpsAI.Ingest.Tests.Push;

/// <summary>A span as its sender has it, to be written in either encoding.</summary>
internal sealed record TestSpan(
    byte[] TraceId, byte[] SpanId, ulong Start, (string Key, object Value)[] Attributes, int Status = 1, (string Key, object Value)[]? Event = null);

/// <summary>A point of a histogram as its sender has it.</summary>
internal sealed record TestPoint(ulong Start, ulong Time, ulong Count, double? Sum, (string Key, object Value)[] Attributes, uint Flags = 0);

/// <summary>Writes OTLP exports, independently of the decoder, in protobuf and in JSON.</summary>
internal static class OtlpMessages
{
    public static byte[] TracesProto((string Key, object Value)[] resource, params TestSpan[] spans) => Field(1,
        [.. Field(1, Attributes(1, resource)), .. Field(2, [.. Field(1, Field(1, "demo.genai"u8)), .. spans.SelectMany(span => Field(2, SpanProto(span)))])]);

    public static byte[] SpanProto(TestSpan span) =>
    [
        .. Field(1, span.TraceId), .. Field(2, span.SpanId), .. Field(3, "k=v"u8), .. Field(5, "chat"u8), .. Varint(6, 3), .. Fixed64(7, span.Start),
        .. Fixed64(8, span.Start + 1_000), .. Attributes(9, span.Attributes),
        .. span.Event is { } details ? Field(11, [.. Fixed64(1, span.Start), .. Field(2, "gen_ai.event"u8), .. Attributes(3, details)]) : [],
        .. Field(15, Varint(3, span.Status)), 0x85, 0x01, 1, 0, 0, 0,
    ];

    public static string TracesJson((string Key, object Value)[] resource, params TestSpan[] spans) => new JsonObject
    {
        ["resourceSpans"] = new JsonArray(new JsonObject
        {
            ["scopeSpans"] = new JsonArray(new JsonObject
            {
                ["scope"] = new JsonObject { ["name"] = "demo.genai" },
                ["spans"] = new JsonArray([.. spans.Select(SpanJson)]),
            }),
            ["resource"] = new JsonObject { ["attributes"] = AttributesJson(resource) },
        }),
    }.ToJsonString();

    public static JsonNode SpanJson(TestSpan span) => new JsonObject
    {
        ["traceId"] = Convert.ToHexString(span.TraceId),
        ["spanId"] = Convert.ToHexStringLower(span.SpanId),
        ["name"] = "chat",
        ["kind"] = 3,
        ["startTimeUnixNano"] = span.Start.ToString(CultureInfo.InvariantCulture),
        ["endTimeUnixNano"] = (span.Start + 1_000).ToString(CultureInfo.InvariantCulture),
        ["attributes"] = AttributesJson(span.Attributes),
        ["events"] = span.Event is { } details
            ? new JsonArray(new JsonObject { ["name"] = "gen_ai.event", ["attributes"] = AttributesJson(details) })
            : null,
        ["status"] = new JsonObject { ["code"] = span.Status },
        ["droppedAttributesCount"] = 0,
    };

    /// <summary>Temporality: 1 delta, 2 cumulative.</summary>
    public static byte[] MetricsProto((string Key, object Value)[] resource, int temporality, bool isExponential, params TestPoint[] points) => Field(1,
    [
        .. Field(1, Attributes(1, resource)),
        .. Field(2,
        [
            .. Field(1, Field(1, "demo.genai"u8)),
            .. Field(2,
            [
                .. Field(1, "gen_ai.client.token.usage"u8), .. Field(3, "{token}"u8),
                .. Field(isExponential ? 10 : 9,
                    [.. points.SelectMany(point => Field(1, PointProto(point, isExponential ? 1 : 9))), .. Varint(2, temporality)]),
            ]),
            .. Field(2, [.. Field(1, "gen_ai.client.operation.duration"u8), .. Field(9, Field(1, PointProto(points[0], 9)))]),
        ]),
    ]);

    public static string MetricsJson((string Key, object Value)[] resource, int temporality, params TestPoint[] points) => new JsonObject
    {
        ["resourceMetrics"] = new JsonArray(new JsonObject
        {
            ["resource"] = new JsonObject { ["attributes"] = AttributesJson(resource) },
            ["scopeMetrics"] = new JsonArray(new JsonObject
            {
                ["scope"] = new JsonObject { ["name"] = "demo.genai" },
                ["metrics"] = new JsonArray(new JsonObject
                {
                    ["name"] = "gen_ai.client.token.usage",
                    ["histogram"] = new JsonObject
                    {
                        ["aggregationTemporality"] = temporality,
                        ["dataPoints"] = new JsonArray([.. points.Select(PointJson)]),
                    },
                }),
            }),
        }),
    }.ToJsonString();

    public static byte[] Field(int number, ReadOnlySpan<byte> content)
    {
        List<byte> bytes = [.. Number((ulong)number << 3 | 2), .. Number((ulong)content.Length)];
        bytes.AddRange(content);
        return [.. bytes];
    }

    public static byte[] Varint(int number, long value) => [.. Number((ulong)number << 3), .. Number((ulong)value)];

    private static byte[] PointProto(TestPoint point, int attributes) =>
    [
        .. Fixed64(2, point.Start), .. Fixed64(3, point.Time), .. Fixed64(4, point.Count),
        .. point.Sum is { } sum ? Fixed64(5, BitConverter.DoubleToUInt64Bits(sum)) : [],
        .. Attributes(attributes, point.Attributes), .. Varint(10, point.Flags),
    ];

    private static JsonNode PointJson(TestPoint point) => new JsonObject
    {
        ["startTimeUnixNano"] = point.Start.ToString(CultureInfo.InvariantCulture),
        ["timeUnixNano"] = point.Time.ToString(CultureInfo.InvariantCulture),
        ["count"] = point.Count.ToString(CultureInfo.InvariantCulture),
        ["sum"] = point.Sum,
        ["attributes"] = AttributesJson(point.Attributes),
        ["flags"] = point.Flags,
    };

    private static byte[] Attributes(int field, (string Key, object Value)[] attributes) =>
        [.. attributes.SelectMany(pair => Field(field, [.. Field(1, Encoding.UTF8.GetBytes(pair.Key)), .. Field(2, Value(pair.Value))]))];

    private static byte[] Value(object value) => value switch
    {
        string text => Field(1, Encoding.UTF8.GetBytes(text)),
        bool yes => Varint(2, yes ? 1 : 0),
        int number => Varint(3, number),
        long number => Varint(3, number),
        double number => Fixed64(4, BitConverter.DoubleToUInt64Bits(number)),
        string[] texts => Field(5, [.. texts.SelectMany(text => Field(1, Value(text)))]),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static JsonArray AttributesJson((string Key, object Value)[] attributes) =>
        new([.. attributes.Select(pair => (JsonNode)new JsonObject { ["value"] = ValueJson(pair.Value), ["key"] = pair.Key })]);

    /// <summary>An int is written as a JSON number, a long as a string; both are allowed.</summary>
    private static JsonObject ValueJson(object value) => value switch
    {
        string text => new() { ["stringValue"] = text },
        bool yes => new() { ["boolValue"] = yes },
        int number => new() { ["intValue"] = number },
        long number => new() { ["intValue"] = number.ToString(CultureInfo.InvariantCulture) },
        double number => new() { ["doubleValue"] = double.IsFinite(number) ? number : number.ToString(CultureInfo.InvariantCulture) },
        string[] texts => new() { ["arrayValue"] = new JsonObject { ["values"] = new JsonArray([.. texts.Select(text => (JsonNode)ValueJson(text))]) } },
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static byte[] Fixed64(int number, ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return [.. Number((ulong)number << 3 | 1), .. bytes];
    }

    private static byte[] Number(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }
}
