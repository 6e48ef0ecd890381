using System.Text.Json;
using System.Text.Unicode;
using System.Text;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Ingest.Usage;

/// <summary>
/// Reads one JSON object of the usage API into a <see cref="UsageDraft"/>: names, JSON types and number syntax are checked here, what
/// the values may be is checked by <see cref="UsageNormalizer"/>. Holds state of one body; not safe to share between threads.
/// </summary>
internal sealed class UsageJsonParser(NamePool names) : IRecordParser
{
    private const int LongestText = 4_096;
    private readonly char[] _chars = new char[LongestText];
    private long _line;

    /// <inheritdoc />
    public UsageError? Error { get; private set; }

    /// <inheritdoc />
    public bool Malformed { get; private set; }

    /// <inheritdoc />
    public int BrokenAt { get; private set; }

    /// <inheritdoc />
    public bool TryParse(ReadOnlySpan<byte> json, long line, UsageDraft draft)
    {
        _line = line;
        Error = null;
        Malformed = false;
        draft.Clear();
        draft.Line = line;

        // One pass here makes every later decoding of a string safe, save for lone surrogates written as escapes.
        if (!Utf8.IsValid(json))
        {
            return Fail("", "got bytes that are not UTF-8, expected UTF-8 text");
        }

        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            {
                return Fail("", $"got {JsonScalar.Got(ref reader)}, expected a JSON object with one usage record");
            }

            if (!TryReadObject(ref reader, draft))
            {
                return false;
            }

            // Throws when more than white space follows.
            reader.Read();
            return true;
        }
        catch (JsonException)
        {
            Malformed = true;
            BrokenAt = (int)reader.BytesConsumed;
            return Fail("", $"got malformed JSON at byte {BrokenAt + 1} of the record, expected a JSON object");
        }
        catch (InvalidOperationException)
        {
            return Fail("", "got a string with a lone surrogate (\\ud800 to \\udfff), expected Unicode text");
        }
    }

    private bool TryReadObject(ref Utf8JsonReader reader, UsageDraft draft)
    {
        var seen = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (!TryCopy(ref reader, out var name) || !UsageFields.TryGet(name, out var field))
            {
                reader.Read();
                reader.Skip();
                continue;
            }

            if ((seen & (1 << (int)field)) != 0)
            {
                return Fail(UsageFields.NameOf(field), "got it twice (perhaps also under its FOCUS name), expected it once");
            }

            seen |= 1 << (int)field;
            reader.Read();
            if (reader.TokenType is not JsonTokenType.Null && !TryReadField(ref reader, field, draft))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadField(ref Utf8JsonReader reader, UsageField field, UsageDraft draft)
    {
        switch (field)
        {
            case UsageField.Revision:
                return TryRevision(ref reader, draft);
            case UsageField.Timestamp:
                return TryTimestamp(ref reader, draft);
            case UsageField.Usage:
                return TryUsage(ref reader, draft);
            case UsageField.Status:
                return TryStatus(ref reader, draft);
            case UsageField.Tags:
                return TryTags(ref reader, draft);
            case UsageField.EffectiveCost or UsageField.BilledCost or UsageField.ListCost:
                return TryNumber(ref reader, UsageFields.NameOf(field), out var amount) && UsageFields.TrySetCost(draft, field, amount);
            case UsageField.UserId or UsageField.ApiKeyId:
                return TryScalar(ref reader, UsageFields.NameOf(field), out var tag) && UsageFields.TrySetText(draft, field, tag);
            default:
                return TryText(ref reader, field, out var text) && UsageFields.TrySetText(draft, field, text);
        }
    }

    private bool TryText(ref Utf8JsonReader reader, UsageField field, out string text)
    {
        text = "";
        if (reader.TokenType is not JsonTokenType.String)
        {
            return Fail(UsageFields.NameOf(field), $"got {JsonScalar.Got(ref reader)}, expected a string");
        }

        if (!TryCopy(ref reader, out var chars))
        {
            return Fail(UsageFields.NameOf(field), $"got a string of over {LongestText} bytes, expected a shorter one");
        }

        // Ids differ from record to record; pooling them would only wash the names out.
        text = field is UsageField.Id ? chars.ToString() : names.Get(chars);
        return true;
    }

    private bool TryRevision(ref Utf8JsonReader reader, UsageDraft draft)
    {
        if (reader.TokenType is not JsonTokenType.Number || !reader.TryGetInt32(out var revision) || revision < 0)
        {
            return Fail("revision", $"got {JsonScalar.Got(ref reader)}, expected a whole number from 0 to {int.MaxValue}");
        }

        draft.Revision = revision;
        return true;
    }

    private bool TryStatus(ref Utf8JsonReader reader, UsageDraft draft)
    {
        if (reader.TokenType is not JsonTokenType.String || !TryCopy(ref reader, out var text) || !UsageFields.TryStatus(text, out var status))
        {
            return Fail("status", $"got {JsonScalar.Got(ref reader)}, expected estimated, confirmed or invoiced");
        }

        draft.Status = status;
        return true;
    }

    private bool TryTimestamp(ref Utf8JsonReader reader, UsageDraft draft)
    {
        DateTimeOffset timestamp = default;
        var read = reader.TokenType switch
        {
            JsonTokenType.String => TryCopy(ref reader, out var text) && IsoTimestamp.TryParse(text, out timestamp),
            JsonTokenType.Number => reader.TryGetDecimal(out var unix) && UnixTimestamp.TryParse(unix, out timestamp),
            _ => false,
        };
        if (!read)
        {
            return Fail(
                "timestamp",
                $"got {JsonScalar.Got(ref reader)}, expected a time such as 2026-01-05T10:00:00Z (without a zone it is UTC) or Unix seconds or milliseconds");
        }

        draft.Timestamp = timestamp;
        return true;
    }

    private bool TryUsage(ref Utf8JsonReader reader, UsageDraft draft)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return Fail("usage", $"got {JsonScalar.Got(ref reader)}, expected an object of unit and quantity such as {{\"token.input\": 1200}}");
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (!TryCopy(ref reader, out var chars))
            {
                return Fail("usage", $"got a unit of over {LongestText} bytes, expected a known unit or other:NAME");
            }

            var unit = names.Get(chars);
            reader.Read();
            if (reader.TokenType is JsonTokenType.Null)
            {
                continue;
            }

            if (!TryNumber(ref reader, unit, out var quantity, "usage."))
            {
                return false;
            }

            draft.Usage.Add(new(unit, quantity));
        }

        return true;
    }

    private bool TryTags(ref Utf8JsonReader reader, UsageDraft draft)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return Fail("tags", $"got {JsonScalar.Got(ref reader)}, expected an object of names and texts");
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (!TryCopy(ref reader, out var chars))
            {
                return Fail("tags", $"got a name of over {LongestText} bytes, expected a shorter one");
            }

            var key = names.Get(chars);
            reader.Read();
            if (reader.TokenType is JsonTokenType.Null || PromptText.IsKey(key))
            {
                reader.Skip();
                continue;
            }

            if (!TryScalar(ref reader, key, out var value, "tags."))
            {
                return false;
            }

            draft.SetTag(key, value);
        }

        return true;
    }

    /// <summary>Reads a string, or a number or boolean as its text.</summary>
    private bool TryScalar(ref Utf8JsonReader reader, string field, out string text, string prefix = "")
    {
        text = "";
        switch (reader.TokenType)
        {
            case JsonTokenType.String when TryCopy(ref reader, out var chars):
                text = names.Get(chars);
                return true;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False when reader.ValueSpan.Length <= 64:
                text = Encoding.UTF8.GetString(reader.ValueSpan);
                return true;
            default:
                return Fail(prefix + field, $"got {JsonScalar.Got(ref reader)}, expected a text of at most {LongestText} bytes, a number, true or false");
        }
    }

    /// <summary>Reads a decimal, written as a number or as a string.</summary>
    private bool TryNumber(ref Utf8JsonReader reader, string field, out decimal number, string prefix = "") =>
        JsonScalar.TryNumber(ref reader, out number)
        || Fail(prefix + field, $"got {JsonScalar.Got(ref reader)}, expected a decimal number of at most 7.9e28");

    private bool TryCopy(ref Utf8JsonReader reader, out ReadOnlySpan<char> text)
    {
        if (reader.ValueSpan.Length > LongestText)
        {
            text = default;
            return false;
        }

        text = _chars.AsSpan(0, reader.CopyString(_chars));
        return true;
    }

    private bool Fail(string field, string message)
    {
        Error = new(_line, field, field.Length == 0 ? $"The record: {message}." : $"{field}: {message}.");
        return false;
    }
}
