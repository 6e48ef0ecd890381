using System.Text.Json;
using System.Text.Unicode;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Push.LiteLlm;

/// <summary>
/// Reads one <c>StandardLoggingPayload</c>. What is not named here, prompts and answers first of all, is passed over as bytes and never
/// becomes text.
/// </summary>
internal sealed class LiteLlmParser(NamePool names, bool keepPersonalData) : IRecordParser
{
    private const int LongestText = 4_096;
    private readonly char[] _chars = new char[LongestText];
    private LiteLlmCall _call = new();
    private string? _problemField;
    private string _problem = "";

    private delegate bool FieldReader(ref Utf8JsonReader reader, string name);

    /// <inheritdoc />
    public UsageError? Error { get; private set; }

    /// <inheritdoc />
    public bool Malformed { get; private set; }

    /// <inheritdoc />
    public int BrokenAt { get; private set; }

    /// <inheritdoc />
    public bool TryParse(ReadOnlySpan<byte> json, long line, UsageDraft draft)
    {
        Error = null;
        Malformed = false;
        _problemField = null;
        _call = new();
        draft.Clear();
        draft.Line = line;
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!Utf8.IsValid(json))
            {
                return Fail(line, "", "got bytes that are not UTF-8, expected UTF-8 text");
            }

            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            {
                return Fail(line, "", $"got {JsonScalar.Got(ref reader)}, expected an object as LiteLLM's generic_api callback sends it");
            }

            ReadObject(ref reader, ReadCall);

