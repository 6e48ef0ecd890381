using System.Globalization;
using System.Text.Json;

namespace FinOpsAI.Ingest.Usage;

/// <summary>Single JSON values as all senders of usage may write them.</summary>
internal static class JsonScalar
{
    /// <summary>Reads a decimal, written as a number or as a string; never through binary floating point.</summary>
    public static bool TryNumber(ref Utf8JsonReader reader, out decimal number)
    {
        number = 0;
        return reader.TokenType switch
        {
            JsonTokenType.Number => reader.TryGetDecimal(out number),
            JsonTokenType.String when !reader.ValueIsEscaped && reader.ValueSpan.Length <= 64 =>
                decimal.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
    }

    /// <summary>What stands there, for a message; long text is cut.</summary>
    public static string Got(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => $"\"{Excerpt.Of(reader.ValueSpan)}\"",
        JsonTokenType.Null => "null",
        _ => Excerpt.Of(reader.ValueSpan),
    };
}
