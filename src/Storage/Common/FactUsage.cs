using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Storage.Common;

/// <summary>Quantities by unit as the JSON of a row of facts. Read a few hundred thousand times for one answer, so by hand.</summary>
internal static class FactUsage
{
    private const int LongestName = 64;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyDictionary<string, decimal> usage)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            foreach (var (unit, quantity) in usage)
            {
                if (quantity != 0)
                {
                    json.WriteNumber(unit, quantity);
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Dictionary<string, decimal> Read(ReadOnlySpan<byte> json)
    {
        var usage = new Dictionary<string, decimal>(6);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var unit = Unit(reader);
            reader.Read();
            usage.Add(unit, reader.GetDecimal());
        }

        return usage;
    }

    /// <summary>The one text of a canonical unit, instead of a new one for each row.</summary>
    private static string Unit(in Utf8JsonReader name)
    {
        if (name.ValueSpan.Length <= LongestName)
        {
            Span<char> text = stackalloc char[LongestName];
            if (UsageUnits.All.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..name.CopyString(text)], out var known))
            {
                return known;
            }
        }

        return name.GetString()!;
    }
}
