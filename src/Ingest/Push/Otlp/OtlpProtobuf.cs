namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>Decodes OTLP exports in protobuf. Field numbers are those of opentelemetry-proto 1.x.</summary>
internal static class OtlpProtobuf
{
    /// <summary>Reads an <c>ExportTraceServiceRequest</c>.</summary>
    /// <exception cref="InvalidDataException">The frame around the spans is broken.</exception>
    public static void ReadTraces(ReadOnlySpan<byte> body, OtlpAttributes attributes, OtlpExport<OtlpSpan> export) =>
        ReadExport(body, attributes, (scopeSpans, resource) =>
        {
            var reader = new ProtoReader(scopeSpans);
            while (reader.Next())
            {
                if (reader.Field == 2)
                {
                    export.Count++;
                    TakeSpan(reader.Bytes(), resource, attributes, export);
                }
                else
                {
                    reader.Skip();
                }
            }
        });

    /// <summary>Reads an <c>ExportMetricsServiceRequest</c>.</summary>
    /// <exception cref="InvalidDataException">The frame around the metrics is broken.</exception>
    public static void ReadMetrics(ReadOnlySpan<byte> body, OtlpAttributes attributes, OtlpExport<OtlpPoint> export) =>
        ReadExport(body, attributes, (scopeMetrics, resource) =>
        {
            var scope = "";
            var reader = new ProtoReader(scopeMetrics);
            while (reader.Next())
            {
                if (reader.Field == 1)
                {
                    scope = Field(reader.Bytes(), 1) is { IsEmpty: false } name ? attributes.Text(name) ?? "" : "";
                }
                else
                {
                    reader.Skip();
                }
            }

            reader = new ProtoReader(scopeMetrics);
            while (reader.Next())
            {
                if (reader.Field == 2)
                {
                    ReadMetric(reader.Bytes(), resource, scope, attributes, export);
                }
                else
                {
                    reader.Skip();
                }
            }
        });

    private delegate void ScopeReader(ReadOnlySpan<byte> scope, OtlpResource resource);

    /// <summary>Both kinds of export have the same frame: resources, each with scopes.</summary>
    private static void ReadExport(ReadOnlySpan<byte> body, OtlpAttributes attributes, ScopeReader readScope)
    {
        var reader = new ProtoReader(body);
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }

