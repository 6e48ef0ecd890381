using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources;

/// <summary>A row of an answer that cannot be used; the rows around it can.</summary>
/// <param name="field">The field at fault.</param>
/// <param name="message">What was found and what was expected.</param>
internal sealed class RowException(string field, string message) : Exception(message)
{
    /// <summary>The field at fault.</summary>
    public string Field { get; } = field;
}

/// <summary>
/// Fields of a provider's JSON. Numbers may come as numbers or as text, a missing field is as good as <c>null</c>; anything else in a field's
/// place costs the row, never the answer.
/// </summary>
internal static class JsonFields
{
    /// <summary>A text; a number or truth value as it is written; null when absent, null or empty.</summary>
    /// <exception cref="RowException">It is an object or an array.</exception>
    public static string? Text(JsonElement row, string name) => Find(row, name) switch
    {
        { ValueKind: JsonValueKind.String } value => value.GetString() is { Length: > 0 } text ? text : null,
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.GetRawText(),
        null => null,
        { } value => throw Unexpected(name, value, "a text"),
    };

    /// <summary>A text that is only looked at in passing: null when it is anything else.</summary>
    public static string? TextOrNull(JsonElement row, string name) =>
        Find(row, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>A decimal; null when absent, null or empty.</summary>
    /// <exception cref="RowException">It is no number that fits.</exception>
    public static decimal? Number(JsonElement row, string name)
    {
        if (Find(row, name) is not { } value)
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString()!.Trim(),
            _ => throw Unexpected(name, value, "a number"),
        };
        if (text.Length == 0)
        {
            return null;
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unexpected(name, value, "a number");
    }

    /// <summary>A truth value, also as text; null when absent or null.</summary>
    /// <exception cref="RowException">It is none.</exception>
    public static bool? Flag(JsonElement row, string name) => Text(row, name) switch
    {
        null => null,
        var text when bool.TryParse(text, out var flag) => flag,
        _ => throw Unexpected(name, Find(row, name)!.Value, "true or false"),
    };

    /// <summary>Unix time in seconds or ISO 8601.</summary>
    /// <exception cref="RowException">It is absent or neither.</exception>
    public static DateTimeOffset Time(JsonElement row, string name)
    {
        var text = Text(row, name) ?? throw new RowException(name, $"{name} is missing.");
        return (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var unix) && UnixTimestamp.TryParse(unix, out var time))
            || IsoTimestamp.TryParse(text, out time)
                ? time
                : throw Unexpected(name, Find(row, name)!.Value, "a time");
    }

    /// <summary>A time without which a whole bucket belongs nowhere.</summary>
    /// <exception cref="SourceException">It is absent or none.</exception>
    public static DateTimeOffset RequiredTime(JsonElement row, string name)
    {
        try
        {
            return Time(row, name);
        }
        catch (RowException e)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"The answer cannot be placed in time: {e.Message}", null, e);
        }
    }

    /// <summary>An object; null when absent or null.</summary>
    /// <exception cref="RowException">It is something else.</exception>
    public static JsonElement? Object(JsonElement row, string name) => Find(row, name) switch
    {
        { ValueKind: JsonValueKind.Object } value => value,
        null => null,
        { } value => throw Unexpected(name, value, "an object"),
    };

    /// <summary>The elements of an array; none when it is absent or null.</summary>
    /// <exception cref="RowException">It is something else.</exception>
    public static IEnumerable<JsonElement> Array(JsonElement row, string name) => Find(row, name) switch
    {
        { ValueKind: JsonValueKind.Array } value => value.EnumerateArray(),
        null => [],
        { } value => throw Unexpected(name, value, "an array"),
    };

    /// <summary>The answer's root, which must be an object.</summary>
    /// <exception cref="SourceException">It is none.</exception>
    public static JsonElement Root(JsonDocument? answer, string what) =>
        answer?.RootElement is { ValueKind: JsonValueKind.Object } root
            ? root
            : throw new SourceException(SourceFaultCode.BadAnswer, $"{what}: the answer is no JSON object.");

    /// <summary>An array without which the answer is not what was asked for.</summary>
    /// <exception cref="SourceException">It is not there.</exception>
    public static JsonElement RequiredArray(JsonElement answer, string name, string what) =>
        answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Array
            ? value
            : throw new SourceException(SourceFaultCode.BadAnswer, $"{what}: the answer has no array \"{name}\".");

    private static JsonElement? Find(JsonElement row, string name) =>
        row.ValueKind is JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    private static RowException Unexpected(string name, JsonElement value, string expected) =>
        new(name, $"{name}: got {Excerpt.Of(value.GetRawText())}, expected {expected}.");
}