            // Throws when more than white space follows.
            reader.Read();
        }
        catch (JsonException)
        {
            Malformed = true;
            BrokenAt = (int)reader.BytesConsumed;
            return Fail(line, "", $"got malformed JSON at byte {BrokenAt + 1} of the record, expected a JSON object");
        }
        catch (InvalidOperationException)
        {
            return Fail(line, "", "got a string with a lone surrogate (\\ud800 to \\udfff), expected Unicode text");
        }

        if (_problemField is { } field)
        {
            return Fail(line, field, _problem);
        }

        _call.Fill(draft, keepPersonalData);
        return true;
    }

    /// <summary>Hands each field of an object to its reader; what that does not take is skipped.</summary>
    private void ReadObject(ref Utf8JsonReader reader, FieldReader read)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan.Length <= LongestText ? names.Get(_chars.AsSpan(0, reader.CopyString(_chars))) : "";
            reader.Read();
            if (!read(ref reader, name))
            {
                reader.Skip();
            }
        }
    }

    private bool ReadCall(ref Utf8JsonReader reader, string name)
    {
        switch (name)
        {
            case "id": _call.Id = Text(ref reader, pooled: false); break;
            case "call_type": _call.CallType = Text(ref reader); break;
            case "status": _call.IsFailure = Text(ref reader) == "failure"; break;
            case "cache_hit": _call.IsCacheHit = reader.TokenType is JsonTokenType.True || Text(ref reader) is "True" or "true"; break;
            case "startTime": _call.Start = Time(ref reader, name); break;
            case "custom_llm_provider": _call.Provider = Text(ref reader); break;
            case "model": _call.Model = Text(ref reader); break;
            case "model_group": _call.ModelGroup = Text(ref reader); break;
            case "response_cost": _call.Cost = Number(ref reader, name); break;
            case "prompt_tokens": _call.Totals.Input = Number(ref reader, name); break;
            case "completion_tokens": _call.Totals.Output = Number(ref reader, name); break;
            case "end_user": _call.EndUser ??= Text(ref reader); break;
            case "requester_ip_address": _call.Address ??= Text(ref reader); break;
            case "request_tags": ReadTags(ref reader); break;
            case "metadata": ReadObject(ref reader, ReadMetadata); break;
            case "hidden_params": ReadObject(ref reader, ReadHidden); break;
            case "cost_breakdown": ReadObject(ref reader, ReadBreakdown); break;
            case "model_parameters": ReadObject(ref reader, ReadParameters); break;
            case "error_information": ReadObject(ref reader, ReadError); break;
            default: return false;
        }

        return true;
    }

    private bool ReadMetadata(ref Utf8JsonReader reader, string name)
    {
        switch (name)
        {
            case "user_api_key_hash": _call.KeyHash = LiteLlmCall.KeyId(Text(ref reader)); break;
            case "user_api_key_alias": _call.KeyAlias = Text(ref reader); break;
            case "user_api_key_team_id": _call.TeamId = Text(ref reader); break;
            case "user_api_key_team_alias": _call.TeamAlias = Text(ref reader); break;
            case "user_api_key_org_id": _call.OrganizationId = Text(ref reader); break;
            case "user_api_key_org_alias": _call.OrganizationAlias = Text(ref reader); break;
            case "user_api_key_user_id": _call.UserId = Text(ref reader); break;
            case "user_api_key_end_user_id": _call.EndUser ??= Text(ref reader); break;
            case "requester_ip_address": _call.Address ??= Text(ref reader); break;
            case "usage_object": ReadUsage(ref reader, ref _call.MetadataUsage); break;
            default: return false;
        }

        return true;
    }

    private bool ReadHidden(ref Utf8JsonReader reader, string name)
    {
        switch (name)
        {
            case "response_cost": _call.KnownCost = Number(ref reader, name); break;
            case "usage_object": ReadUsage(ref reader, ref _call.HiddenUsage); break;
            default: return false;
        }

        return true;
    }

    private bool ReadBreakdown(ref Utf8JsonReader reader, string name)
    {
        if (name != "original_cost")
        {
            return false;
        }

        _call.OriginalCost = Number(ref reader, name);
        return true;
    }

    private bool ReadParameters(ref Utf8JsonReader reader, string name)
    {
        if (name != "service_tier")
        {
            return false;
        }

        _call.ServiceTier ??= Text(ref reader);
        return true;
    }

    private bool ReadError(ref Utf8JsonReader reader, string name)
    {
        switch (name)
        {
            // The message is left out: it may quote the prompt.
            case "error_class": _call.ErrorClass = Text(ref reader); break;
            case "llm_provider": _call.ErrorProvider = Text(ref reader); break;
            default: return false;
        }

        return true;
    }

    private void ReadUsage(ref Utf8JsonReader reader, ref TokenCounts counts)
    {
        var usage = new LiteLlmUsage();
        ReadObject(ref reader, (ref Utf8JsonReader field, string name) => ReadUsageField(ref field, name, usage));
        counts = usage.ToCounts();
        _call.WebSearches = Math.Max(_call.WebSearches, usage.WebSearches);
        _call.ServiceTier = usage.ServiceTier ?? _call.ServiceTier;
    }

    private bool ReadUsageField(ref Utf8JsonReader reader, string name, LiteLlmUsage usage)
    {
        if (name == "service_tier")
        {
            usage.ServiceTier = Text(ref reader);
            return true;
        }

        if (LiteLlmUsage.IsGroup(name))
        {
            ReadObject(ref reader, (ref Utf8JsonReader field, string part) =>
                LiteLlmUsage.IsGroup(part) ? ReadUsageField(ref field, part, usage) : ReadCount(ref field, $"{name}.{part}", usage));
            return true;
        }

        return ReadCount(ref reader, name, usage);
    }

    private bool ReadCount(ref Utf8JsonReader reader, string name, LiteLlmUsage usage)
    {
        if (!LiteLlmUsage.IsCount(name))
        {
            return false;
        }

        if (Number(ref reader, name) is { } count)
        {
            usage.Set(name, count);
        }

        return true;
    }

    private void ReadTags(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (Text(ref reader) is { } tag)
            {
                _call.RequestTags.Add(tag);
            }
        }
    }

    /// <summary>A text; null for anything else, and for what is too long to be a name.</summary>
    private string? Text(ref Utf8JsonReader reader, bool pooled = true)
    {
        if (reader.TokenType is not JsonTokenType.String || reader.ValueSpan.Length is 0 or > LongestText)
        {
            reader.Skip();
            return null;
        }

        var text = _chars.AsSpan(0, reader.CopyString(_chars));
        return pooled ? names.Get(text) : text.ToString();
    }

    private decimal? Number(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        if (JsonScalar.TryNumber(ref reader, out var number) && number >= 0)
        {
            return number;
        }

        Problem(name, $"got {JsonScalar.Got(ref reader)}, expected a number of 0 or more");
        reader.Skip();
        return null;
    }

    private DateTimeOffset? Time(ref Utf8JsonReader reader, string name)
    {
        if (JsonScalar.TryNumber(ref reader, out var unix) && UnixTimestamp.TryParse(unix, out var time))
        {
            return time;
        }

        Problem(name, $"got {JsonScalar.Got(ref reader)}, expected Unix seconds");
        reader.Skip();
        return null;
    }

    private void Problem(string field, string problem)
    {
        if (_problemField is null)
        {
            (_problemField, _problem) = (field, problem);
        }
    }

    private bool Fail(long line, string field, string message)
    {
        Error = new(line, field, field.Length == 0 ? $"The record: {message}." : $"{field}: {message}.");
        return false;
    }
}