            var resource = new OtlpResource();
            var part = reader.Bytes();
            ReadAttributes(Field(part, 1), 1, attributes, resource.Attributes);
            var scopes = new ProtoReader(part);
            while (scopes.Next())
            {
                if (scopes.Field == 2)
                {
                    readScope(scopes.Bytes(), resource);
                }
                else
                {
                    scopes.Skip();
                }
            }
        }
    }

    private static void TakeSpan(ReadOnlySpan<byte> message, OtlpResource resource, OtlpAttributes attributes, OtlpExport<OtlpSpan> export)
    {
        try
        {
            Dictionary<string, string> kept = new(StringComparer.Ordinal);
            ReadAttributes(message, 9, attributes, kept);
            if (!GenAiSpans.IsRelated(kept))
            {
                export.Unrelated++;
                return;
            }

            ReadOnlySpan<byte> traceId = default, spanId = default;
            ulong start = 0;
            var isError = false;
            var reader = new ProtoReader(message);
            while (reader.Next())
            {
                switch (reader.Field)
                {
                    case 1: traceId = reader.Bytes(); break;
                    case 2: spanId = reader.Bytes(); break;
                    case 7: start = reader.Fixed64(); break;
                    case 15: isError = IsErrorStatus(reader.Bytes()); break;
                    default: reader.Skip(); break;
                }
            }

            export.Items.Add(new(
                export.Count, resource, OtlpAttributes.Id("traceId", traceId, 16), OtlpAttributes.Id("spanId", spanId, 8), start, isError, kept));
        }
        catch (InvalidDataException e)
        {
            export.Fail(e.Message);
        }
    }

    private static bool IsErrorStatus(ReadOnlySpan<byte> status)
    {
        ulong code = 0;
        var reader = new ProtoReader(status);
        while (reader.Next())
        {
            if (reader.Field == 3)
            {
                code = reader.Varint();
            }
            else
            {
                reader.Skip();
            }
        }

        return code == 2;
    }

    private static void ReadMetric(
        ReadOnlySpan<byte> message, OtlpResource resource, string scope, OtlpAttributes attributes, OtlpExport<OtlpPoint> export)
    {
        var isTokenUsage = Field(message, 1).SequenceEqual("gen_ai.client.token.usage"u8);
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 9 when isTokenUsage:
                    ReadHistogram(reader.Bytes(), attributesField: 9, resource, scope, attributes, export);
                    break;
                case 10 when isTokenUsage:
                    ReadHistogram(reader.Bytes(), attributesField: 1, resource, scope, attributes, export);
                    break;
                case 5 or 7 or 9 or 10 or 11:
                    export.Unrelated++;
                    reader.Skip();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static void ReadHistogram(
        ReadOnlySpan<byte> data,
        int attributesField,
        OtlpResource resource,
        string scope,
        OtlpAttributes attributes,
        OtlpExport<OtlpPoint> export)
    {
        var temporality = OtlpTemporality.Unspecified;
        var reader = new ProtoReader(data);
        while (reader.Next())
        {
            if (reader.Field == 2)
            {
                temporality = (OtlpTemporality)reader.Varint();
            }
            else
            {
                reader.Skip();
            }
        }

        reader = new ProtoReader(data);
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }

            export.Count++;
            var point = reader.Bytes();
            try
            {
                Dictionary<string, string> kept = new(StringComparer.Ordinal);
                ReadAttributes(point, attributesField, attributes, kept);
                TakePoint(point, new(export.Count, resource, scope, temporality, 0, 0, 0, null, kept), export);
            }
            catch (InvalidDataException e)
            {
                export.Fail(e.Message);
            }
        }
    }

    /// <summary>The fields of plain and of exponential points have the same numbers, save for their attributes.</summary>
    private static void TakePoint(ReadOnlySpan<byte> message, OtlpPoint point, OtlpExport<OtlpPoint> export)
    {
        ulong start = 0, time = 0, count = 0, flags = 0;
        double? sum = null;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2: start = reader.Fixed64(); break;
                case 3: time = reader.Fixed64(); break;
                case 4: count = reader.Fixed64(); break;
                case 5: sum = reader.Double(); break;
                case 10: flags = reader.Varint(); break;
                default: reader.Skip(); break;
            }
        }

        if ((flags & OtlpPoint.NoValue) == 0)
        {
            export.Items.Add(point with { StartNanoseconds = start, TimeNanoseconds = time, Count = count, Sum = sum });
        }
    }

    /// <summary>The bytes of a message's first field of a number; empty when it is not there.</summary>
    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> message, int field)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field == field)
            {
                return reader.Bytes();
            }

            reader.Skip();
        }

        return default;
    }

    private static void ReadAttributes(ReadOnlySpan<byte> message, int field, OtlpAttributes attributes, Dictionary<string, string> kept)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field != field)
            {
                reader.Skip();
                continue;
            }

            var pair = reader.Bytes();
            if (attributes.Keeps(Field(pair, 1), out var name) && ReadValue(Field(pair, 2), attributes) is { } text)
            {
                kept[name] = text;
            }
        }
    }

    private static string? ReadValue(ReadOnlySpan<byte> value, OtlpAttributes attributes)
    {
        string? text = null;
        var reader = new ProtoReader(value);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: text = attributes.Text(reader.Bytes()); break;
                case 2: text = OtlpAttributes.Boolean(reader.Varint() != 0); break;
                case 3: text = OtlpAttributes.Integer((long)reader.Varint()); break;
                case 4: text = OtlpAttributes.Number(reader.Double()); break;
                case 5 or 6 or 7: text = attributes.Opaque(reader.Bytes()); break;
                default: reader.Skip(); break;
            }
        }

        return text;
    }
}
